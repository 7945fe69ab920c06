import { NamedError } from '@ledger/plain-data';
import { startTimer } from './scheduler';

export class DeadlineSpentError extends NamedError {}

/** The promise's outcome, or a `DeadlineSpentError` after so many milliseconds; a later outcome is dropped. */
export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = startTimer(milliseconds, () =>
      reject(new DeadlineSpentError(`No answer within ${milliseconds} ms.`)),
    );
    promise.then(
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

/** What is left of the time that a call, its retries included, may take. Counted by the monotonic clock. */
export class Budget {
  #end: number;

  constructor(readonly milliseconds: number) {
    this.#end = performance.now() + milliseconds;
  }

  get left(): number {
    return Math.max(0, Math.ceil(this.#end - performance.now()));
  }

  get isSpent(): boolean {
    return this.left === 0;
  }

  /** Starts again after an answer, which shows that the store is there. */
  renew(): void {
    this.#end = performance.now() + this.milliseconds;
  }
}
