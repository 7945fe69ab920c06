import { LRUCache } from 'lru-cache';

/** What lru-cache counts of an entry that is counted as one. */
const ONE = (): number => 1;

/**
 * A cache of at most so many entries; the one unused for longest goes first. It grows as it fills: with `max`, lru-cache
 * makes room for all of them at once, some 20 ms for 100,000 at each start, and memory that most ledgers never fill.
 */
export function boundedCache<Key extends NonNullable<unknown>, Value extends NonNullable<unknown>>(
  most: number,
): LRUCache<Key, Value> {
  return new LRUCache({ maxSize: most, sizeCalculation: ONE });
}

/** Likewise of at most so many entries that take so many bytes together: each counts at least its share of them. */
export function boundedCacheOfBytes<Key extends NonNullable<unknown>, Value extends NonNullable<unknown>>(
  most: number,
  mostBytes: number,
  bytesOf: (value: Value) => number,
): LRUCache<Key, Value> {
  const share = Math.max(1, Math.floor(mostBytes / most));
  return new LRUCache({ maxSize: mostBytes, sizeCalculation: (value) => Math.max(share, bytesOf(value)) });
}
