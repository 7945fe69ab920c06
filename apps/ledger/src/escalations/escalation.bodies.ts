import { ESCALATION_STATUSES, type EscalationStatus } from '@ledger/journey';
import { ChoiceField, CommandIdField, FlagField, LeaseField, NameField, SentenceField } from '../http/fields';
import { PagedQuery } from '../journeys/journey-search.query';

/** What a claim lasts where its claimant does not say. */
export const DEFAULT_LEASE_SECONDS = 300;

const CLAIMANT = {
  description: 'Who takes it, such as an agent or a desk; the caller’s own name where absent.',
  example: 'desk-7/ann',
  optional: true,
} as const;

/** What every command on an escalation may carry. */
export abstract class EscalationBody {
  @CommandIdField({
    description: 'Makes a repeat recognisable. The header Idempotency-Key does the same.',
    example: 'desk-7-claim-1',
    optional: true,
  })
  commandId?: string | null;
}

export class ClaimBody extends EscalationBody {
  @NameField(CLAIMANT)
  claimant?: string | null;

  @LeaseField({
    description: `Seconds until others may claim it; ${DEFAULT_LEASE_SECONDS} where absent.`,
    example: 300,
    optional: true,
  })
  leaseSeconds?: number | null;

  @FlagField({ description: 'Whether the claimant holds it already and wants it for longer.', optional: true })
  renew?: boolean | null;
}

export class ReleaseBody extends EscalationBody {
  @NameField(CLAIMANT)
  claimant?: string | null;

  @SentenceField({ description: 'Why, for the timeline.', example: 'Nobody answered', optional: true })
  note?: string | null;
}

export class CompleteBody extends EscalationBody {
  @NameField(CLAIMANT)
  claimant?: string | null;

  @SentenceField({ description: 'What came of it, for the timeline.', example: 'Called back, paid', optional: true })
  outcome?: string | null;
}

export class ReplayBody extends EscalationBody {
  @SentenceField({ description: 'Why, for the timeline.', example: 'The desk is back', optional: true })
  reason?: string | null;
}

export class EscalationSearchQuery extends PagedQuery {
  @ChoiceField({ description: 'Where it stands now.', of: ESCALATION_STATUSES, optional: true })
  status?: EscalationStatus;

  @ChoiceField({ description: 'How it is answered.', of: ['callback', 'queue', 'webhook'], optional: true })
  kind?: string;

  @NameField({ description: 'Queue that the definition names.', example: 'retention', optional: true })
  queue?: string;

  @NameField({ description: 'Webhook target that the definition names.', optional: true })
  target?: string;

  @NameField({ description: 'Journey that asked for it.', example: 'call-4711', optional: true })
  sessionId?: string;

  @NameField({ description: 'Definition of that journey.', optional: true })
  definitionId?: string;
}
