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
import { historyAfter, historyAt, readEscalation, type EscalationHistory } from './escalation-history';
import type { EscalationReply } from './escalation-reply';
import { isKept, keptRefusal, type KeptRefusal } from './kept-refusals';

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
  /** Whether the id was made for this request, so that no caller can send it again. */
  readonly isIdNew?: boolean;
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
      return refused('ESCALATION_NOT_FOUND', `${name} is not the id of an escalation.`, undefined, this.#now());
    }
    const { store } = this.ports;
    const fingerprint = commandId === undefined ? undefined : requestFingerprint([escalationId, command]);
    const execution = await executeOnStream({
      store,
      stream: streamName(escalationStream(tenant, escalationId)),
      read: () => this.read(tenant, escalationId),
      repeatOf: (history: EscalationHistory) =>
        commandId === undefined ? undefined : historyAfter(history, commandId),
      isOther: (earlier) => isOtherCommand(command, fingerprint, earlier),
      decide: async (history) => {
        const kept = await this.#keptRefusal(request, history);
        if (kept !== undefined) return { kind: 'kept' as const, kept, history };
        const now = this.#now();
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
        return this.#refuseReuse(request, `that appended ${type} at revision ${event.revision}`, execution.head);
      }
      case 'conflict':
        return this.#refuse(request, undefined, 'REVISION_CONFLICT', CONFLICT_REASON, execution.head);
      case 'nothing-to-append': {
        const { decision, head } = execution;
        if (decision.kind === 'kept') {
          const { kept, history } = decision;
          if (kept.fingerprint !== fingerprint) return this.#refuseReuse(request, 'that was refused before', head);
          const { code, reason, revision } = kept.refusal;
          return { ...refused(code, reason, history && historyAt(history, revision), kept.at), replayed: true };
        }
        return decision.kind === 'refused'
          ? this.#refuse(request, fingerprint, decision.code, decision.reason, head, decision.now)
          : success('UNCHANGED', head);
      }
    }
  }

  /** What the same id was refused before. Only ids that a caller can send again are looked for. */
  async #keptRefusal(
    { tenant, escalationId, commandId, isIdNew = false }: EscalationCommandRequest,
    history: EscalationHistory | undefined,
  ): Promise<KeptRefusal | undefined> {
    if (commandId === undefined || isIdNew || history?.state === undefined) return undefined;
    const { sessionId } = history.state.request;
    return keptRefusal(this.ports, { tenant, sessionId, escalationId, commandId });
  }

  #refuseReuse(
    request: EscalationCommandRequest,
    by: string,
    standing: Standing | undefined,
  ): Promise<EscalationReply> {
    const what = `commandId ${JSON.stringify(request.commandId)} stands for another command, ${by}`;
    const reason = `${what}; send a new id with a new command.`;
    return this.#refuse(request, undefined, 'IDEMPOTENCY_KEY_REUSED', reason, standing);
  }

  /**
   * Records what a caller was refused among the attempts of the journey; what sagas try in vain is their own business. A
   * refusal that is to be given again is given once it is on disk.
   */
  async #refuse(
    request: EscalationCommandRequest,
    fingerprint: string | undefined,
    code: Refused['code'],
    reason: string,
    standing: Standing | undefined,
    now = this.#now(),
  ): Promise<EscalationReply> {
    const { tenant, escalationId, command, commandId = this.ports.ids.next(), isIdNew = false, actor } = request;
    const state = standing?.state;
    if (state !== undefined && actor.kind !== 'saga') {
      const isToBeKept = fingerprint !== undefined && !isIdNew && isKept(code);
      const data: EscalationCommandRejected = {
        ...{ command: command.type, commandId, asked: {}, code, reason },
        ...{ revision: Number(state.revision), escalationId, escalationStatus: escalationStatusAt(state, now) },
      };
      const metadata = metadataOf({ ...request, commandId }, isToBeKept ? fingerprint : undefined, now);
      const recorded = this.ports.attempts.record(streamName(attemptStream(tenant, state.request.sessionId)), {
        ...{ id: this.ports.ids.next(), type: COMMAND_REJECTED, data, metadata },
      });
      if (isToBeKept) await recorded;
    }
    return refused(code, reason, standing, now);
  }

  #now(): string {
    return this.ports.clock.now().toISOString();
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

function refused(code: Refused['code'], reason: string, standing: Standing | undefined, at: string): Refused {
  return { outcome: 'REFUSED', replayed: false, code, reason, escalation: standing?.state, at };
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
