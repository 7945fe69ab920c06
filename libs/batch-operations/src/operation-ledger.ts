import {
  appendedEvents,
  CONFLICT_REASON,
  executeOnStream,
  foldable,
  headAt,
  soundEvents,
  streamName,
  type Actor,
  type EventStore,
  type StreamHead,
  type UpcasterRegistry,
} from '@ledger/event-store';
import {
  decideOperation,
  evolveOperation,
  foldOperation,
  operationStream,
  type OperationCommand,
  type OperationDecision,
  type OperationState,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { Clock, IdSource } from '@ledger/runtime';

const SCHEMA_VERSION = 1;

/** An operation at the head of its stream. */
export interface LoadedOperation extends StreamHead {
  readonly state: OperationState;
}

export interface OperationCaller {
  readonly actor: Actor;
  readonly correlationId?: string;
  readonly causationId?: string;
}

export interface OperationReply {
  /** `conflict`: others kept changing the operation; nothing was appended. */
  readonly decision: OperationDecision | { readonly kind: 'conflict'; readonly reason: string };
  /** As it stands after the decision; undefined where there is no such operation. */
  readonly operation: LoadedOperation | undefined;
}

export interface OperationLedgerPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** The streams of batch operations. Only the store's faults are thrown. */
export class OperationLedger {
  constructor(private readonly ports: OperationLedgerPorts) {}

  /** Undefined where there is none. `known`: where its fold stood before; only what follows is read. */
  async load(tenant: string, operationId: string, known?: OperationState): Promise<LoadedOperation | undefined> {
    const { store, upcasters } = this.ports;
    let state = known;
    let head: StreamHead | undefined;
    // The event that is known comes along: its hash is what the next one is chained to.
    const options = { from: known?.revision ?? 0n, ifMissing: 'empty' } as const;
    for await (const recorded of soundEvents(store, streamName(operationStream(tenant, operationId)), options)) {
      const read = upcasters.read(recorded);
      head = headAt(read);
      if (state === undefined || recorded.revision > state.revision) state = evolveOperation(state, foldable(read));
    }
    return state === undefined || head === undefined ? undefined : { state, ...head };
  }

  /** Decides a command on the operation as it stands, and appends what was decided. */
  async execute(
    tenant: string,
    operationId: string,
    command: OperationCommand,
    { actor, correlationId = operationId, causationId }: OperationCaller,
    known?: OperationState,
  ): Promise<OperationReply> {
    const { store, clock, ids } = this.ports;
    const stream = streamName(operationStream(tenant, operationId));
    const execution = await executeOnStream({
      store,
      stream,
      read: () => this.load(tenant, operationId, known),
      decide: (operation: LoadedOperation | undefined) => decide(command, operation?.state),
      metadata: () =>
        defined({
          $correlationId: correlationId,
          $causationId: causationId,
          tenant,
          actor,
          schemaVersion: SCHEMA_VERSION,
          occurredAt: clock.now().toISOString(),
          commandId: 'commandId' in command ? command.commandId : undefined,
        }),
      eventId: () => ids.next(),
      evolve: (operation, appended): LoadedOperation => {
        const state = foldOperation(appendedEvents(appended), operation?.state);
        if (state === undefined) throw new TypeError(`Stream ${stream} should begin with a request.`);
        const { revision, headHash, position } = appended;
        return { state, revision, headHash, position };
      },
    });
    const { head: operation } = execution;
    if ('decision' in execution) return { decision: execution.decision.decision, operation };
    return { decision: { kind: 'conflict', reason: CONFLICT_REASON }, operation };
  }
}

type Verdict =
  | { readonly decision: Exclude<OperationDecision, Accepted> }
  | { readonly decision: Accepted; readonly events: readonly [Accepted['event']] };
type Accepted = Extract<OperationDecision, { kind: 'accepted' }>;

function decide(command: OperationCommand, state: OperationState | undefined): Verdict {
  const decision = decideOperation(command, state);
  return decision.kind === 'accepted' ? { decision, events: [decision.event] } : { decision };
}
