import { ChoiceField, CommandIdField, NameField, RevisionField, SentenceField, VersionField } from '../http/fields';

const AFTER = 'ISO 8601 duration in weeks, days, hours, minutes and seconds.';
const GRACE = {
  description: `What is left to those who would time out at once, from now on; they time out at once where absent. ${AFTER}`,
  example: 'PT2M',
  optional: true,
} as const;
const REASON = { description: 'Why, for the audit trail.', example: 'The payment provider is slow today' } as const;
const EXPECTED_REVISION = {
  description: 'Optimistic lock: the revision that the timeouts were read at.',
  example: 0,
  optional: true,
} as const;
const COMMAND_ID = {
  description: 'Makes a repeat of this call harmless. The header Idempotency-Key does the same.',
  example: 'slow-provider-1',
  optional: true,
} as const;
const PREVIEW = {
  description: 'Whether to tell whom the change would hit, and to change nothing.',
  of: ['true', 'false'],
  optional: true,
} as const;

export class OverrideBody {
  @NameField({ description: `The timeout that the state gets. ${AFTER}`, example: 'PT30M' })
  after!: string;

  @ChoiceField({
    description: 'For those who enter the state from now on, or for those who wait in it as well.',
    of: ['new', 'waiting'],
    example: 'waiting',
  })
  applyTo!: 'new' | 'waiting';

  @NameField(GRACE)
  grace?: string | null;

  @SentenceField(REASON)
  reason!: string;

  @RevisionField(EXPECTED_REVISION)
  expectedRevision?: number | null;

  @CommandIdField(COMMAND_ID)
  commandId?: string | null;
}

export class OverrideQuery {
  @ChoiceField(PREVIEW)
  preview?: 'true' | 'false';

  @NameField({
    description: 'Position that a preview has to count: it waits until the read models have come so far.',
    example: '41',
    optional: true,
  })
  atLeast?: string;
}

/** In the query, since what stands between callers and servers drops the bodies of DELETE. */
export class RemovalQuery extends OverrideQuery {
  @SentenceField({ ...REASON, optional: true })
  reason?: string;

  @NameField(GRACE)
  grace?: string;

  @VersionField({
    description: 'Which override, by its revision; the one in force where absent.',
    example: 4,
    optional: true,
  })
  overrideRevision?: number;

  @RevisionField(EXPECTED_REVISION)
  expectedRevision?: number;

  @CommandIdField(COMMAND_ID)
  commandId?: string;
}

export class PauseBody {
  @SentenceField({ description: 'Why, for the audit trail.', example: 'Maintenance of the telephone system' })
  reason!: string;

  @RevisionField({ ...EXPECTED_REVISION, example: 3 })
  expectedRevision?: number | null;

  @CommandIdField({ ...COMMAND_ID, example: 'maintenance-17' })
  commandId?: string | null;
}
