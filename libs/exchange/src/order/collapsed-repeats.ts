import type { LogItem } from '../log-event';

/** The log without the events that enter the state that their case is in. */
export async function* withoutRepeats(items: AsyncIterable<LogItem>): AsyncGenerator<LogItem> {
  const states = new Map<string, string>();
  for await (const item of items) {
    if (!('event' in item)) {
      yield item;
      continue;
    }
    const { caseId, activity } = item.event;
    if (states.get(caseId) === activity) {
      yield { passedOver: 'events that enter the state that their case is in' };
      continue;
    }
    states.set(caseId, activity);
    yield item;
  }
}
