import {
  GENESIS_HASH,
  streamName,
  type EventStore,
  type Position,
  type ReadEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { ESCALATION_ID, escalationStream, evolveEscalation, type EscalationState } from '@ledger/journey';

/** An escalation as its stream gives it, from the first event to the last. */
export interface EscalationHistory {
  readonly events: readonly ReadEvent[];
  /** Undefined where the stream holds nothing that is understood as a request. */
  readonly state: EscalationState | undefined;
  /** Revision at which each command was applied, first event of its batch to the last. */
  readonly commands: ReadonlyMap<string, bigint>;
  /** What the next event's `previousHash` is. */
  readonly headHash: string;
  readonly head: bigint | undefined;
  readonly position: Position | undefined;
}

export const EMPTY_HISTORY: EscalationHistory = {
  events: [],
  state: undefined,
  commands: new Map(),
  headHash: GENESIS_HASH,
  head: undefined,
  position: undefined,
};

/** Reads an escalation's stream, which is short; empty where there is none. */
export async function readEscalation(
  { store, upcasters }: { readonly store: EventStore; readonly upcasters: UpcasterRegistry },
  tenant: string,
  escalationId: string,
): Promise<EscalationHistory> {
  if (!ESCALATION_ID.test(escalationId)) return EMPTY_HISTORY;
  const events: ReadEvent[] = [];
  const stream = streamName(escalationStream(tenant, escalationId));
  for await (const event of store.readStream(stream, { ifMissing: 'empty' })) events.push(upcasters.read(event));
  const last = events.at(-1);
  if (last === undefined) return EMPTY_HISTORY;
  return {
    events,
    state: stateAfter(events),
    commands: commandsOf(events),
    headHash: last.metadata.hash,
    head: last.event.revision,
    position: last.event.position,
  };
}

/** The escalation after these events, or after those up to a revision. */
export function stateAfter(events: readonly ReadEvent[], upTo?: bigint): EscalationState | undefined {
  return events
    .filter(({ event }) => upTo === undefined || event.revision <= upTo)
    .reduce<EscalationState | undefined>(
      (state, { type, data, event, metadata }) =>
        evolveEscalation(state, { type, data, revision: event.revision, occurredAt: metadata.occurredAt }),
      undefined,
    );
}

function commandsOf(events: readonly ReadEvent[]): ReadonlyMap<string, bigint> {
  const applied = new Map<string, bigint>();
  for (const { metadata, event } of events) {
    if (metadata.commandId !== undefined) applied.set(metadata.commandId, event.revision);
  }
  return applied;
}
