import { DeadlineSpentError, within } from '@ledger/runtime';
import { unavailable } from './problem';

/**
 * Waits for work at most `budgetMs`, then throws `UNAVAILABLE`: a caller never hangs. The work itself goes on, so the
 * caller should send the same command id again to learn what came of it.
 */
export function withinBudget<T>(work: Promise<T>, budgetMs: number): Promise<T> {
  return within(budgetMs, work).catch((error: unknown) => {
    if (!(error instanceof DeadlineSpentError)) throw error;
    throw unavailable(`The ledger did not answer within ${budgetMs} ms: send the same command again.`);
  });
}
