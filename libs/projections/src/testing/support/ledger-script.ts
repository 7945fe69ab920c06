import {
  GENESIS_HASH,
  sealEvents,
  sealUnordered,
  streamName,
  type EventDraft,
  type EventMetadata,
  type EventStore,
  type Position,
} from '@ledger/event-store';
import {
  attemptStream,
  COMMAND_REJECTED,
  decide,
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  DEFINITION_UNRETIRED,
  definitionStream,
  fold,
  journeyStream,
  type CommandRejected,
  type CompiledDefinition,
  type DefinitionPublished,
  type JourneyCommand,
  type JourneyState,
  type Rejection,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';

interface Stream {
  readonly revision: bigint;
  readonly lastHash: string;
}

interface Journey {
  readonly definition: CompiledDefinition;
  readonly state: JourneyState;
}

/** How a command of a script came about; what is left out matters to few specs. */
export interface ScriptEnvelope {
  readonly tenant?: string;
  /** Business time. Default: the command's `now`. */
  readonly occurredAt?: string;
  readonly metadata?: Partial<EventMetadata>;
  /** Of a migration: the version it goes to. */
  readonly migrateTo?: CompiledDefinition;
}

/** Writes a ledger as the server would: commands are decided by the domain, refusals go to the attempt stream. */
export class LedgerScript {
  readonly #store: EventStore;
  readonly #streams = new Map<string, Stream>();
  readonly #journeys = new Map<string, Journey>();
  #events = 0;

  constructor(store: EventStore) {
    this.#store = store;
  }

  publish(definition: CompiledDefinition, at: string, tenant = 'default'): Promise<Position> {
    const { id, version, hash, document } = definition;
    const data: DefinitionPublished = { definitionId: id, version, hash, document };
    return this.append(definitionStream(tenant, id), DEFINITION_PUBLISHED, data, at, tenant);
  }

  retire(definition: CompiledDefinition, at: string, tenant = 'default'): Promise<Position> {
    return this.#changeVersion(definition, DEFINITION_RETIRED, at, tenant);
  }

  unretire(definition: CompiledDefinition, at: string, tenant = 'default'): Promise<Position> {
    return this.#changeVersion(definition, DEFINITION_UNRETIRED, at, tenant);
  }

  /** Where the journey's fold stands, for comparison with what was projected. */
  stateOf(sessionId: string, tenant = 'default'): JourneyState | undefined {
    return this.#journeys.get(journeyStream(tenant, sessionId))?.state;
  }

  /** Decides a command on the journey as it stands; undefined where nothing came of it. */
  async run(
    definition: CompiledDefinition,
    command: JourneyCommand,
    { tenant = 'default', occurredAt = command.now, metadata, migrateTo }: ScriptEnvelope = {},
  ): Promise<Position | undefined> {
    const stream = journeyStream(tenant, command.sessionId);
    const state = this.#journeys.get(stream)?.state;
    const decision = decide(
      command,
      state,
      this.#journeys.get(stream)?.definition ?? definition,
      defined({ migrateTo }),
    );
    if (decision.kind === 'rejected' && state !== undefined) return this.#refuse(command, state, decision, tenant);
    if (decision.kind !== 'accepted' && decision.kind !== 'expired') return undefined;
    let last: Position | undefined;
    for (const { type, data } of decision.events) {
      last = await this.append(stream, type, data, occurredAt, tenant, metadata);
    }
    const first = state === undefined ? 0n : state.revision + 1n;
    const events = decision.events.map((event, index) => ({ ...event, revision: first + BigInt(index), occurredAt }));
    const after = fold(events, state);
    if (after !== undefined) this.#journeys.set(stream, { definition: migrateTo ?? definition, state: after });
    return last;
  }

  /** Appends an event of any type, known or not. */
  async append(
    stream: string,
    type: string,
    data: object,
    occurredAt: string,
    tenant = 'default',
    metadata: Partial<EventMetadata> = {},
  ): Promise<Position> {
    const at = this.#streams.get(stream);
    const revision = at === undefined ? 0n : at.revision + 1n;
    const name = streamName(stream);
    const { events, lastHash } = sealEvents(name, [this.#draft(type, data, occurredAt, tenant, metadata)], {
      revision,
      previousHash: at?.lastHash ?? GENESIS_HASH,
    });
    const { position } = await this.#store.append(name, events, {
      expectedRevision: at?.revision ?? 'NO_STREAM',
    });
    this.#streams.set(stream, { revision, lastHash });
    return position;
  }

  #changeVersion({ id, version }: CompiledDefinition, type: string, at: string, tenant: string): Promise<Position> {
    const data = { definitionId: id, version, reason: 'superseded' };
    return this.append(definitionStream(tenant, id), type, data, at, tenant);
  }

  async #refuse(
    command: JourneyCommand,
    state: JourneyState,
    { code, reason, guard }: Rejection,
    tenant: string,
  ): Promise<Position> {
    const { type, sessionId, now, commandId = `command-${this.#events}` } = command;
    const data: CommandRejected = {
      command: type,
      commandId,
      asked: 'targetStateId' in command ? { targetStateId: command.targetStateId } : {},
      code,
      reason,
      stateId: state.stateId,
      revision: Number(state.revision),
      ...(guard && { guard }),
    };
    const stream = streamName(attemptStream(tenant, sessionId));
    const draft = this.#draft(COMMAND_REJECTED, data, now, tenant, { commandId });
    const { position } = await this.#store.append(stream, sealUnordered(stream, [draft]), {
      expectedRevision: 'ANY',
    });
    return position;
  }

  #draft(type: string, data: object, occurredAt: string, tenant: string, metadata: Partial<EventMetadata>): EventDraft {
    this.#events += 1;
    const id = `00000000-0000-4000-8000-${String(this.#events).padStart(12, '0')}`;
    const actor = { subject: 'flow', kind: 'caller' } as const;
    return { id, type, data, metadata: { tenant, actor, schemaVersion: 1, occurredAt, ...metadata } };
  }
}
