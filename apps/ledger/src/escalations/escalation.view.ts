import { escalationStatusAt, type EscalationState, type EscalationStatus } from '@ledger/journey';

/** An escalation as the resource face shows it. */
export interface EscalationView {
  readonly escalationId: string;
  /** Now: a claim that has run out is open. */
  readonly status: EscalationStatus;
  readonly kind: string;
  readonly queue: string | null;
  readonly target: string | null;
  readonly escalation: string;
  readonly reason: string;
  readonly sessionId: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly stateId: string;
  readonly currentStateId: string;
  readonly customerId: string | null;
  readonly channel: string | null;
  readonly journeyRevision: number;
  readonly journeyEventId: string;
  readonly triggeredAt: string;
  readonly requestedAt: string;
  readonly dueBy: string | null;
  readonly claim: EscalationState['claim'];
  readonly delivery: EscalationState['delivery'];
  readonly completion: EscalationState['completion'];
  readonly updatedAt: string;
  /** Of its own stream. */
  readonly revision: number;
  /** Of its last event. */
  readonly position: string;
}

/** @param now the instant at which claims hold or have run out: RFC 3339. */
export function escalationView(
  escalationId: string,
  state: EscalationState,
  position: string,
  now: string,
): EscalationView {
  const { request, claim, delivery, completion } = state;
  return {
    escalationId,
    status: escalationStatusAt(state, now),
    kind: request.kind,
    queue: request.queue ?? null,
    target: request.target ?? null,
    escalation: request.escalation,
    reason: request.reason,
    sessionId: request.sessionId,
    definitionId: request.definitionId,
    definitionVersion: request.definitionVersion,
    stateId: request.stateId,
    currentStateId: request.currentStateId,
    customerId: request.customerId ?? null,
    channel: request.channel ?? null,
    journeyRevision: request.journeyRevision,
    journeyEventId: request.journeyEventId,
    triggeredAt: request.triggeredAt,
    requestedAt: state.requestedAt,
    dueBy: request.dueBy ?? null,
    claim,
    delivery,
    completion,
    updatedAt: state.updatedAt,
    revision: Number(state.revision),
    position,
  };
}
