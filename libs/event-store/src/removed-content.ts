import type { RecordedEvent } from './event-store';

/** What stands in the place of an event's data once that was removed: no event has it otherwise. */
export const REMOVED_DATA = '{"$removed":true}';

/** Whether the data of an event was removed. Everything else of it is as it was written, its hash included. */
export function isRemoved({ data }: Pick<RecordedEvent, 'data'>): boolean {
  return data === REMOVED_DATA;
}
