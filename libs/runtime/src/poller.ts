import type { Scheduler } from './scheduler';

export interface PollerOptions {
  readonly scheduler: Scheduler;
  /** Must not throw. */
  readonly poll: () => Promise<void>;
  /** Milliseconds from the end of a poll to the next one. */
  readonly pauseMs: () => number;
}

/** Polls from its start to its stop, one poll after the other. */
export class Poller {
  #isRunning = false;
  #isWoken = false;
  #cancelTimer: (() => void) | undefined;
  #polling: Promise<void> = Promise.resolve();

  constructor(private readonly options: PollerOptions) {}

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Polls at once, and from then on by itself. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#pollAfter(0);
  }

  /** Begins no further poll; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    await this.#polling;
  }

  /** Polls at once, or as soon as the poll under way has ended. */
  wake(): void {
    this.#isWoken = true;
    if (!this.#isRunning || this.#cancelTimer === undefined) return;
    this.#cancelTimer();
    this.#pollAfter(0);
  }

  #pollAfter(ms: number): void {
    this.#cancelTimer = this.options.scheduler.after(ms, () => this.#pollNow());
  }

  async #pollNow(): Promise<void> {
    this.#cancelTimer = undefined;
    // After a stop and a new start the last poll may still be under way.
    const polling = this.#polling.then(() => {
      this.#isWoken = false;
      return this.options.poll();
    });
    this.#polling = polling;
    await polling;
    if (!this.#isRunning || this.#cancelTimer !== undefined) return;
    this.#pollAfter(this.#isWoken ? 0 : this.options.pauseMs());
  }
}
