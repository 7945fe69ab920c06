import { RateLimits } from './rate-limits';

describe('rate limits of what comes in one request', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('let one more in when there is a token, in the time that the rate gives', async () => {
    const limits = new RateLimits({ rateLimitPerSecond: 2 });
    let turns = 0;
    void (async () => {
      while (turns < 5) {
        await limits.turn('a');
        turns += 1;
      }
    })();
    await jest.advanceTimersByTimeAsync(0);
    expect(turns).toBe(2);
    await jest.advanceTimersByTimeAsync(499);
    expect(turns).toBe(2);
    await jest.advanceTimersByTimeAsync(1);
    expect(turns).toBe(3);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(turns).toBe(5);
  });

  it('hold nothing back where there is no limit', async () => {
    const limits = new RateLimits({ rateLimitPerSecond: 0 });
    for (let turns = 0; turns < 1_000; turns += 1) await limits.turn('a');
    expect(jest.getTimerCount()).toBe(0);
  });
});
