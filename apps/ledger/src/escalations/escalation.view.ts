import { escalationStatusAt, type EscalationState } from '@ledger/journey';
import type { Escalation } from './escalation.schemas';

/** @param now the instant at which claims hold or have run out: RFC 3339. */
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
