import { RetryPause } from './retry-pause';

/** The pauses of a second in which so many were admitted and refused. */
function second(pause: RetryPause, at: number, admitted: number, refused: number): readonly number[] {
  const pauses = Array.from({ length: refused }, (_, n) => pause.refuse(1_000 * at + n / refused));
  for (let n = 0; n < admitted; n += 1) pause.admit();
  return pauses;
}

const spread = (pauses: readonly number[]): readonly number[] => [...new Set(pauses)].sort();

describe('the pause of refused callers', () => {
  it('is a second at first', () => {
    const pause = new RetryPause();
    expect(spread(second(pause, 0, 1_000, 900))).toEqual([1]);
  });

  it('doubles while many requests are refused, to four to seven seconds', () => {
    const pause = new RetryPause();
    const pauses = [0, 1, 2, 3, 4].map((at) => spread(second(pause, at, 1_000, 100)));
    expect(pauses).toEqual([[1], [2, 3], [4, 5, 6, 7], [4, 5, 6, 7], [4, 5, 6, 7]]);
  });

  it('asks those that are refused together back in equal parts', () => {
    const pause = new RetryPause();
    for (const at of [0, 1]) second(pause, at, 1_000, 100);
    const pauses = second(pause, 2, 1_000, 100);
    expect([4, 5, 6, 7].map((seconds) => pauses.filter((each) => each === seconds).length)).toEqual([25, 25, 25, 25]);
  });

  it('stays while some are refused, and is halved once few are', () => {
    const pause = new RetryPause();
    second(pause, 0, 1_000, 100);
    expect(spread(second(pause, 1, 1_000, 20))).toEqual([2, 3]);
    expect(spread(second(pause, 2, 1_000, 5))).toEqual([2, 3]);
    expect(spread(second(pause, 3, 1_000, 5))).toEqual([1]);
    expect(spread(second(pause, 4, 1_000, 5))).toEqual([1]);
  });

  it('is longest where nothing is admitted at all', () => {
    const pause = new RetryPause();
    for (const at of [0, 1, 2]) second(pause, at, 0, 1);
    expect(second(pause, 3, 0, 4)).toHaveLength(4);
    expect(spread(second(pause, 4, 0, 8))).toEqual([4, 5, 6, 7]);
  });

  it('is a second again after a load that is over', () => {
    const pause = new RetryPause();
    for (const at of [0, 1, 2]) second(pause, at, 1_000, 100);
    expect(spread(second(pause, 20, 0, 3))).toEqual([1]);
  });
});
