/** The time of a call is up. */
export class DeadlineSpentError extends Error {
  override readonly name = 'DeadlineSpentError';
}

/** The promise's outcome, or a `DeadlineSpentError` after so many milliseconds. What comes later is dropped. */
export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DeadlineSpentError(`No answer within ${milliseconds} ms.`)),
      Math.max(0, milliseconds),
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
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

  /** Starts anew, where an answer shows that the store is there. */
  renew(): void {
    this.#end = performance.now() + this.milliseconds;
  }
}

export interface BackoffOptions {
  /** First pause at most, in milliseconds. It doubles with each failure. */
  readonly first: number;
  /** Longest pause, in milliseconds. */
  readonly longest: number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** Pauses between attempts: exponential, with jitter, so that callers of a store that comes back do not all come at once. */
export class Backoff {
  #failures = 0;

  constructor(private readonly options: BackoffOptions) {}

  /** Half of the pause is fixed and half is random. */
  next(): number {
    const { first, longest, random } = this.options;
    const ceiling = Math.min(longest, first * 2 ** Math.min(this.#failures++, 20));
    return ceiling / 2 + (ceiling / 2) * random();
  }

  reset(): void {
    this.#failures = 0;
  }
}

/** Resolves after so many milliseconds, or as soon as the signal is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}
