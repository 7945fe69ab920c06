import type { LogEvent, LogItem } from '../log-event';

/** In order of time; events of one instant in the file's, or its opposite if newest first. Holds the whole log. */
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
