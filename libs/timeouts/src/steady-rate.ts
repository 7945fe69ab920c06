/** Allowance that may be saved up while nothing is sent, in seconds. More would let a backlog begin in a rush. */
const SAVED_SECONDS = 0.1;

/** How many may be sent now, so that a rate per second is kept. */
export class SteadyRate {
  readonly #most: number;
  #saved: number;
  /** Epoch milliseconds. */
  #countedAt = 0;

  constructor(private readonly perSecond: number) {
    this.#most = Math.max(1, perSecond * SAVED_SECONDS);
    this.#saved = this.#most;
  }

  /** @param now epoch milliseconds. A clock that was moved back adds nothing; one that was moved on, no more than is saved. */
  allowed(now: number): number {
    const seconds = Math.max(0, now - this.#countedAt) / 1_000;
    this.#saved = Math.min(this.#most, this.#saved + seconds * this.perSecond);
    this.#countedAt = now;
    return Math.max(0, Math.floor(this.#saved));
  }

  spend(count: number): void {
    this.#saved -= count;
  }
}
