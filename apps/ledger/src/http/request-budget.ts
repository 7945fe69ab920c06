import { DeadlineSpentError, within } from '@ledger/runtime';
import { unavailable } from './problem';

/** Waits at most `budgetMs`, then throws `UNAVAILABLE`. The work continues: the same command id tells its result. */
export function withinBudget<T>(work: Promise<T>, budgetMs: number): Promise<T> {
  return within(budgetMs, work).catch((error: unknown) => {
    if (!(error instanceof DeadlineSpentError)) throw error;
    throw unavailable(
      `The ledger did not answer within ${budgetMs.toLocaleString('en')} ms. Send the same command again.`,
    );
  });
}
