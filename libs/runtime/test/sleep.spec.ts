import { aborted, DeadlineSpentError, sleep, sleepOn, WakeableSleep, within } from '@ledger/runtime';
import { FakeTime } from '@ledger/runtime/testing';

const LONG_MS = 3_600_000;

describe('a sleep', () => {
  it('ends after its time on the clock that it was given', async () => {
    const time = new FakeTime();
    const done = jest.fn();
    const sleeping = sleepOn((ms, task) => time.after(ms, task))(1_000).then(done);
    await time.advance(999);
    expect(done).not.toHaveBeenCalled();
    await time.advance(1);
    await sleeping;
    expect(time.waiting).toEqual([]);
  });

  it('ends when its signal is aborted, without an error and without a timer left behind', async () => {
    const time = new FakeTime();
    const ending = new AbortController();
    const sleeping = sleepOn((ms, task) => time.after(ms, task))(LONG_MS, ending.signal);
    expect(time.waiting).toHaveLength(1);
    ending.abort();
    await sleeping;
    expect(time.waiting).toEqual([]);
  });

  it('does not begin after its signal was aborted', async () => {
    await expect(sleep(LONG_MS, AbortSignal.abort())).resolves.toBeUndefined();
  });
});

describe('a sleep that can be woken', () => {
  it('ends when it is woken, each time', async () => {
    const pause = new WakeableSleep();
    for (let round = 0; round < 2; round++) {
      const sleeping = pause.sleep(LONG_MS);
      pause.wake();
      await expect(sleeping).resolves.toBeUndefined();
    }
  });

  it('misses no wake that came before it, and takes it once', async () => {
    const pause = new WakeableSleep();
    pause.wake();
    await pause.sleep(LONG_MS);
    const done = jest.fn();
    const next = pause.sleep(LONG_MS).then(done);
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).not.toHaveBeenCalled();
    pause.wake();
    await next;
  });
});

describe('a deadline', () => {
  it('gives the outcome that came in time', async () => {
    await expect(within(LONG_MS, Promise.resolve('answer'))).resolves.toBe('answer');
    await expect(within(LONG_MS, Promise.reject(new RangeError('no')))).rejects.toThrow(RangeError);
  });

  it('fails when it is spent, and drops what comes later', async () => {
    let fail: (error: Error) => void = () => undefined;
    const late = new Promise<never>((_, reject) => (fail = reject));
    await expect(within(0, late)).rejects.toThrow(DeadlineSpentError);
    fail(new Error('too late'));
    await expect(late).rejects.toThrow('too late');
  });
});

it('tells when a signal is aborted, also when it was before', async () => {
  const ending = new AbortController();
  const waiting = aborted(ending.signal);
  ending.abort();
  await expect(waiting).resolves.toBeUndefined();
  await expect(aborted(ending.signal)).resolves.toBeUndefined();
});
