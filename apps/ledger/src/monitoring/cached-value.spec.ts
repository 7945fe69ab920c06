import { FakeTime } from '@ledger/runtime/testing';
import { CachedValue } from './cached-value';

describe('a cached value', () => {
  let time: FakeTime;
  let worked: number;
  let figure: CachedValue<number>;

  beforeEach(() => {
    time = new FakeTime();
    worked = 0;
    figure = new CachedValue(time, 5_000, () => Promise.resolve((worked += 1)));
  });

  it('is computed once for all callers while it is fresh', async () => {
    expect(await Promise.all([figure.get(), figure.get()])).toEqual([1, 1]);
    await time.advance(4_999);
    expect(await figure.get()).toBe(1);
    await time.advance(1);
    expect(await figure.get()).toBe(2);
  });

  it('is computed again if the clock was set back', async () => {
    await figure.get();
    time.set('2026-01-30T12:00:00.000Z');
    expect(await figure.get()).toBe(2);
  });

  it('keeps no failure', async () => {
    const failing = new CachedValue(time, 5_000, () =>
      (worked += 1) === 1 ? Promise.reject(new Error('The read models are away.')) : Promise.resolve(worked),
    );
    await expect(failing.get()).rejects.toThrow('The read models are away.');
    expect(await failing.get()).toBe(2);
  });
});
