import { CommandIdField, InstantField, NameField, RevisionField, SessionIdField, VersionField } from '../http/fields';

const SESSION = { description: 'Key of the journey.', example: 'call-4711' } as const;

/** What every flow call may carry beside its own fields and `ctx_*`. */
export abstract class FlowBody {
  @NameField({ description: 'The platform’s own id of the conversation.', example: 'conv-81', optional: true })
  conversationId?: string;
}

abstract class FlowCommandBody extends FlowBody {
  @CommandIdField({ description: 'Makes a repeat recognisable.', example: 'call-4711-step-2', optional: true })
  commandId?: string;

  @InstantField({ description: 'Business time, RFC 3339.', optional: true })
  occurredAt?: string;
}

export class FlowEnsureBody extends FlowCommandBody {
  @SessionIdField({ ...SESSION, optional: true })
  sessionId?: string;

  @NameField({ description: 'Definition that the journey runs.', example: 'CustomerJourneyState' })
  definitionId!: string;

  @VersionField({ description: 'The newest published version where absent.', optional: true })
  definitionVersion?: number;

  @NameField({ description: 'Customer, as the flow knows them.', optional: true })
  customerId?: string;

  @NameField({ description: 'Channel on which the journey begins.', example: 'voice', optional: true })
  channel?: string;

  @NameField({ description: 'What began it: a queue, a campaign.', optional: true })
  initiatingSource?: string;
}

abstract class FlowLockedBody extends FlowCommandBody {
  @SessionIdField(SESSION)
  sessionId!: string;

  @RevisionField({ description: 'Optimistic lock: the revision last seen.', example: 0, optional: true })
  expectedRevision?: number;
}

export class FlowTransitionBody extends FlowLockedBody {
  @NameField({
    description: 'State to enter. Give either this or event.',
    example: 'PAYMENT_COLLECTOR',
    optional: true,
  })
  targetStateId?: string;

  @NameField({ description: 'Trigger that the definition declares, in place of a target.', optional: true })
  event?: string;

  @NameField({ description: 'Channel from now on.', optional: true })
  channel?: string;
}

export class FlowContextBody extends FlowLockedBody {}

export class FlowStatusBody extends FlowBody {
  @SessionIdField(SESSION)
  sessionId!: string;
}
