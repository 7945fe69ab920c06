import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_MS = 10;

/**
 * Asks until the answer is the one that is waited for, and gives it. It pauses in between: a ledger that runs in the same
 * process would answer questions instead of doing what is waited for.
 */
export async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean = Boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await pause(BETWEEN_MS);
  }
}
