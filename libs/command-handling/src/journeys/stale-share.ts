/** How much a new sample counts: some dozens of commands later the share is that of the present. */
const WEIGHT = 1 / 32;

/**
 * To append to a remembered head costs one call where it is the head, and three where it is not (the append that fails, a
 * read, an append). To read first costs two, and one more as often as others get in between.
 */
const BREAK_EVEN = 1 / 2;

/** The share of remembered heads that others had moved, the latest commands counting most. */
export class StaleShare {
  #share = 0;

  count(isStale: boolean): void {
    this.#share += ((isStale ? 1 : 0) - this.#share) * WEIGHT;
  }

  /** Whether appending without reading is the cheaper way. */
  get isSmall(): boolean {
    return this.#share < BREAK_EVEN;
  }
}
