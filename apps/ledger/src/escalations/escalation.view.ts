import { escalationStatusAt, type EscalationState } from '@ledger/journey';
import type { Escalation } from './escalation.schemas';

/** @param now RFC 3339: claims that ran out before it are open. */
export function escalationView(
  escalationId: string,
  state: EscalationState,
  position: string,
  now: string,
): Escalation {
  const { request, requestedAt, claim, delivery, completion, updatedAt, revision } = state;
  const { queue = null, target = null, customerId = null, channel = null, dueBy = null } = request;
  return {
    escalationId,
    status: escalationStatusAt(state, now),
    ...request,
    queue,
    target,
    customerId,
    channel,
    dueBy,
    requestedAt,
    claim,
    delivery,
    completion,
    updatedAt,
    revision: Number(revision),
    position,
  };
}
