import { setImmediate } from 'node:timers/promises';

interface Sleeper {
  readonly wakesAt: number;
  readonly wake: () => void;
}

/** Time that passes when a test says so. */
export class ManualTime {
  #now = 0;
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const sleeper: Sleeper = {
        wakesAt: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  /** Wakes each sleeper at its moment, the earliest first, with everything done in between that is ready. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const [next] = [...this.#sleepers].sort((a, b) => a.wakesAt - b.wakesAt);
      if (next === undefined || next.wakesAt > until) break;
      this.#now = Math.max(this.#now, next.wakesAt);
      next.wake();
      await settle();
    }
    this.#now = until;
    await settle();
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await setImmediate();
}
