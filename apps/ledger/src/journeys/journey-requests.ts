import { mayDo } from '@ledger/access';
import type { JourneyCommandRequest } from '@ledger/command-handling';
import type { CommandMode, Context } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { COMMAND_SCOPES } from '../access/command-scopes';
import type { Lock } from '../http/command-gateway';
import type { IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { validationProblem } from '../http/problem';
import type {
  AliasBody,
  ChannelBody,
  CommandFields,
  DeadlineBody,
  MigrateBody,
  MoveBody,
  RestartBody,
  StartBody,
  TransitionBody,
} from './journey.bodies';

/** Recorded if no reason was given. */
const NO_REASON = 'No reason given.';

type Command = JourneyCommandRequest['command'];

/** What a command takes from its call, whichever face or line it came by. */
export interface CommandOrigin {
  readonly call: Pick<IncomingCall, 'tenant' | 'actor' | 'granted' | 'correlationId' | 'causationId'>;
  readonly sessionId: string;
  readonly commandId: string | undefined;
  readonly mode?: CommandMode;
  /** Refuses what happened before the journey's last event. */
  readonly inOrder?: boolean;
}

export function startRequest(origin: CommandOrigin, body: StartBody): JourneyCommandRequest {
  return {
    ...requestOf(origin, body, {
      type: 'StartJourney',
      ...identity(origin),
      customerId: body.customerId ?? undefined,
      channel: body.channel ?? undefined,
      initiatingSource: body.initiatingSource ?? undefined,
      aliases: body.aliases ?? undefined,
      context: body.context ?? undefined,
    }),
    definitionId: body.definitionId,
    definitionVersion: body.definitionVersion ?? undefined,
  };
}

export function transitionRequest(origin: CommandOrigin, lock: Lock, body: TransitionBody): JourneyCommandRequest {
  const { targetStateId, event } = body;
  if ((targetStateId == null) === (event == null)) {
    throw validationProblem('Send either targetStateId or event.');
  }
  return requestOf(origin, body, {
    type: 'TransitionJourney',
    ...locked(origin, lock),
    targetStateId: targetStateId ?? undefined,
    event: event ?? undefined,
    context: body.context ?? undefined,
    channel: body.channel ?? undefined,
  });
}

export function contextRequest(
  origin: CommandOrigin,
  lock: Lock,
  patch: Context,
  body: CommandFields,
): JourneyCommandRequest {
  return requestOf(origin, body, {
    type: 'ChangeContext',
    ...locked(origin, lock),
    patch,
  });
}

export function channelRequest(origin: CommandOrigin, lock: Lock, body: ChannelBody): JourneyCommandRequest {
  return requestOf(origin, body, {
    type: 'ChangeChannel',
    ...locked(origin, lock),
    channel: body.channel,
    conversationId: body.conversationId ?? undefined,
  });
}

export function aliasRequest(
  type: 'AddAlias' | 'RemoveAlias',
): (origin: CommandOrigin, lock: Lock, body: AliasBody) => JourneyCommandRequest {
  return (origin, lock, body) =>
    requestOf(origin, body, {
      type,
      ...locked(origin, lock),
      ...defined({ alias: body.alias, reason: body.reason ?? undefined }),
    });
}

export function deadlineRequest(origin: CommandOrigin, lock: Lock, body: DeadlineBody): JourneyCommandRequest {
  return byOperator(
    requestOf(origin, body, {
      type: 'ChangeDeadline',
      ...locked(origin, lock),
      deadline: body.deadline === null ? null : instant(body.deadline),
      reason: body.reason ?? NO_REASON,
    }),
  );
}

export function restartRequest(origin: CommandOrigin, lock: Lock, body: RestartBody): JourneyCommandRequest {
  const request = requestOf(origin, body, {
    type: 'RestartJourney',
    ...locked(origin, lock),
    reason: body.reason ?? NO_REASON,
  });
  const { granted } = origin.call;
  // A flow may restart a journey, too. Without authentication nothing tells them apart.
  return granted !== undefined && mayDo(granted, COMMAND_SCOPES.ChangeDeadline) ? byOperator(request) : request;
}

export function moveRequest(origin: CommandOrigin, lock: Lock, body: MoveBody): JourneyCommandRequest {
  return byOperator(
    requestOf(origin, body, {
      type: 'MoveJourney',
      ...locked(origin, lock),
      targetStateId: body.targetStateId,
      reason: body.reason,
    }),
  );
}

export function migrateRequest(origin: CommandOrigin, lock: Lock, body: MigrateBody): JourneyCommandRequest {
  return byOperator(
    requestOf(origin, body, {
      type: 'MigrateJourney',
      ...locked(origin, lock),
      toVersion: body.toVersion,
      stateMap: body.stateMap ?? undefined,
      set: body.set ?? undefined,
      force: body.force ?? undefined,
      reason: body.reason,
    }),
  );
}

/** Commands that need an operator's scope are recorded as an operator's; what an import tells of stays an import. */
function byOperator(request: JourneyCommandRequest): JourneyCommandRequest {
  const { actor } = request;
  return actor.kind === 'caller' ? { ...request, actor: { ...actor, kind: 'operator' } } : request;
}

function locked(origin: CommandOrigin, { expectedRevision }: Lock) {
  return { expectedRevision, ...identity(origin) };
}

function identity({ sessionId, commandId }: CommandOrigin): { sessionId: string; commandId: string | undefined } {
  return { sessionId, commandId };
}

function requestOf(
  { call, mode, inOrder }: CommandOrigin,
  body: CommandFields,
  command: Command,
): JourneyCommandRequest {
  return {
    tenant: call.tenant,
    command,
    actor: call.actor,
    occurredAt: body.occurredAt == null ? undefined : instant(body.occurredAt),
    correlationId: call.correlationId,
    causationId: call.causationId,
    mode,
    inOrder,
  };
}
