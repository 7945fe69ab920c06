import { streamNameFilter, type Filter } from '@eventstore/db-client';
import { categoryOf, type RecordedEvent } from '@ledger/event-store';
import type { LogPosition } from '../codec/position-codec';

/** How far the server reads ahead for matches, and how often it says how far it got where there are none. */
export interface FilterWindow {
  /** Events looked at in one go. */
  readonly searchWindow: number;
  /** A checkpoint comes after so many windows. */
  readonly checkpointEvery: number;
}

/** Categories end at the first `-`, so `journey.acme-` matches no other. None given: all but the server's own (`$`). */
export function allFilter(
  categories: readonly string[] | undefined,
  window: FilterWindow,
  checkpointReached: (position: LogPosition) => void,
): Filter {
  const common = {
    maxSearchWindow: window.searchWindow,
    checkpointInterval: window.checkpointEvery,
    checkpointReached: (_subscription: unknown, position: LogPosition): Promise<void> => {
      checkpointReached(position);
      return Promise.resolve();
    },
  };
  if (categories === undefined) return streamNameFilter({ regex: '^[^$]', ...common });
  // A category with a dash has no streams, but as a prefix it would have those of a shorter one.
  const prefixes = categories.filter((category) => !category.includes('-')).map((category) => `${category}-`);
  // No stream has an empty name; an empty list of prefixes would be no filter at all.
  return prefixes.length === 0
    ? streamNameFilter({ regex: '^$', ...common })
    : streamNameFilter({ prefixes, ...common });
}

/** The same choice made here, for reads on which the client has no filter. */
export function isWanted(event: RecordedEvent, categories: readonly string[] | undefined): boolean {
  return categories === undefined || categories.includes(categoryOf(event.stream));
}
