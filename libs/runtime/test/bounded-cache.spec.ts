import { boundedCache, boundedCacheOfBytes } from '@ledger/runtime';

const filled = (cache: ReturnType<typeof boundedCache<number, number>>, values: readonly number[]) => {
  values.forEach((value, key) => cache.set(key, value));
  return [...cache.keys()].sort((one, other) => one - other);
};

describe('bounded caches', () => {
  it('keep the entries used last, of at most so many', () => {
    const cache = boundedCache<number, number>(3);
    expect(filled(cache, [1, 1, 1])).toEqual([0, 1, 2]);
    cache.get(0);
    cache.set(3, 1);
    expect([...cache.keys()]).toEqual([3, 0, 2]);
  });

  it('keep at most so many that take little, and fewer that take much', () => {
    const ofBytes = () => boundedCacheOfBytes<number, number>(4, 103, (value) => value);
    expect(filled(ofBytes(), [1, 1, 1, 1, 1])).toEqual([1, 2, 3, 4]);
    expect(filled(ofBytes(), [60, 1, 60])).toEqual([1, 2]);
    expect(filled(ofBytes(), [1, 103])).toEqual([1]);
    expect(filled(ofBytes(), [1, 104])).toEqual([0]);
    expect(
      filled(
        boundedCacheOfBytes(10, 3, (value) => value),
        [1, 1, 1, 1],
      ),
    ).toEqual([1, 2, 3]);
  });

  it('have no room yet for what they do not hold', () => {
    const before = process.memoryUsage();
    const caches = Array.from({ length: 50 }, () => boundedCache<number, number>(100_000));
    const sized = Array.from({ length: 50 }, () => boundedCacheOfBytes<number, number>(100_000, 1e9, () => 1));
    const after = process.memoryUsage();
    const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
    // Made at once, each would take 2 MB.
    expect([caches.length + sized.length, grown < 50 * 1024 * 1024]).toEqual([100, true]);
  });
});
