const WINDOW_MS = 5_000;

/** Events in a second, over the last seconds. */
export class RateMeter {
  #since: number;
  #events = 0;
  #rate = 0;

  /** @param now monotonic, in milliseconds. */
  constructor(private readonly now: () => number) {
    this.#since = now();
  }

  /** Counts events, and says the rate with them. */
  count(events: number): number {
    const now = this.now();
    this.#events += events;
    const elapsed = now - this.#since;
    if (elapsed >= WINDOW_MS || this.#rate === 0) this.#rate = this.#events / (Math.max(elapsed, 1_000) / 1_000);
    if (elapsed >= WINDOW_MS) {
      this.#since = now;
      this.#events = 0;
    }
    return this.#rate;
  }
}
