import { TokenBuckets } from './token-buckets';

describe('buckets of tokens', () => {
  const takenAt = (buckets: TokenBuckets, times: readonly number[], key = 'a'): number =>
    times.filter((now) => buckets.take(key, now).isTaken).length;

  it('give those of one second at once, and say when the next one comes', () => {
    const buckets = new TokenBuckets(4);
    expect(buckets.take('a', 0)).toEqual({ isTaken: true, left: 3, waitMs: 0 });
    expect(takenAt(buckets, [0, 0])).toBe(2);
    expect(buckets.take('a', 0)).toEqual({ isTaken: true, left: 0, waitMs: 250 });
    expect(buckets.take('a', 100)).toEqual({ isTaken: false, left: 0, waitMs: 150 });
    expect(buckets.take('a', 250)).toMatchObject({ isTaken: true });
  });

  it('let no more pass in any second than the rate and what was saved, wherever the second begins', () => {
    const buckets = new TokenBuckets(10);
    const often = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
    expect(takenAt(buckets, often(0, 1_000))).toBe(19);
    expect(takenAt(buckets, often(1_000, 2_000))).toBe(10);
    expect(takenAt(buckets, often(2_000, 3_000))).toBe(10);
  });

  it('save no more than one second', () => {
    const buckets = new TokenBuckets(3);
    expect(takenAt(buckets, [0, 0, 0, 0])).toBe(3);
    expect(
      takenAt(
        buckets,
        Array.from({ length: 10 }, () => 3_600_000),
      ),
    ).toBe(3);
  });

  it('may hold more than fills in a second, and are looked at without taking', () => {
    const buckets = new TokenBuckets(0.5, { capacity: 3 });
    expect(buckets.waitMs('a', 0)).toBe(0);
    expect(takenAt(buckets, [0, 0, 0, 0])).toBe(3);
    expect([buckets.waitMs('a', 500), buckets.waitMs('a', 500), buckets.waitMs('a', 2_000)]).toEqual([1_500, 1_500, 0]);
    expect(takenAt(buckets, [2_000, 2_000])).toBe(1);
  });

  it('are one for each key, of which it keeps a bounded number', () => {
    const buckets = new TokenBuckets(1, { mostKeys: 2 });
    expect([takenAt(buckets, [0, 0], 'a'), takenAt(buckets, [0, 0], 'b')]).toEqual([1, 1]);
    buckets.take('c', 0);
    expect(buckets.take('b', 0).isTaken).toBe(false);
    expect(buckets.take('a', 0).isTaken).toBe(true);
  });
});
