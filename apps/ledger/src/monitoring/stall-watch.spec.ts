import { StallWatch } from './stall-watch';

describe('the watch for a thread that is blocked', () => {
  const beats = new Int32Array(1);
  let watch: StallWatch;
  let now: number;
  beforeEach(() => {
    watch = new StallWatch(beats, 30_000, 1_000);
    now = 500_000;
  });

  /** Looks every second for so long, while the thread beats or does not. */
  function looks(seconds: number, isAlive: boolean): number | undefined {
    for (let i = 0; i < seconds; i += 1) {
      now += 1_000;
      if (isAlive) beats[0]! += 1;
      const stalled = watch.look(now);
      if (stalled !== undefined) return stalled;
    }
    return undefined;
  }

  it('says nothing of a thread that runs', () => {
    expect(looks(600, true)).toBeUndefined();
  });

  it('tells of one that has been blocked for the limit, not before', () => {
    expect(looks(10, true)).toBeUndefined();
    expect(looks(29, false)).toBeUndefined();
    expect(looks(1, false)).toBe(30_000);
  });

  it('counts from its last beat', () => {
    expect(looks(29, false)).toBeUndefined();
    expect(looks(1, true)).toBeUndefined();
    expect(looks(29, false)).toBeUndefined();
    expect(looks(1, false)).toBe(30_000);
  });

  it('is not misled by a machine that slept', () => {
    expect(looks(20, true)).toBeUndefined();
    now += 8 * 3_600_000;
    expect(looks(28, false)).toBeUndefined();
    expect(looks(20, true)).toBeUndefined();
  });

  it('is not misled by a process that was stopped for nearly the limit', () => {
    expect(looks(20, true)).toBeUndefined();
    expect(looks(1, false)).toBeUndefined();
    now += 28_500;
    expect(looks(1, false)).toBeUndefined();
    expect(looks(20, true)).toBeUndefined();
  });
});
