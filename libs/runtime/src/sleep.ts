import { startTimer, type Scheduler } from './scheduler';

/** Resolves after so many milliseconds, or as soon as the signal is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export const sleep: Sleep = sleepOn((ms, task) => {
  const timer = startTimer(ms, task);
  return () => clearTimeout(timer);
});

/** A sleep that a fake clock of a test can end. */
export function sleepOn(after: Scheduler['after']): Sleep {
  return (ms, signal) => {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const cancel = after(ms, end);
      signal?.addEventListener('abort', end);
    });
  };
}

/** A sleep that `wake` ends. A wake outside a sleep ends the next one at once: none is missed. */
export class WakeableSleep {
  #woken = new AbortController();

  wake(): void {
    this.#woken.abort();
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms, this.#woken.signal);
    this.#woken = new AbortController();
  }
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
