import { LRUCache } from 'lru-cache';

interface Bucket {
  tokens: number;
  /** Milliseconds by the monotonic clock. */
  filledAt: number;
}

export interface Token {
  readonly isTaken: boolean;
  /** Whole tokens that are left. */
  readonly left: number;
  /** Milliseconds until there is a token again; 0 where there is one. */
  readonly waitMs: number;
}

/** A caller that has not asked for so long has a full bucket again in any case. */
const MOST_KEYS = 100_000;

/**
 * A bucket of tokens for each key, which fills steadily and holds those of one second. Packages that limit rates count
 * windows, which let twice the rate pass where one window ends and the next begins.
 */
export class TokenBuckets {
  readonly #buckets: LRUCache<string, Bucket>;

  constructor(
    readonly perSecond: number,
    mostKeys: number = MOST_KEYS,
  ) {
    this.#buckets = new LRUCache({ max: mostKeys });
  }

  /** @param now milliseconds by the monotonic clock. */
  take(key: string, now: number): Token {
    const bucket = this.#filled(key, now);
    const isTaken = bucket.tokens >= 1;
    if (isTaken) bucket.tokens -= 1;
    const waitMs = bucket.tokens >= 1 ? 0 : Math.ceil(((1 - bucket.tokens) * 1_000) / this.perSecond);
    return { isTaken, left: Math.floor(bucket.tokens), waitMs };
  }

  #filled(key: string, now: number): Bucket {
    const known = this.#buckets.get(key);
    if (known === undefined) {
      const bucket = { tokens: this.perSecond, filledAt: now };
      this.#buckets.set(key, bucket);
      return bucket;
    }
    const gained = ((now - known.filledAt) * this.perSecond) / 1_000;
    known.tokens = Math.min(this.perSecond, known.tokens + gained);
    known.filledAt = now;
    return known;
  }
}
