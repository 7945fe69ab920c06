import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import type { ReadStreamOptions, RecordedEvent, StreamName } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { FakeTime } from '@ledger/runtime/testing';

/** Counts the events of streams that are read. */
class CountingStore extends InMemoryEventStore {
  count = 0;

  override async *readStream(
    stream: StreamName,
    options?: ReadStreamOptions,
  ): AsyncGenerator<RecordedEvent, void, undefined> {
    for await (const event of super.readStream(stream, options)) {
      this.count += 1;
      yield event;
    }
  }

  /** What a reading gives, and how many events it read. */
  async reading<Result>(ask: () => Promise<Result>): Promise<{ readonly result: Result; readonly count: number }> {
    const before = this.count;
    const result = await ask();
    return { result, count: this.count - before };
  }
}

/** More than what is kept of a journey alone, so that readers keep it. */
const REVISIONS = 300;

let store: CountingStore;
let writer: CommandHandlingFixture;
/** A process that has read nothing yet. */
let handling: CommandHandlingFixture;

const change = (n: number) =>
  writer.execute({
    type: 'ChangeContext',
    sessionId: 's1',
    patch: { verified: n % 2 === 1, ...(n % 3 === 0 ? { attempts: n } : {}) },
  });

beforeEach(async () => {
  const time = new FakeTime();
  store = new CountingStore({ now: () => time.now() });
  writer = await new CommandHandlingFixture(store, time).publish();
  await writer.start('s1');
  for (let n = 1; n <= REVISIONS; n += 1) await change(n);
  handling = new CommandHandlingFixture(store, time);
  await handling.reader.get('default', 'unknown');
});

const revisions = (from: number, limit: number) => handling.reader.revisions('default', 's1', { from, limit });

it('a long journey is read whole once, then from where it was read to', async () => {
  const first = await store.reading(() => handling.reader.get('default', 's1'));
  expect(first.count).toBeGreaterThan(REVISIONS);
  const again = await store.reading(() => handling.reader.get('default', 's1'));
  expect([again.result, again.count]).toEqual([first.result, 1]);
  await change(0);
  const later = await store.reading(() => handling.reader.get('default', 's1'));
  expect([later.result?.revision, later.count]).toEqual([REVISIONS + 1, 2]);
});

it('an early revision is read without what came after it', async () => {
  const { result, count } = await store.reading(() => handling.reader.getAsOf('default', 's1', { revision: 4n }));
  expect(result?.revision).toBe(4);
  // The definition is read once, too.
  expect(count).toBeLessThan(20);
});

it('each page of the revisions reads its own events, and gives what reading all of them gives', async () => {
  const whole = await revisions(0, 5_000);
  const pages = [];
  for (let from = 0; from <= REVISIONS; from += 50) {
    const { result, count } = await store.reading(() => revisions(from, 50));
    // Its events, the one that they follow on, and the last of the journey.
    expect(count).toBeLessThanOrEqual(52);
    expect(result?.last).toBe(REVISIONS);
    pages.push(...(result?.revisions ?? []));
  }
  expect(pages).toEqual(whole?.revisions);
});

it('a page has the context before it, whether the page before it was asked for or not', async () => {
  const alone = await revisions(120, 10);
  await revisions(0, 120);
  const { result, count } = await store.reading(() => revisions(120, 10));
  expect(result).toEqual(alone);
  expect(count).toBeLessThanOrEqual(12);
});

it('a page beyond the end has no revisions, and says which is the last', async () => {
  expect(await revisions(REVISIONS + 1, 10)).toMatchObject({ revisions: [], last: REVISIONS });
  expect(await revisions(REVISIONS + 50, 10)).toMatchObject({ revisions: [], last: REVISIONS });
});
