import { boundedCache } from '@ledger/runtime';
import type { LRUCache } from 'lru-cache';

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

export interface TokenBucketsOptions {
  /** What a bucket holds. Default: the tokens of one second. */
  readonly capacity?: number;
  readonly mostKeys?: number;
}

/**
 * A bucket of tokens for each key, which fills steadily. Packages that limit rates count windows, which let twice the rate
 * pass where one window ends and the next begins.
 */
export class TokenBuckets {
  readonly #buckets: LRUCache<string, Bucket>;

  readonly #capacity: number;

  constructor(
    readonly perSecond: number,
    { capacity = perSecond, mostKeys = MOST_KEYS }: TokenBucketsOptions = {},
  ) {
    this.#capacity = capacity;
    this.#buckets = boundedCache(mostKeys);
  }

  /** @param now milliseconds by the monotonic clock. */
  take(key: string, now: number): Token {
    const bucket = this.#filled(key, now);
    const isTaken = bucket.tokens >= 1;
    if (isTaken) bucket.tokens -= 1;
    return { isTaken, left: Math.floor(bucket.tokens), waitMs: this.#waitFor(bucket) };
  }

  /** Milliseconds until there is a token; 0 where there is one. Takes none. */
  waitMs(key: string, now: number): number {
    return this.#buckets.has(key) ? this.#waitFor(this.#filled(key, now)) : 0;
  }

  #waitFor({ tokens }: Bucket): number {
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1_000) / this.perSecond);
  }

  #filled(key: string, now: number): Bucket {
    const known = this.#buckets.get(key);
    if (known === undefined) {
      const bucket = { tokens: this.#capacity, filledAt: now };
      this.#buckets.set(key, bucket);
      return bucket;
    }
    const gained = ((now - known.filledAt) * this.perSecond) / 1_000;
    known.tokens = Math.min(this.#capacity, known.tokens + gained);
    known.filledAt = now;
    return known;
  }
}
