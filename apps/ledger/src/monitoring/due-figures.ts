import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@ledger/runtime';
import type { ReadModelQueries } from '@ledger/projections';
import { defined } from '@ledger/plain-data';

/** More are not counted: the age of a backlog tells that it is long. */
const MOST_COUNTED = 10_000;
const PAGE = 1_000;

export interface DueFigures {
  /** Deadlines that have passed and are open in the read model, at most 10,000. */
  readonly due: number;
  /** Age of the oldest of them; 0 if there is none. */
  readonly oldestSeconds: number;
}

export async function dueFigures(deadlines: Pick<ReadModelQueries, 'deadlines'>, clock: Clock): Promise<DueFigures> {
  const now = clock.now();
  const dueBy = now.toISOString();
  let due = 0;
  let oldestSeconds = 0;
  let cursor: string | undefined;
  do {
    // An embedded database answers at once: callers would wait for all pages.
    if (due > 0) await setImmediate();
    const search = { sight: undefined, ...defined({ dueBy, limit: PAGE, cursor }) };
    const { rows, nextCursor } = await deadlines.deadlines(search);
    const [first] = rows;
    if (due === 0 && first !== undefined) oldestSeconds = (now.getTime() - Date.parse(first.deadline)) / 1_000;
    due += rows.length;
    cursor = nextCursor;
  } while (cursor !== undefined && due < MOST_COUNTED);
  return { due, oldestSeconds };
}
