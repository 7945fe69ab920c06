import { escalationStatusAt, isOverdue, type EscalationState } from '@ledger/journey';
import type { Escalation } from './escalation.schemas';

/**
 * @param now RFC 3339: claims that ran out before it are open.
 * @param currentStateId the state of the journey now; null if it cannot be told.
 */
export function escalationView(
  escalationId: string,
  state: EscalationState,
  position: string,
  now: string,
  currentStateId: string | null,
): Escalation {
  const { request, requestedAt, claim, delivery, completion, withdrawal, updatedAt, revision } = state;
  const { queue = null, target = null, customerId = null, channel = null, dueBy = null } = request;
  return {
    escalationId,
    status: escalationStatusAt(state, now),
    ...request,
    currentStateId: currentStateId ?? request.currentStateId,
    queue,
    target,
    customerId,
    channel,
    dueBy,
    overdue: isOverdue(state, now),
    requestedAt,
    claim,
    delivery,
    completion,
    withdrawal,
    updatedAt,
    revision: Number(revision),
    position,
  };
}
