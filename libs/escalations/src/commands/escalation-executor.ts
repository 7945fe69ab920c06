import {
  appendedEvents,
  CONFLICT_REASON,
  executeOnStream,
  requestFingerprint,
  streamName,
  type Actor,
  type EventMetadata,
  type EventStore,
  type Position,
  type ReadEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { eventId, type AttemptRecorder } from '@ledger/command-handling';
import {
  attemptStream,
  COMMAND_REJECTED,
  contradictsEscalationEvent,
  decideEscalation,
  ESCALATION_ID,
  escalationStatusAt,
  escalationStream,
  evolveEscalation,
  type EscalationCommand,
  type EscalationCommandRejected,
  type EscalationState,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { Clock, IdSource } from '@ledger/runtime';
import { historyAfter, readEscalation, type EscalationHistory } from './escalation-history';
import type { EscalationReply } from './escalation-reply';

export interface EscalationPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly attempts: Pick<AttemptRecorder, 'record'>;
}

type WithoutNow<Command> = Command extends { readonly now: string } ? Omit<Command, 'now'> : never;

/** A command as its caller gives it, without the instant of its decision. */
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

const SCHEMA_VERSION = 1;
/** Stands for the command id in the id of the one event that every escalation begins with. */
const REQUEST = 'request';

/** Executes the commands on escalations. Only the store's faults are thrown. */
export class EscalationExecutor {
  constructor(private readonly ports: EscalationPorts) {}

  /** The escalation with its events; undefined where it was never requested. */
  read(tenant: string, escalationId: string): Promise<EscalationHistory | undefined> {
    return readEscalation(this.ports, tenant, escalationId);
  }

  async execute(request: EscalationCommandRequest): Promise<EscalationReply> {
    const { tenant, escalationId, command, commandId } = request;
    if (!ESCALATION_ID.test(escalationId)) {
      const name = JSON.stringify(escalationId.slice(0, 200));
      return refused('ESCALATION_NOT_FOUND', `${name} is not the id of an escalation.`, undefined);
    }
    const { store, clock } = this.ports;
    const fingerprint = commandId === undefined ? undefined : requestFingerprint([escalationId, command]);
    const execution = await executeOnStream({
      store,
      stream: streamName(escalationStream(tenant, escalationId)),
      read: () => this.read(tenant, escalationId),
      repeatOf: (history: EscalationHistory) =>
        commandId === undefined ? undefined : historyAfter(history, commandId),
      isOther: (earlier) => isOtherCommand(command, fingerprint, earlier),
      decide: (history) => {
        const now = clock.now().toISOString();
        return { ...decideEscalation({ ...command, now }, history?.state), now };
      },
      metadata: ({ now }) => metadataOf(request, fingerprint, now),
      eventId: (_, index) => this.#eventId(request, index),
      evolve: (history, appended) => ({
        state: appendedEvents(appended).reduce(evolveEscalation, history?.state),
        position: appended.position,
      }),
    });
    switch (execution.kind) {
      case 'repeated':
        return success('ADVANCED', execution.repeat, true);
      case 'appended':
        return success('ADVANCED', execution.head);
      case 'reused': {
        const { type, event } = lastOf(execution.repeat);
        const what = `commandId ${JSON.stringify(commandId)} stands for another command, that appended ${type} at revision ${event.revision}`;
        const reason = `${what}; send a new id with a new command.`;
        return this.#refuse(request, 'IDEMPOTENCY_KEY_REUSED', reason, execution.head);
      }
      case 'conflict':
        return this.#refuse(request, 'REVISION_CONFLICT', CONFLICT_REASON, execution.head);
      case 'nothing-to-append': {
        const { decision, head } = execution;
        return decision.kind === 'refused'
          ? this.#refuse(request, decision.code, decision.reason, head)
          : success('UNCHANGED', head);
      }
    }
  }

  /** Records what a caller was refused among the attempts of the journey; what sagas try in vain is their own business. */
  #refuse(
    request: EscalationCommandRequest,
    code: Refused['code'],
    reason: string,
    standing: Standing | undefined,
  ): EscalationReply {
    const { tenant, escalationId, command, commandId = this.ports.ids.next(), actor } = request;
    const state = standing?.state;
    if (state !== undefined && actor.kind !== 'saga') {
      const now = this.ports.clock.now().toISOString();
      const data: EscalationCommandRejected = {
        ...{ command: command.type, commandId, asked: {}, code, reason },
        ...{ revision: Number(state.revision), escalationId, escalationStatus: escalationStatusAt(state, now) },
      };
      const metadata = metadataOf({ ...request, commandId }, undefined, now);
      void this.ports.attempts.record(streamName(attemptStream(tenant, state.request.sessionId)), {
        ...{ id: this.ports.ids.next(), type: COMMAND_REJECTED, data, metadata },
      });
    }
    return refused(code, reason, standing);
  }

  /** No session id holds a slash, so that no journey's event has the id of an escalation's. */
  #eventId({ tenant, escalationId, command, commandId }: EscalationCommandRequest, index: number): string {
    const known =
      command.type === 'RequestEscalation' ? REQUEST : commandId === undefined ? undefined : `/${commandId}`;
    return known === undefined ? this.ports.ids.next() : eventId(tenant, `escalation/${escalationId}`, known, index);
  }
}

function isOtherCommand(
  command: AskedEscalationCommand,
  fingerprint: string | undefined,
  earlier: EscalationHistory,
): boolean {
  const { type, data, metadata } = lastOf(earlier);
  if (metadata.fingerprint !== undefined) return metadata.fingerprint !== fingerprint;
  return contradictsEscalationEvent(command, type, data);
}

function lastOf({ events }: EscalationHistory): ReadEvent {
  const last = events.at(-1);
  if (last === undefined) throw new TypeError('An escalation that was read has events.');
  return last;
}

type Refused = Extract<EscalationReply, { outcome: 'REFUSED' }>;

interface Standing {
  readonly state: EscalationState | undefined;
  readonly position: Position;
}

function success(outcome: 'ADVANCED' | 'UNCHANGED', standing: Standing | undefined, replayed = false): EscalationReply {
  if (standing?.state === undefined) throw new TypeError('Only an escalation that was requested takes commands.');
  return { outcome, replayed, escalation: standing.state, position: standing.position };
}

function refused(code: Refused['code'], reason: string, standing: Standing | undefined): EscalationReply {
  return { outcome: 'REFUSED', code, reason, escalation: standing?.state };
}

function metadataOf(
  { tenant, actor, commandId, correlationId, causationId }: EscalationCommandRequest,
  fingerprint: string | undefined,
  occurredAt: string,
): EventMetadata {
  return defined({
    $correlationId: correlationId,
    $causationId: causationId,
    commandId,
    fingerprint,
    tenant,
    actor,
    schemaVersion: SCHEMA_VERSION,
    occurredAt,
  });
}
