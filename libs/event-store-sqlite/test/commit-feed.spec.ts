import { CommitFeed, READ_THROUGH_STEP } from '../src/feed/commit-feed';

const { signal } = new AbortController();

/** Whether a promise has settled once everything that was due has run. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => (settled = true));
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

describe('CommitFeed', () => {
  it('wakes a listener on a commit of its categories, and of any where it named none', async () => {
    const feed = new CommitFeed(undefined, undefined);
    const some = feed.listen(['a', 'b']).next(0, signal);
    const any = feed.listen(undefined).next(0, signal);
    feed.announce({ position: 1, categories: ['c'] });
    expect([await isSettled(some), await isSettled(any)]).toEqual([false, true]);
    feed.announce({ position: 2, categories: ['c', 'b'] });
    expect(await isSettled(some)).toBe(true);
  });

  it('remembers what was announced while its listener was busy, and forgets it once that was read', async () => {
    const feed = new CommitFeed(undefined, undefined);
    const listener = feed.listen(['a']);
    feed.announce({ position: 5, categories: ['a'] });
    expect(await isSettled(listener.next(4, signal))).toBe(true);
    expect(await isSettled(listener.next(5, signal))).toBe(false);
  });

  it('wakes a listener when enough of other categories has passed', async () => {
    const feed = new CommitFeed(undefined, undefined);
    const waiting = feed.listen(['a']).next(10, signal);
    feed.announce({ position: 9 + READ_THROUGH_STEP, categories: ['z'] });
    expect(await isSettled(waiting)).toBe(false);
    feed.announce({ position: 10 + READ_THROUGH_STEP, categories: ['z'] });
    expect(await isSettled(waiting)).toBe(true);
  });

  it('wakes on abort and on closing, for good', async () => {
    const feed = new CommitFeed(undefined, undefined);
    const control = new AbortController();
    const [one, two] = [feed.listen(undefined), feed.listen(undefined)];
    const [aborted, waiting] = [one.next(0, control.signal), two.next(0, signal)];
    control.abort();
    expect([await isSettled(aborted), await isSettled(waiting)]).toEqual([true, false]);
    feed.close();
    expect(await isSettled(waiting)).toBe(true);
    expect(await isSettled(two.next(0, signal))).toBe(true);
    expect(feed.isClosed).toBe(true);
  });

  it('tells a stopped listener nothing more', async () => {
    const feed = new CommitFeed(undefined, undefined);
    const listener = feed.listen(undefined);
    const waiting = listener.next(0, signal);
    listener.stop();
    feed.announce({ position: 1, categories: ['a'] });
    expect(await isSettled(waiting)).toBe(false);
  });
});
