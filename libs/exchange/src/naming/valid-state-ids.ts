import type { LogEvent, LogItem } from '../log-event';
import { isStateId, stateIdOf } from './state-name';

/** What becomes of activities that no definition may name a state. */
export interface StateNaming {
  /** Names their states by `stateIdOf`. Default: such events are refused, as other broken ones are. */
  readonly escapeStates?: boolean;
}

/** The log with state ids for activities; an event whose activity gives none is a refusal. */
export async function* withValidStateIds(
  items: AsyncIterable<LogItem>,
  naming: StateNaming = {},
): AsyncGenerator<LogItem> {
  for await (const item of items) {
    if (!('event' in item)) {
      yield item;
      continue;
    }
    const stateId = stateOf(item.event, naming);
    if (stateId === undefined) yield refused(item.event, naming);
    else if (stateId === item.event.activity) yield item;
    else yield { event: { ...item.event, activity: stateId } };
  }
}

function stateOf({ activity, isStateId: isOurs }: LogEvent, { escapeStates }: StateNaming): string | undefined {
  if (escapeStates === true && isOurs !== true) return stateIdOf(activity);
  return isStateId(activity) ? activity : undefined;
}

function refused({ place, caseId, activity }: LogEvent, { escapeStates }: StateNaming): LogItem {
  const what =
    escapeStates === true
      ? 'is too long for a state id: 128 characters, those written as escapes included.'
      : "is not a state id: letters, digits and _ .:/()&+'- inside, at most 128 characters, and not __proto__, constructor or prototype; " +
        '--escape-states gives it one.';
  const reason = `Event ${place} enters ${JSON.stringify(activity.slice(0, 200))}, which ${what}`;
  return { refusal: { place, caseId, code: 'STATE_INVALID', reason } };
}
