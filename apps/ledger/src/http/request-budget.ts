import { unavailable } from './problem';

/**
 * Waits for work at most `budgetMs`, then throws `UNAVAILABLE`: a caller never hangs. The work itself goes on, so the
 * caller should send the same command id again to learn what came of it.
 */
export function withinBudget<T>(work: Promise<T>, budgetMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(unavailable(`The ledger did not answer within ${budgetMs} ms: send the same command again.`));
    }, budgetMs);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
