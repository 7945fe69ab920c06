import { InvalidPositionError, type Position, type RecordedEvent } from '@ledger/event-store';

/** Events per statement: large enough for speed, small enough to hold up the thread for about a millisecond. */
export const PAGE_SIZE = 256;

/** Events of a stream's beginning, which is read for many streams at once: as many as most streams ever have. */
export const BEGINNING_SIZE = 16;

export interface PageReader {
  all(after: number, limit: number, categories: readonly string[] | undefined): RecordedEvent[];
  lastPosition(): number;
}

/** Lets everything else of this thread have its turn between two pages: reading itself never waits. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A position as SQLite has it; 0 stands before the first event. */
export function toNumber(position: Position | undefined): number {
  if (position === undefined) return 0;
  if (position.includes('/')) throw new InvalidPositionError(position);
  return Math.min(Number(position), Number.MAX_SAFE_INTEGER);
}

/** How many events to deliver at most. */
export function toLimit(limit: number | undefined): number {
  if (limit === undefined) return Number.MAX_SAFE_INTEGER;
  if (Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw new RangeError(`A limit of ${limit} events was asked for; it should be a whole number, 0 or more.`);
}
