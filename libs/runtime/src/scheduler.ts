import type { PortToken } from '@ledger/plain-data';

/** The only source of waiting. Tests give one that runs on a fake clock. */
export interface Scheduler {
  /** Runs a task once, after `ms` milliseconds at the earliest; what it returns cancels it. */
  after(ms: number, task: () => void | Promise<void>): () => void;
}

/** Node's timers wait at most this long; a longer delay would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function startTimer(ms: number, task: () => void | Promise<void>): NodeJS.Timeout {
  return setTimeout(() => void task(), Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
}

export const systemScheduler: Scheduler = {
  after(ms, task) {
    const timer = startTimer(ms, task);
    // What keeps the process alive is its server, not a timer: a graceful stop must not wait for one.
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const SCHEDULER: PortToken<Scheduler> = Symbol('SCHEDULER');
