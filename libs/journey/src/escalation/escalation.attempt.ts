import type { EscalationCommand } from './escalation.commands';
import type { EscalationRefusalCode } from './escalation.decider';
import type { EscalationStatus } from './escalation.state';

/** A command that an escalation refused: a `CommandRejected` among the attempts of its journey. */
export interface EscalationCommandRejected {
  readonly command: EscalationCommand['type'];
  readonly commandId: string;
  /** Nothing: claimants, notes and outcomes may be personal data. */
  readonly asked: Readonly<Record<string, never>>;
  readonly code: EscalationRefusalCode | 'REVISION_CONFLICT' | 'IDEMPOTENCY_KEY_REUSED';
  /** One sentence, as the caller got it. */
  readonly reason: string;
  readonly escalationId: string;
  /** How the escalation stood. */
  readonly escalationStatus: EscalationStatus;
  /** Revision of the escalation that the refusal was decided on. */
  readonly revision: number;
}
