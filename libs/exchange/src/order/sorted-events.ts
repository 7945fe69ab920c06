import type { LogEvent, LogItem } from '../log-event';

/**
 * The log with its events in the order of their times. Events of one instant stay in the order of the file, or in the
 * opposite one where it has the newest row first. Holds the whole log in memory.
 */
export async function* sortedEvents(items: AsyncIterable<LogItem>, isNewestFirst: boolean): AsyncGenerator<LogItem> {
  const events: LogEvent[] = [];
  for await (const item of items) {
    if ('event' in item) events.push(item.event);
    else yield item;
  }
  if (isNewestFirst) events.reverse();
  events.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0));
  for (const event of events) yield { event };
}
