import type { JourneysRow } from '../../database/tables/journeys.table';
import type { JourneySearch, JourneySort } from '../read-model-queries';

/** What pages are cut by; the session id comes second, so that no two journeys are at the same place. */
export interface JourneyOrder {
  readonly name: string;
  readonly column:
    | (keyof JourneysRow & ('started_position' | 'started_at' | 'entered_at' | 'last_updated_at' | 'session_id'))
    | 'due_ms';
  readonly direction: 'asc' | 'desc';
  /** Whether journeys without a value come last, in either direction. */
  readonly endsWithoutValue: boolean;
}

/** An order that no event changes: a journey that moves between two pages is neither missed nor seen twice. */
const NEWEST_FIRST = orderBy('newest', 'started_position', 'desc');
/** A search by time is ordered by it: the longest wait comes first, and the index that finds it gives the order. */
const LONGEST_WAITING_FIRST = orderBy('entered', 'entered_at', 'asc');
const MOST_OVERDUE_FIRST = orderBy('deadline', 'due_ms', 'asc');

const COLUMNS: Readonly<Record<JourneySort['by'], JourneyOrder['column']>> = {
  startedAt: 'started_at',
  enteredAt: 'entered_at',
  lastUpdatedAt: 'last_updated_at',
  deadline: 'due_ms',
  sessionId: 'session_id',
};

/** The requested order; by default the one that suits the filters. */
export function orderOf({ sort, overdue, enteredBefore }: JourneySearch): JourneyOrder {
  if (sort !== undefined) {
    const order = orderBy(`sort ${sort.by}`, COLUMNS[sort.by], sort.descending ? 'desc' : 'asc');
    // An overdue journey has a deadline.
    return { ...order, endsWithoutValue: sort.by === 'deadline' && overdue !== true };
  }
  if (overdue === true) return MOST_OVERDUE_FIRST;
  return enteredBefore === undefined ? NEWEST_FIRST : LONGEST_WAITING_FIRST;
}

function orderBy(name: string, column: JourneyOrder['column'], direction: JourneyOrder['direction']): JourneyOrder {
  return { name, column, direction, endsWithoutValue: false };
}
