import { setTimeout as pause } from 'node:timers/promises';

/** Waits until a condition holds; a database that does not answer yet is one that does not hold. Throws after 20 s. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 20_000;
  let reason: unknown;
  while (performance.now() < giveUpAt) {
    try {
      if (await condition()) return;
    } catch (error) {
      reason = error;
    }
    await pause(5);
  }
  throw new Error('What was waited for did not come about.', { cause: reason });
}
