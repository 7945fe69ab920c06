/** How often it is looked whether too many come back, milliseconds. */
const LOOK_MS = 1_000;
/** The shortest pause; twice and four times as long are the others. Seconds. */
const SHORTEST = 1;
const LONGEST = 4;
/** Refused to admitted requests above which the pause is doubled, and below which it is halved. */
const TOO_MANY = 0.04;
const FEW = 0.01;

/**
 * How long refused callers are asked to wait. Each of them that returns too early is refused again, which costs the server
 * and the caller as much as half a command: the more of them, the later they are asked back. They are asked back over as
 * long again, so that callers who were refused together do not return together.
 */
export class RetryPause {
  #shortest = SHORTEST;
  #next = 0;
  #admitted = 0;
  #refused = 0;
  #lookedAt = -Infinity;

  admit(): void {
    this.#admitted += 1;
  }

  /**
   * Counts a refused request and gives its pause: whole seconds, from 1 to 7.
   * @param now milliseconds by the monotonic clock.
   */
  refuse(now: number): number {
    if (now - this.#lookedAt >= LOOK_MS) this.#look(now);
    this.#refused += 1;
    this.#next = (this.#next + 1) % this.#shortest;
    return this.#shortest + this.#next;
  }

  #look(now: number): void {
    // A look comes with the first refusal after a second: where none came for so long, the load is over.
    const isOver = now - this.#lookedAt >= 2 * LONGEST * LOOK_MS;
    if (isOver) this.#shortest = SHORTEST;
    else if (this.#refused > TOO_MANY * this.#admitted) this.#shortest = Math.min(LONGEST, 2 * this.#shortest);
    else if (this.#refused < FEW * this.#admitted) this.#shortest = Math.max(SHORTEST, this.#shortest / 2);
    this.#admitted = 0;
    this.#refused = 0;
    this.#lookedAt = now;
  }
}
