import { RetryPause } from './retry-pause';

/** The pauses of so many requests that are refused at one moment. */
const refusedAt = (pause: RetryPause, at: number, count: number): readonly number[] =>
  Array.from({ length: count }, () => pause.refuse(1_000 * at));

/** How many are asked back after 1, 2, … 8 seconds. */
const bySeconds = (pauses: readonly number[]): readonly number[] =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((seconds) => pauses.filter((each) => each === seconds).length);

describe('the pause of refused callers', () => {
  it('is a second for the few', () => {
    expect(bySeconds(refusedAt(new RetryPause(), 0, 100))).toEqual([100, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('asks those that are refused together back one after the other, from the first time on', () => {
    expect(bySeconds(refusedAt(new RetryPause(), 0, 768))).toEqual([128, 128, 128, 128, 128, 128, 0, 0]);
  });

  it('asks callers that keep returning back after the waiting callers', () => {
    const pause = new RetryPause();
    refusedAt(pause, 0, 768);
    // Each second those return that were asked to, and are refused again.
    for (const at of [1, 2, 3, 4, 5, 6, 7]) expect(bySeconds(refusedAt(pause, at, 128))[5]).toBe(128);
  });

  it('is at most seven seconds: however many they are, they return evenly over its second half', () => {
    const pause = new RetryPause();
    refusedAt(pause, 0, 896);
    expect(bySeconds(refusedAt(pause, 0, 10_000))).toEqual([0, 0, 0, 2_500, 2_500, 2_500, 2_500, 0]);
    expect(bySeconds(refusedAt(pause, 1, 128))[6]).toBe(128);
  });

  it('is a second again once those that were asked back have returned', () => {
    const pause = new RetryPause();
    refusedAt(pause, 0, 10_000);
    expect(bySeconds(refusedAt(pause, 8, 100))).toEqual([100, 0, 0, 0, 0, 0, 0, 0]);
  });
});
