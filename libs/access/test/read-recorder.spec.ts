import { StoreUnavailableError, streamName, verifyStream, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { readsStream, type JourneysRead } from '@ledger/journey';
import { countedIds, FakeTime } from '@ledger/runtime/testing';
import { ReadNotRecordedError, ReadRecorder, type Read, type ReadRecorderOptions } from '../src';

const timeline: Read = {
  subject: 'auditor',
  clientId: 'a7Kd93Xw',
  route: 'JourneyViews.timeline',
  sessionIds: ['c-1'],
};
const search: Read = { subject: 'desk', route: 'JourneyViews.search', query: { hash: 'ab', count: 3 }, purpose: 'why' };
const STREAM = streamName(readsStream('default', '2026-11-02'));

/** Of one process; others may share the ledger. */
function recorderOn(
  store: EventStore,
  options: Partial<ReadRecorderOptions> = {},
  time = new FakeTime('2026-11-02T09:30:00.000Z'),
) {
  const lines: string[] = [];
  const log = { warn: (line: string) => lines.push(line), error: (line: string) => lines.push(line) };
  const ports = { store, clock: time, scheduler: time, ids: countedIds(), log };
  return { time, lines, recorder: new ReadRecorder(ports, { isRequired: false, ...options }) };
}

async function eventsOf(store: EventStore, stream = STREAM) {
  const events = [];
  for await (const event of store.readStream(stream, { ifMissing: 'empty' })) events.push(event);
  return events;
}

const readsOf = async (store: EventStore, stream = STREAM) =>
  (await eventsOf(store, stream)).map(({ data }) => (JSON.parse(data) as JourneysRead).reads);

/** Appends fail, before the event is stored or after it, as often as it is told. */
class UnreliableStore extends InMemoryEventStore {
  failures = 0;
  isStored = false;

  override async append(...given: Parameters<InMemoryEventStore['append']>) {
    const isFailing = this.failures > 0;
    if (isFailing) this.failures -= 1;
    if (isFailing && !this.isStored) throw new StoreUnavailableError('The store is away.');
    const result = await super.append(...given);
    if (isFailing) throw new StoreUnavailableError('The reply was lost.');
    return result;
  }
}

describe('the recorder of reads', () => {
  it('appends one event a second for each tenant, and adds the same read up', async () => {
    const store = new InMemoryEventStore();
    const { time, recorder } = recorderOn(store);
    recorder.note('default', timeline);
    await time.advance(400);
    recorder.note('default', timeline);
    recorder.note('default', search);
    recorder.note('acme', timeline);
    expect(await readsOf(store)).toEqual([]);
    await time.advance(600);
    expect(await readsOf(store)).toEqual([
      [
        { at: '2026-11-02T09:30:00.000Z', until: '2026-11-02T09:30:00.400Z', times: 2, ...timeline },
        { at: '2026-11-02T09:30:00.400Z', ...search },
      ],
    ]);
    await time.advance(400);
    const acme = await readsOf(store, streamName(readsStream('acme', '2026-11-02')));
    expect(acme).toEqual([[{ at: '2026-11-02T09:30:00.400Z', ...timeline }]]);
    await time.advance(60_000);
    expect(await eventsOf(store)).toHaveLength(1);
    expect(time.waiting).toEqual([]);
  });

  it('begins another stream with each UTC day', async () => {
    const store = new InMemoryEventStore();
    const { time, recorder } = recorderOn(store, {}, new FakeTime('2026-11-02T23:59:59.900Z'));
    recorder.note('default', timeline);
    await time.advance(200);
    recorder.note('default', timeline);
    await time.advance(1_000);
    expect(await readsOf(store)).toEqual([[{ at: '2026-11-02T23:59:59.900Z', ...timeline }]]);
    expect(await readsOf(store, streamName(readsStream('default', '2026-11-03')))).toEqual([
      [{ at: '2026-11-03T00:00:00.100Z', ...timeline }],
    ]);
  });

  it('continues the chain of the day, whichever process or start appended before', async () => {
    const store = new InMemoryEventStore();
    const one = recorderOn(store);
    const other = recorderOn(store);
    for (let turn = 0; turn < 5; turn++) {
      for (const { recorder, time } of [one, other]) {
        recorder.note('default', { ...timeline, purpose: `turn ${turn}` });
        await time.advance(1_000);
      }
    }
    const again = recorderOn(store);
    again.recorder.note('default', search);
    await again.recorder.stop();
    expect(await verifyStream(await eventsOf(store))).toMatchObject({ events: 11, breaks: [] });
  });

  it.each([false, true])('stores a batch once, although appends fail (stored all the same: %s)', async (isStored) => {
    const store = new UnreliableStore();
    const { time, lines, recorder } = recorderOn(store);
    store.isStored = isStored;
    for (const failures of [3, 1]) {
      store.failures = failures;
      recorder.note('default', timeline);
      await time.advance(1_000);
      recorder.note('default', search);
      await time.advance(10_000);
    }
    const reads = (await readsOf(store)).flat();
    expect(reads.map(({ route }) => route)).toEqual([timeline, search, timeline, search].map(({ route }) => route));
    expect(await verifyStream(await eventsOf(store))).toMatchObject({ breaks: [] });
    expect(lines).toHaveLength(isStored ? 3 : 2);
    expect(recorder.dropped).toBe(0);
  });

  it('keeps so many bytes, counts what it cannot keep, and says it once a minute', async () => {
    const store = new UnreliableStore();
    const { time, lines, recorder } = recorderOn(store, { mostBytes: 2_000 });
    const told: number[] = [];
    recorder.onDropped = (reads) => told.push(reads);
    store.failures = Infinity;
    for (let number = 0; number < 100; number++) {
      recorder.note('default', { ...timeline, sessionIds: [`c-${number}`] });
      await time.advance(1_000);
    }
    const kept = 100 - recorder.dropped;
    expect(kept).toBeGreaterThan(3);
    expect(kept).toBeLessThan(10);
    expect(told).toHaveLength(recorder.dropped);
    expect(lines.filter((line) => line.includes('are not recorded'))).toHaveLength(2);
    store.failures = 0;
    await time.advance(5_000);
    expect((await readsOf(store)).flat()).toHaveLength(kept);
    recorder.note('default', search);
    await time.advance(1_000);
    expect((await readsOf(store)).flat()).toHaveLength(kept + 1);
  });

  it('writes what waits at a stop, and says how much it could not', async () => {
    const store = new UnreliableStore();
    const { recorder, lines } = recorderOn(store);
    recorder.note('default', timeline);
    await recorder.stop();
    expect((await readsOf(store)).flat()).toHaveLength(1);
    const failing = recorderOn(store);
    store.failures = Infinity;
    failing.recorder.note('default', timeline);
    failing.recorder.note('default', timeline);
    await failing.recorder.stop();
    expect(failing.recorder.dropped).toBe(2);
    expect([lines, failing.lines.at(-1)]).toEqual([[], '2 reads of journeys were answered and are not recorded.']);
  });
});

describe('the recorder of reads that are required', () => {
  it('says that a read is recorded once it is, without waiting a second', async () => {
    const store = new InMemoryEventStore();
    const { recorder } = recorderOn(store, { isRequired: true });
    await Promise.all(
      Array.from({ length: 50 }, (_, number) =>
        recorder.recorded('default', { ...timeline, sessionIds: [`c-${number}`] }),
      ),
    );
    const reads = await readsOf(store);
    expect(reads.flat()).toHaveLength(50);
    // The first is written at once, those that came meanwhile together.
    expect(reads.map(({ length }) => length)).toEqual([1, 49]);
  });

  it('says that a read is not recorded, and writes it no more', async () => {
    const store = new UnreliableStore();
    const { recorder, time } = recorderOn(store, { isRequired: true, mostBytes: 1_000 });
    store.failures = 1;
    await expect(recorder.recorded('default', timeline)).rejects.toThrow(ReadNotRecordedError);
    await time.advance(60_000);
    expect(await readsOf(store)).toEqual([]);
    await recorder.recorded('default', search);
    expect((await readsOf(store)).flat()).toMatchObject([{ route: search.route }]);
    await expect(recorder.recorded('default', { ...timeline, purpose: 'x'.repeat(2_000) })).rejects.toThrow(
      ReadNotRecordedError,
    );
    expect(recorder.dropped).toBe(0);
  });
});
