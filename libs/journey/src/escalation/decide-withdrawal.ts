import type { WithdrawEscalation } from './escalation.commands';
import { ESCALATION_WITHDRAWAL_MARKED, ESCALATION_WITHDRAWN, type EscalationEvent } from './escalation.events';
import { escalationStatusAt, type EscalationState } from './escalation.state';

/** The journey needs no desk any more. A desk that holds a claim is not interrupted: its escalation is marked. */
export function withdrawalEvents({ withdrawal, now }: WithdrawEscalation, state: EscalationState): EscalationEvent[] {
  if (state.withdrawal !== null || state.status === 'completed') return [];
  const isHeld = escalationStatusAt(state, now) === 'claimed';
  return [{ type: isHeld ? ESCALATION_WITHDRAWAL_MARKED : ESCALATION_WITHDRAWN, data: withdrawal }];
}

/** What follows when a claimant releases an escalation that was marked meanwhile. */
export function markedEvents({ withdrawal }: EscalationState): EscalationEvent[] {
  if (withdrawal === null) return [];
  const { journeyRevision, journeyEventId, stateId } = withdrawal;
  return [{ type: ESCALATION_WITHDRAWN, data: { journeyRevision, journeyEventId, stateId } }];
}
