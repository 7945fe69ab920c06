import { DEFAULT_RETRY_POLICY, retryAfterMs, retryDelay } from '../src/retry-policy';

describe('retryDelay', () => {
  const policy = { retries: 5, baseDelayMs: 100, maxDelayMs: 1_000 };

  it('doubles its ceiling with each attempt and stops at the longest pause', () => {
    expect([0, 1, 2, 3, 4, 9].map((attempt) => retryDelay(policy, attempt, 1))).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });

  it('is anything from nothing to the ceiling', () => {
    expect(retryDelay(policy, 3, 0)).toBe(0);
    expect(retryDelay(policy, 3, 0.25)).toBe(200);
  });

  it('is at least what the server asks for, within the longest pause', () => {
    expect(retryDelay(policy, 0, 0, 300)).toBe(300);
    expect(retryDelay(policy, 0, 0, 3_600_000)).toBe(1_000);
    expect(retryDelay(DEFAULT_RETRY_POLICY, 0, 0, -5)).toBe(0);
  });
});

describe('retryAfterMs', () => {
  const now = new Date('2026-01-01T00:00:00Z');

  it.each([
    [null, 0],
    ['3', 3_000],
    ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', 0],
  ])('of %p is %p', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
