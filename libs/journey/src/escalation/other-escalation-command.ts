import type { EscalationCommand } from './escalation.commands';
import {
  ESCALATION_CLAIMED,
  ESCALATION_COMPLETED,
  ESCALATION_RELEASED,
  ESCALATION_REPLAYED,
} from './escalation.events';

/** The event that each command of a desk or an operator appends. */
const APPENDS: Readonly<Partial<Record<EscalationCommand['type'], string>>> = {
  ClaimEscalation: ESCALATION_CLAIMED,
  ReleaseEscalation: ESCALATION_RELEASED,
  CompleteEscalation: ESCALATION_COMPLETED,
  ReplayEscalation: ESCALATION_REPLAYED,
};

/**
 * Whether this event cannot be what the command appended. For events that were stored without their request's
 * fingerprint: what they do not tell of their request counts as equal.
 */
export function contradictsEscalationEvent(
  command: { readonly type: EscalationCommand['type']; readonly claimant?: string; readonly outcome?: string },
  type: string,
  data: { readonly [member: string]: unknown },
): boolean {
  const { claimant, outcome } = command;
  return APPENDS[command.type] !== type || data['claimant'] !== claimant || data['outcome'] !== outcome;
}
