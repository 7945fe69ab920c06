import type { Scheduler } from '@ledger/runtime';

const DAY_MS = 86_400_000;

interface AdminKeyWatchOptions {
  readonly scheduler: Scheduler;
  /** Must not throw; undefined: nothing is to be said. */
  readonly warning: () => Promise<string | undefined>;
  readonly warn: (warning: string) => void;
}

/** Warns at the start, and each day from then on: a process may run for longer than the last key is accepted. */
export class AdminKeyWatch {
  #isStopped = false;
  #cancel: (() => void) | undefined;

  constructor(private readonly options: AdminKeyWatchOptions) {}

  async start(): Promise<void> {
    const { scheduler, warning, warn } = this.options;
    const found = await warning();
    if (this.#isStopped) return;
    if (found !== undefined) warn(found);
    this.#cancel = scheduler.after(DAY_MS, () => this.start());
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }
}
