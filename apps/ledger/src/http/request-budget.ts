import { DeadlineSpentError, within } from '@ledger/runtime';
import { unavailable } from './problem';

/**
 * Waits for work at most `budgetMs`, then throws `UNAVAILABLE`: a caller never hangs. The work itself continues, so the
 * caller learns its result by sending the same command id again.
 */
export function withinBudget<T>(work: Promise<T>, budgetMs: number): Promise<T> {
  return within(budgetMs, work).catch((error: unknown) => {
    if (!(error instanceof DeadlineSpentError)) throw error;
    throw unavailable(
      `The ledger did not answer within ${budgetMs.toLocaleString('en')} ms. Send the same command again.`,
    );
  });
}
