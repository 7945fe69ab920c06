/** Callers asked back in one second. To refuse so many again takes about a hundredth of a processor. */
const RETURNS_PER_SECOND = 128;
/** Seconds. Beyond the longest pause, callers return evenly over its second half, however many they are. */
const SHORTEST = 1;
const LONGEST = 7;
const HALF = Math.ceil(LONGEST / 2);

/**
 * How long refused callers are asked to wait. Each that returns while the load lasts is refused again, or takes the place of
 * another: so they are asked back one after the other, at a steady rate, from the first refusal on.
 */
export class RetryPause {
  /** When the last caller was asked back, milliseconds. */
  #lastReturn = -Infinity;
  #beyond = 0;

  /**
   * Gives the pause of a refused request: whole seconds, from 1 to 7.
   * @param now milliseconds by the monotonic clock.
   */
  refuse(now: number): number {
    const next = Math.max(now + 1_000 * SHORTEST, this.#lastReturn + 1_000 / RETURNS_PER_SECOND);
    const seconds = Math.floor((next - now) / 1_000);
    if (seconds > LONGEST) {
      this.#beyond = (this.#beyond + 1) % (LONGEST - HALF + 1);
      return HALF + this.#beyond;
    }
    this.#lastReturn = next;
    return seconds;
  }
}
