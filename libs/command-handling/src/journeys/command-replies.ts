import {
  isUpgrade,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  timeoutReason,
  type AbortTimeout,
  type JourneyView,
  type Rejection,
  type UnstampedCommand,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { CommandReply, ReasonCode, ReplyEvent } from './command-reply';

const NO_EVENTS: readonly ReplyEvent[] = [];

type Success = Extract<CommandReply['outcome'], 'CREATED' | 'RESUMED' | 'ADVANCED' | 'RESTARTED' | 'UNCHANGED'>;

/** What a command did that appended these events. */
export function successOutcome(
  { type: command }: Pick<UnstampedCommand, 'type'>,
  events: readonly { readonly type: string; readonly data: unknown }[],
): Success {
  // It found nothing to do but the upgrade before it.
  if (events.every(isUpgrade)) return command === 'StartJourney' ? 'RESUMED' : 'UNCHANGED';
  const types = new Set(events.map(({ type }) => type));
  if (types.has(JOURNEY_STARTED)) return 'CREATED';
  return types.has(JOURNEY_RESTARTED) ? 'RESTARTED' : 'ADVANCED';
}

export function successReply(
  outcome: Success,
  journey: JourneyView,
  events: readonly ReplyEvent[],
  replayed = false,
): CommandReply {
  return { outcome, replayed, journey, events };
}

export function noEventReply(outcome: 'RESUMED' | 'UNCHANGED' | 'STALE', journey: JourneyView): CommandReply {
  return { outcome, replayed: false, journey, events: NO_EVENTS };
}

/** The deadline had passed: the timeout is recorded instead of what was asked. */
export function expiredReply(
  timeout: AbortTimeout,
  journey: JourneyView,
  events: readonly ReplyEvent[],
  replayed = false,
): CommandReply {
  const reason = timeoutReason(timeout.from, timeout.deadline, timeout.to);
  return { ...lateReply(reason, journey), replayed, events };
}

/** The same for a command that found the timeout recorded. */
export function lateReply(reason: string, journey: JourneyView): CommandReply {
  return { outcome: 'EXPIRED', replayed: false, journey, events: NO_EVENTS, code: 'JOURNEY_EXPIRED', reason };
}

/** @param journey absent where a start was refused and there is none. */
export function rejectedReply(rejection: Omit<Rejection, 'kind'>, journey?: JourneyView): CommandReply {
  const { code, reason, guard } = rejection;
  return defined({ outcome: 'REJECTED' as const, replayed: false, journey, events: NO_EVENTS, code, reason, guard });
}

export function conflictReply(reason: string, journey: JourneyView): CommandReply {
  return { outcome: 'CONFLICT', replayed: false, journey, events: NO_EVENTS, code: 'REVISION_CONFLICT', reason };
}

/** The session is another definition's: this caller is not shown its journey. */
export function otherDefinitionReply(
  reason: string,
  { sessionId, definitionId, definitionVersion }: JourneyView,
): CommandReply {
  const belongsTo = { sessionId, definitionId, definitionVersion };
  const code = 'SESSION_OF_ANOTHER_DEFINITION';
  return { outcome: 'CONFLICT', replayed: false, belongsTo, events: NO_EVENTS, code, reason };
}

export function notFoundReply(
  code: Extract<ReasonCode, 'JOURNEY_NOT_FOUND' | 'DEFINITION_NOT_FOUND'>,
  reason: string,
): CommandReply {
  return { outcome: 'NOT_FOUND', replayed: false, events: NO_EVENTS, code, reason };
}
