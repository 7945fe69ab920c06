import { LedgerDamagedError, soundEvents, streamName, type EventStore, type RecordedEvent } from '@ledger/event-store';
import type { JourneyPersonalData } from '@ledger/command-handling';
import {
  ALL_PERSONAL,
  definitionStream,
  escalationStream,
  journeyStream,
  NOTHING_PERSONAL,
  operationStream,
  OPERATION_REQUESTED,
  type OperationRequested,
  type ParsedStream,
  type PersonalData,
} from '@ledger/journey';
import { boundedCache } from '@ledger/runtime';
import type { PassingEvent } from './passing-event';

/** What of the journeys of a definition is personal data. */
export type PersonalOfDefinitions = Pick<JourneyPersonalData, 'ofDefinition' | 'ofKnownDefinition'>;

/** Streams whose definition is remembered. */
const MOST_STREAMS = 20_000;

/** Says of which definition an event is: the first event of its journey, escalation or batch operation names it. */
export class EventDefinitions {
  private readonly known = boundedCache<string, string>(MOST_STREAMS);
  /** Streams of definitions that were read since reading began, and of which no version was published after that. */
  private readonly current = new Set<string>();

  constructor(
    private readonly store: EventStore,
    private readonly personal: PersonalOfDefinitions,
  ) {}

  /** Notes in the event of which definition it is. Events that concern no definition, or several, stay without one. */
  async note(event: PassingEvent): Promise<void> {
    const { stream } = event;
    if (event.definitionId !== undefined || stream === undefined) return;
    event.definitionId = stream.kind === 'definition' ? stream.id : (this.ownName(event) ?? (await this.named(stream)));
  }

  /** What an event names itself: the store need not be asked. */
  private ownName({ stream, recorded }: PassingEvent): string | undefined {
    if (recorded.damage !== undefined) return undefined;
    // An alias leads to a journey of each definition.
    if (stream?.kind === 'alias') return definitionIn(recorded);
    if (stream?.kind !== 'journey' || recorded.revision !== 0n) return undefined;
    const definitionId = definitionIn(recorded);
    if (definitionId !== undefined) this.known.set(recorded.stream, definitionId);
    return definitionId;
  }

  /** Notes in the event what of it is personal data, by any published version of its definition. */
  async notePersonal(event: PassingEvent): Promise<void> {
    const { stream, recorded } = event;
    if (event.personal !== undefined || stream === undefined) return;
    switch (stream.kind) {
      case 'journey':
      case 'attempt':
        await this.note(event);
        event.personal = await this.ofDefinition(stream.tenant, event.definitionId);
        return;
      case 'operation':
        event.personal =
          recorded.type === OPERATION_REQUESTED && recorded.damage === undefined
            ? await this.ofDefinition(stream.tenant, definitionIn(recorded))
            : NOTHING_PERSONAL;
        return;
      case 'definition':
        this.current.delete(recorded.stream);
        event.personal = NOTHING_PERSONAL;
        return;
      case 'policy':
      case 'escalation':
      case 'tenant':
      case 'alias':
      case 'access':
        event.personal = NOTHING_PERSONAL;
    }
  }

  /** To be called when reading begins: what was published while no follower read went by unseen. */
  forgetVersions(): void {
    this.current.clear();
  }

  private async ofDefinition(tenant: string, definitionId: string | undefined): Promise<PersonalData> {
    if (definitionId === undefined) return ALL_PERSONAL;
    const stream = definitionStream(tenant, definitionId);
    if (this.current.has(stream)) return this.personal.ofKnownDefinition(tenant, definitionId);
    const personal = await this.personal.ofDefinition(tenant, definitionId);
    this.current.add(stream);
    return personal;
  }

  private async named(stream: ParsedStream): Promise<string | undefined> {
    const naming = namingStream(stream);
    if (naming === undefined) return undefined;
    const known = this.known.get(naming);
    if (known !== undefined) return known;
    try {
      for await (const first of soundEvents(this.store, streamName(naming), { limit: 1, ifMissing: 'empty' })) {
        const definitionId = definitionIn(first);
        if (definitionId !== undefined) this.known.set(naming, definitionId);
        return definitionId;
      }
    } catch (error) {
      // A journey that cannot be read must not end the reading of the others.
      if (!(error instanceof LedgerDamagedError)) throw error;
    }
    return undefined;
  }
}

/** The definition that an event names: its own, or that of the journeys which a batch operation changes. */
function definitionIn({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): string | undefined {
  const named = JSON.parse(data) as Partial<OperationRequested> & { readonly definitionId?: string };
  return type === OPERATION_REQUESTED ? named.filter?.definitionId : named.definitionId;
}

/** The stream whose first event names the definition. */
function namingStream({ kind, tenant, id }: ParsedStream): string | undefined {
  switch (kind) {
    case 'journey':
    case 'attempt':
    case 'policy':
      return journeyStream(tenant, id);
    case 'escalation':
      return escalationStream(tenant, id);
    case 'operation':
      return operationStream(tenant, id);
    case 'definition':
    case 'tenant':
    case 'alias':
    case 'access':
      return undefined;
  }
}
