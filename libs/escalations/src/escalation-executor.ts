import {
  RevisionConflictError,
  sealEvents,
  streamName,
  type Actor,
  type EventMetadata,
  type EventStore,
  type Position,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { eventId } from '@ledger/command-handling';
import type { Clock, IdSource } from '@ledger/runtime';
import {
  decideEscalation,
  escalationStream,
  evolveEscalation,
  type EscalationCommand,
  type EscalationEvent,
  type EscalationState,
} from '@ledger/journey';
import { readEscalation, stateAfter, type EscalationHistory } from './escalation-history';
import type { EscalationReply } from './escalation-reply';

export interface EscalationPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly clock: Clock;
  readonly ids: IdSource;
}

type WithoutNow<Command> = Command extends { readonly now: string } ? Omit<Command, 'now'> : never;

/** A command as its caller gives it: when it happens is not the caller's to say. */
export type AskedEscalationCommand = WithoutNow<EscalationCommand>;

export interface EscalationCommandRequest {
  readonly tenant: string;
  readonly escalationId: string;
  readonly command: AskedEscalationCommand;
  readonly actor: Actor;
  /** Makes a repeat recognisable. */
  readonly commandId?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** How often a command is decided again because others appended in between. */
const MAX_RETRIES = 5;
const SCHEMA_VERSION = 1;
/** Stands for the command id in the id of the one event that every escalation begins with. */
const REQUEST = 'request';

/**
 * The way of every command on an escalation: load, decide, append under the revision that was read. Of two who append at
 * once one decides anew on what the other has left.
 */
export class EscalationExecutor {
  readonly #ports: EscalationPorts;

  constructor(ports: EscalationPorts) {
    this.#ports = ports;
  }

  /** The escalation with its events; its state is undefined where it was never requested. */
  read(tenant: string, escalationId: string): Promise<EscalationHistory> {
    return readEscalation(this.#ports, tenant, escalationId);
  }

  async execute(request: EscalationCommandRequest): Promise<EscalationReply> {
    const { tenant, escalationId, commandId } = request;
    for (let tries = 0; ; tries++) {
      const history = await this.read(tenant, escalationId);
      const { state, position } = history;
      const applied = commandId === undefined ? undefined : history.commands.get(commandId);
      const before = applied === undefined ? undefined : stateAfter(history.events, applied);
      if (before !== undefined) {
        const { event } = history.events.find(({ event }) => event.revision === applied) ?? {};
        return { outcome: 'ADVANCED', replayed: true, escalation: before, position: placed(event?.position) };
      }
      const now = this.#ports.clock.now().toISOString();
      const decision = decideEscalation({ ...request.command, now }, state);
      if (decision.kind === 'refused') {
        return { outcome: 'REFUSED', code: decision.code, reason: decision.reason, escalation: state };
      }
      if (decision.kind === 'nothing') {
        if (state === undefined)
          throw new TypeError('Nothing cannot be what an escalation comes to that is not there.');
        return { outcome: 'UNCHANGED', replayed: false, escalation: state, position: placed(position) };
      }
      const appended = await this.#append(request, decision.events, history, now);
      if (appended !== undefined) return { outcome: 'ADVANCED', replayed: false, ...appended };
      if (tries === MAX_RETRIES) {
        const reason = 'Others kept changing this escalation meanwhile: send it again.';
        return { outcome: 'REFUSED', code: 'REVISION_CONFLICT', reason, escalation: state };
      }
    }
  }

  /** Undefined where others appended first. */
  async #append(
    request: EscalationCommandRequest,
    events: readonly EscalationEvent[],
    { head, headHash, state }: EscalationHistory,
    now: string,
  ): Promise<{ readonly escalation: EscalationState; readonly position: Position } | undefined> {
    const stream = streamName(escalationStream(request.tenant, request.escalationId));
    const metadata = metadataOf(request, now);
    const drafts = events.map(({ type, data }, index) => ({ id: this.#idOf(request, index), type, data, metadata }));
    const first = head === undefined ? 0n : head + 1n;
    const sealed = sealEvents(stream, drafts, { revision: first, previousHash: headHash });
    try {
      const options = { expectedRevision: head ?? 'NO_STREAM' } as const;
      const { position } = await this.#ports.store.append(stream, sealed.events, options);
      const escalation = events.reduce<EscalationState | undefined>(
        (before, { type, data }, index) =>
          evolveEscalation(before, { type, data, revision: first + BigInt(index), occurredAt: now }),
        state,
      );
      return escalation && { escalation, position };
    } catch (error) {
      if (error instanceof RevisionConflictError) return undefined;
      throw error;
    }
  }

  /** No session id holds a slash, so that no journey's event has the id of an escalation's. */
  #idOf({ tenant, escalationId, command, commandId }: EscalationCommandRequest, index: number): string {
    const known =
      command.type === 'RequestEscalation' ? REQUEST : commandId === undefined ? undefined : `/${commandId}`;
    return known === undefined ? this.#ports.ids.next() : eventId(tenant, `escalation/${escalationId}`, known, index);
  }
}

function metadataOf(
  { tenant, actor, commandId, correlationId, causationId }: EscalationCommandRequest,
  occurredAt: string,
): EventMetadata {
  return {
    ...(correlationId === undefined ? {} : { $correlationId: correlationId }),
    ...(causationId === undefined ? {} : { $causationId: causationId }),
    ...(commandId === undefined ? {} : { commandId }),
    tenant,
    actor,
    schemaVersion: SCHEMA_VERSION,
    occurredAt,
  };
}

function placed(position: Position | undefined): Position {
  if (position === undefined) throw new TypeError('An escalation that has events has a position.');
  return position;
}
