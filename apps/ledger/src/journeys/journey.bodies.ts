import type { Context } from '@ledger/journey';
import {
  CommandIdField,
  InstantField,
  NameField,
  ObjectField,
  RevisionField,
  SentenceField,
  SessionIdField,
  VersionField,
} from '../http/fields';

const OCCURRED_AT = {
  description:
    'Business time of the command, RFC 3339; the ledger’s clock where absent. Decides nothing about deadlines.',
  example: '2026-11-02T09:30:00Z',
  optional: true,
} as const;

const COMMAND_ID = {
  description: 'Makes a repeat recognisable: the first reply is given again. The header Idempotency-Key does the same.',
  example: 'call-4711-step-2',
  optional: true,
} as const;

const EXPECTED_REVISION = {
  description: 'Optimistic lock: the revision last seen. The header If-Match does the same.',
  example: 0,
  optional: true,
} as const;

/** What every command of the resource face may carry. */
export abstract class CommandBody {
  @InstantField(OCCURRED_AT)
  occurredAt?: string | null;

  @CommandIdField(COMMAND_ID)
  commandId?: string | null;
}

export abstract class LockedCommandBody extends CommandBody {
  @RevisionField(EXPECTED_REVISION)
  expectedRevision?: number | null;
}

export class StartBody extends CommandBody {
  @SessionIdField({
    description: 'Key of the journey; made up by the ledger where absent.',
    example: 'call-4711',
    optional: true,
  })
  sessionId?: string | null;

  @NameField({ description: 'Definition that the journey runs.', example: 'CustomerJourneyState' })
  definitionId!: string;

  @VersionField({ description: 'The newest published version where absent.', example: 1, optional: true })
  definitionVersion?: number | null;

  @NameField({ description: 'Customer, as the caller knows them.', example: 'customer-93', optional: true })
  customerId?: string | null;

  @NameField({ description: 'Channel on which the journey begins.', example: 'voice', optional: true })
  channel?: string | null;

  @NameField({ description: 'What began it: a queue, a campaign.', example: 'inbound_queue', optional: true })
  initiatingSource?: string | null;

  @ObjectField({ description: 'Context to begin with.', example: { verified: false }, optional: true })
  context?: Context | null;
}

export class TransitionBody extends LockedCommandBody {
  @NameField({
    description: 'State to enter. Give either this or event.',
    example: 'PAYMENT_COLLECTOR',
    optional: true,
  })
  targetStateId?: string | null;

  @NameField({ description: 'Trigger that the definition declares, in place of a target.', optional: true })
  event?: string | null;

  @ObjectField({
    description: 'Merge patch (RFC 7396) on the context, applied before the guard is evaluated.',
    example: { verified: true },
    optional: true,
  })
  context?: Context | null;

  @NameField({ description: 'Channel from now on.', example: 'voice', optional: true })
  channel?: string | null;
}

export class ChannelBody extends LockedCommandBody {
  @NameField({ description: 'Channel that takes over.', example: 'chat' })
  channel!: string;

  @NameField({ description: 'The platform’s conversation on that channel.', example: 'conv-81', optional: true })
  conversationId?: string | null;
}

export class DeadlineBody extends LockedCommandBody {
  @InstantField({
    description: 'When the present state times out, RFC 3339; null for no deadline.',
    example: '2026-11-02T10:00:00Z',
    nullable: true,
  })
  deadline!: string | null;

  @SentenceField({ description: 'Why, for the timeline.', example: 'Customer asked for more time', optional: true })
  reason?: string | null;
}

export class MoveBody extends LockedCommandBody {
  @NameField({
    description: 'Any state of the journey’s definition; ABORT_TIMEOUT aborts the journey.',
    example: 'AGENT_ESCALATION',
  })
  targetStateId!: string;

  @SentenceField({ description: 'Why, for the audit trail.', example: 'The payment provider is down' })
  reason!: string;
}

export class MigrateBody extends LockedCommandBody {
  @VersionField({ description: 'Published version of the journey’s definition to go on by.', example: 2 })
  toVersion!: number;

  @ObjectField({
    description: 'What states are called under that version, where they are called something else.',
    example: { IDENTIFY: 'VERIFY' },
    optional: true,
  })
  stateMap?: Readonly<Record<string, string>> | null;

  @ObjectField({ description: 'Context properties that the version asks for.', optional: true })
  set?: Context | null;

  @SentenceField({ description: 'Why, for the audit trail.', example: 'Version 1 is being retired' })
  reason!: string;
}

export class RestartBody extends LockedCommandBody {
  @SentenceField({ description: 'Why, for the timeline.', example: 'Customer chose another product', optional: true })
  reason?: string | null;
}
