import type { JourneyCommand } from '../journey.commands';
import type { Rejection } from '../journey.decision';
import { isPlainObject } from '../../plain-json';
import { SESSION_ID } from '../../stream-names';
import { TIMEOUT_COMMAND_PREFIX } from './decide-timeout';
import { quoted, rejected } from './rejections';

const MAX_DURATION_MS = 100 * 366 * 86_400_000;
/** What ECMAScript's dates hold in four-digit years, so that instants compare as texts too. */
const LAST_INSTANT = Date.parse('9999-01-01T00:00:00.000Z');

/** What is wrong with a command for any journey; undefined if it can be decided. */
export function malformedCommand(command: JourneyCommand): Rejection | undefined {
  const problem = generalProblem(command) ?? specificProblem(command);
  return problem === undefined ? undefined : rejected('VALIDATION_FAILED', problem);
}

function generalProblem(command: JourneyCommand): string | undefined {
  if (!SESSION_ID.test(command.sessionId))
    return `sessionId must match ${SESSION_ID.source}; you sent ${quoted(command.sessionId)}.`;
  if (!isInstant(command.now)) return 'The instant of the decision must be an RFC 3339 date-time.';
  // With such an id the timeout would look as if it had been recorded.
  if (command.type !== 'AbortOnTimeout' && command.commandId?.startsWith(TIMEOUT_COMMAND_PREFIX)) {
    return `commandId must not begin with "${TIMEOUT_COMMAND_PREFIX}"; this prefix is reserved.`;
  }
  return undefined;
}

function specificProblem(command: JourneyCommand): string | undefined {
  switch (command.type) {
    case 'TransitionJourney': {
      if ((command.targetStateId === undefined) === (command.event === undefined)) {
        return 'Send either targetStateId or event.';
      }
      const { maxDurationMs } = command;
      if (maxDurationMs !== undefined && !(maxDurationMs >= 1 && maxDurationMs <= MAX_DURATION_MS)) {
        return 'maxDuration must be longer than zero and at most 100 years.';
      }
      return channelProblem(command.channel);
    }
    case 'StartJourney':
    case 'ChangeChannel':
      return channelProblem(command.channel);
    case 'ChangeDeadline':
      if (command.deadline !== null && !isInstant(command.deadline)) {
        return 'deadline must be an RFC 3339 date-time, or null for none.';
      }
      return reasonProblem(command.reason);
    case 'RestartJourney':
    case 'MoveJourney':
      return reasonProblem(command.reason);
    case 'MigrateJourney':
      return stateMapProblem(command.stateMap) ?? reasonProblem(command.reason);
    case 'ChangeContext':
    case 'AbortOnTimeout':
      return undefined;
  }
}

function channelProblem(channel: string | undefined): string | undefined {
  return channel !== undefined && channel.trim() === '' ? 'channel is empty.' : undefined;
}

function stateMapProblem(stateMap: unknown): string | undefined {
  if (stateMap === undefined) return undefined;
  const isMap = isPlainObject(stateMap) && Object.values(stateMap).every((to) => typeof to === 'string');
  return isMap ? undefined : 'stateMap must be an object with a state id for each old state id.';
}

function reasonProblem(reason: string): string | undefined {
  return reason.trim() === '' ? 'reason is empty; say why, for the audit trail.' : undefined;
}

function isInstant(text: string): boolean {
  const instant = Date.parse(text);
  return instant >= 0 && instant < LAST_INSTANT;
}
