import { Backoff, backoffMs, withJitter } from '@ledger/runtime';

const policy = { firstPauseMs: 100, longestPauseMs: 1_000 };

describe('a backoff', () => {
  it('doubles with each failure, up to the longest pause', () => {
    expect([1, 2, 3, 4, 5, 1_000_000].map((failures) => backoffMs(policy, failures))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });

  it('stays 0 where no pause is wanted, however many failures there were', () => {
    expect(backoffMs({ firstPauseMs: 0, longestPauseMs: 0 }, 5_000)).toBe(0);
  });

  it('takes up to half of a pause off', () => {
    expect([0, 0.5, 1].map((random) => withJitter(100, random))).toEqual([100, 75, 50]);
  });

  it('starts at the first pause again after a success', () => {
    const backoff = new Backoff(policy, () => 0);
    expect([backoff.next(), backoff.next(), backoff.next()]).toEqual([100, 200, 400]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });
});
