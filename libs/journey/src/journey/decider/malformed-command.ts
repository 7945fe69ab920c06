import type { JourneyCommand } from '../journey.commands';
import type { Rejection } from '../journey.decision';
import { isPlainObject } from '../../plain-json';
import { LAST_INSTANT, parseDuration } from '../../timing/duration';
import { isCanonicalInstant } from '../../timing/instant';
import { aliasProblem, aliasesProblem } from '../aliases';
import { SESSION_ID } from '../../stream-names';
import { TIMEOUT_COMMAND_PREFIX } from './decide-timeout';
import { quoted, rejected } from './rejections';

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
    case 'TransitionJourney':
      if ((command.targetStateId === undefined) === (command.event === undefined)) {
        return 'Send either targetStateId or event.';
      }
      return channelProblem(command.channel) ?? durationProblem(command.maxDuration);
    case 'StartJourney':
      return channelProblem(command.channel) ?? durationProblem(command.maxDuration) ?? aliasesProblem(command.aliases);
    case 'AddAlias':
    case 'RemoveAlias':
      return aliasProblem(command.alias) ?? (command.reason === undefined ? undefined : reasonProblem(command.reason));
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

function durationProblem(maxDuration: string | number | undefined): string | undefined {
  const parsed = maxDuration === undefined ? undefined : parseDuration(maxDuration);
  return parsed === undefined || parsed.ok ? undefined : `maxDuration: ${parsed.reason}`;
}

function stateMapProblem(stateMap: unknown): string | undefined {
  if (stateMap === undefined) return undefined;
  const isMap = isPlainObject(stateMap) && Object.values(stateMap).every((to) => typeof to === 'string');
  return isMap ? undefined : 'stateMap must be an object with a state id for each old state id.';
}

function reasonProblem(reason: string): string | undefined {
  return reason.trim() === '' ? 'reason is empty; say why, for the audit trail.' : undefined;
}

const FIRST_INSTANT = new Date(0).toISOString();

function isInstant(text: string): boolean {
  if (isCanonicalInstant(text)) return text >= FIRST_INSTANT;
  const instant = Date.parse(text);
  return instant >= 0 && instant <= LAST_INSTANT;
}
