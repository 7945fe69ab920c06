import {
  comparePositions,
  streamName,
  type EventStore,
  type Position,
  type ReadEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import {
  definitionStream,
  NO_TIMEOUT_CHANGES,
  NO_TIMEOUT_PAUSES,
  tenantTimeoutsStream,
  withTimeoutChange,
  withTimeoutPause,
  type FoldableEvent,
  type TimeoutRules,
} from '@ledger/journey';

interface PlacedRule extends FoldableEvent {
  readonly position: Position;
}

/** What operations had changed of the timeouts of a definition by some place in the ledger. */
export class TimeoutRulesThen {
  private constructor(
    private readonly changes: readonly PlacedRule[],
    private readonly pauses: readonly PlacedRule[],
  ) {}

  static async read(
    store: EventStore,
    upcasters: UpcasterRegistry,
    tenant: string,
    definitionId: string,
  ): Promise<TimeoutRulesThen> {
    const [changes, pauses] = await Promise.all(
      [definitionStream(tenant, definitionId), tenantTimeoutsStream(tenant)].map((stream) =>
        readable(store, upcasters, stream),
      ),
    );
    return new TimeoutRulesThen(changes ?? [], pauses ?? []);
  }

  /** By the events that stand before a position. */
  before(position: Position): TimeoutRules {
    const isBefore = (event: PlacedRule): boolean => comparePositions(event.position, position) < 0;
    return {
      changes: this.changes.filter(isBefore).reduce(withTimeoutChange, NO_TIMEOUT_CHANGES),
      pauses: this.pauses.filter(isBefore).reduce(withTimeoutPause, NO_TIMEOUT_PAUSES),
    };
  }
}

async function readable(
  store: EventStore,
  upcasters: UpcasterRegistry,
  stream: string,
): Promise<readonly PlacedRule[]> {
  const rules: PlacedRule[] = [];
  for await (const event of store.readStream(streamName(stream), { ifMissing: 'empty' })) {
    const read = readOrNothing(() => upcasters.read(event));
    if (read === undefined) continue;
    const { type, data, metadata } = read;
    rules.push({ type, data, revision: event.revision, occurredAt: metadata.occurredAt, position: event.position });
  }
  return rules;
}

/** A damaged event changes nothing here: that it is damaged is found where its stream is verified. */
function readOrNothing(read: () => ReadEvent): ReadEvent | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
