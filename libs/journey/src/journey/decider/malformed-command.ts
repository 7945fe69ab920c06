import type { JourneyCommand } from '../journey.commands';
import type { Rejection } from '../journey.decision';
import { isPlainObject } from '../../plain-json';
import { SESSION_ID } from '../../stream-names';
import { TIMEOUT_COMMAND_PREFIX } from './decide-timeout';
import { rejected } from './rejections';

const MAX_DURATION_MS = 100 * 366 * 86_400_000;
/** What ECMAScript's dates hold in four-digit years, so that instants compare as texts too. */
const LAST_INSTANT = Date.parse('9999-01-01T00:00:00.000Z');

/** What is wrong with a command whatever journey it is for; undefined where it can be decided. */
export function malformedCommand(command: JourneyCommand): Rejection | undefined {
  const problem = generalProblem(command) ?? specificProblem(command);
  return problem === undefined ? undefined : rejected('VALIDATION_FAILED', problem);
}

function generalProblem(command: JourneyCommand): string | undefined {
  if (!SESSION_ID.test(command.sessionId)) return `The session id should match ${SESSION_ID.source}.`;
  if (!isInstant(command.now)) return 'The instant of the decision should be an RFC 3339 date-time.';
  // Such an id would make the session's time-out look as if it had been recorded.
  if (command.type !== 'AbortOnTimeout' && command.commandId?.startsWith(TIMEOUT_COMMAND_PREFIX)) {
    return `A command id should not begin with ${TIMEOUT_COMMAND_PREFIX}, which is reserved.`;
  }
  return undefined;
}

function specificProblem(command: JourneyCommand): string | undefined {
  switch (command.type) {
    case 'TransitionJourney': {
      if ((command.targetStateId === undefined) === (command.event === undefined)) {
        return 'A transition should name either a target state or an event.';
      }
      const { maxDurationMs } = command;
      if (maxDurationMs !== undefined && !(maxDurationMs >= 1 && maxDurationMs <= MAX_DURATION_MS)) {
        return 'The maximum duration should be at least one millisecond and at most 100 years.';
      }
      return channelProblem(command.channel);
    }
    case 'StartJourney':
    case 'ChangeChannel':
      return channelProblem(command.channel);
    case 'ChangeDeadline':
      if (command.deadline !== null && !isInstant(command.deadline)) {
        return 'The deadline should be an RFC 3339 date-time, or null for none.';
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
  return channel !== undefined && channel.trim() === '' ? 'The channel should not be empty.' : undefined;
}

function stateMapProblem(stateMap: unknown): string | undefined {
  if (stateMap === undefined) return undefined;
  const isMap = isPlainObject(stateMap) && Object.values(stateMap).every((to) => typeof to === 'string');
  return isMap ? undefined : 'The state map should be an object that gives a state id for each of its state ids.';
}

function reasonProblem(reason: string): string | undefined {
  return reason.trim() === '' ? 'The reason should say why, for whoever reads the audit trail.' : undefined;
}

function isInstant(text: string): boolean {
  const instant = Date.parse(text);
  return instant >= 0 && instant < LAST_INSTANT;
}
