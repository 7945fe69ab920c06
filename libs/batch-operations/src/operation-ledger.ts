import {
  GENESIS_HASH,
  RevisionConflictError,
  sealEvents,
  streamName,
  type Actor,
  type EventStore,
  type Position,
  type ReadEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import {
  decideOperation,
  evolveOperation,
  operationStream,
  type OperationCommand,
  type OperationDecision,
  type OperationState,
} from '@ledger/journey';
import type { Clock, IdSource } from '@ledger/runtime';

/** How often a command is decided again because others appended in between. */
const MAX_RETRIES = 5;
const SCHEMA_VERSION = 1;

/** An operation at the head of its stream. */
export interface LoadedOperation {
  readonly state: OperationState;
  /** Hash of the last event: the next one's `previousHash`. */
  readonly headHash: string;
  /** Of the last event. */
  readonly position: Position;
}

/** Who does something to an operation. */
export interface OperationCaller {
  readonly actor: Actor;
  readonly correlationId?: string;
  readonly causationId?: string;
}

export interface OperationReply {
  readonly decision: OperationDecision;
  /** As it stands after the decision; undefined where there is no such operation. */
  readonly operation: LoadedOperation | undefined;
}

export interface OperationLedgerPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * The streams of batch operations: read, decided on, appended to under the revision that was decided on. Only the
 * store's faults are thrown.
 */
export class OperationLedger {
  readonly #ports: OperationLedgerPorts;

  constructor(ports: OperationLedgerPorts) {
    this.#ports = ports;
  }

  /**
   * The operation as it stands; undefined where there is none.
   * @param known where its fold stood before: only what follows is read.
   */
  async load(tenant: string, operationId: string, known?: OperationState): Promise<LoadedOperation | undefined> {
    const { store, upcasters } = this.#ports;
    let state = known;
    let head: ReadEvent | undefined;
    // The event that is known comes along: its hash is what the next one is chained to.
    const options = { from: known?.revision ?? 0n, ifMissing: 'empty' } as const;
    for await (const recorded of store.readStream(streamName(operationStream(tenant, operationId)), options)) {
      head = upcasters.read(recorded);
      if (state !== undefined && recorded.revision <= state.revision) continue;
      const { type, data, metadata } = head;
      state = evolveOperation(state, { type, data, revision: recorded.revision, occurredAt: metadata.occurredAt });
    }
    if (state === undefined || head === undefined) return undefined;
    return { state, headHash: head.metadata.hash, position: head.event.position };
  }

  /** Decides a command on the operation as it stands, and appends what it comes to. */
  async execute(
    tenant: string,
    operationId: string,
    command: OperationCommand,
    caller: OperationCaller,
    known?: OperationState,
  ): Promise<OperationReply> {
    for (let retries = 0; ; retries++) {
      const operation = await this.load(tenant, operationId, known);
      const decision = decideOperation(command, operation?.state);
      if (decision.kind !== 'accepted') return { decision, operation };
      try {
        return { decision, operation: await this.#append(tenant, operationId, operation, decision.event, caller) };
      } catch (error) {
        if (!(error instanceof RevisionConflictError) || retries === MAX_RETRIES) throw error;
      }
    }
  }

  async #append(
    tenant: string,
    operationId: string,
    before: LoadedOperation | undefined,
    { type, data }: Extract<OperationDecision, { kind: 'accepted' }>['event'],
    { actor, correlationId = operationId, causationId }: OperationCaller,
  ): Promise<LoadedOperation> {
    const { store, clock, ids } = this.#ports;
    const stream = streamName(operationStream(tenant, operationId));
    const revision = before === undefined ? 0n : before.state.revision + 1n;
    const occurredAt = clock.now().toISOString();
    const cause = causationId === undefined ? {} : { $causationId: causationId };
    const metadata = {
      $correlationId: correlationId,
      ...cause,
      tenant,
      actor,
      schemaVersion: SCHEMA_VERSION,
      occurredAt,
    };
    const at = { revision, previousHash: before?.headHash ?? GENESIS_HASH };
    const { events, lastHash } = sealEvents(stream, [{ id: ids.next(), type, data, metadata }], at);
    const expectedRevision = before?.state.revision ?? 'NO_STREAM';
    const { position } = await store.append(stream, events, { expectedRevision });
    const state = evolveOperation(before?.state, { type, data, revision, occurredAt });
    if (state === undefined) throw new TypeError(`Stream ${stream} should begin with a request.`);
    return { state, headHash: lastHash, position };
  }
}
