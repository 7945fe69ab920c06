import type { Scheduler } from '@ledger/runtime';

/** Waits so long, or until the signal says that there is nothing to wait for. */
export function sleep(scheduler: Scheduler, ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = scheduler.after(ms, end);
    signal.addEventListener('abort', end);
  });
}
