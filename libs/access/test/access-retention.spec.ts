import { isRemoved, StoreUnavailableError, streamName, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { accessRemovalsStream, ACCESSES_REMOVED, readsStream, type AccessesRemoved } from '@ledger/journey';
import { countedIds, FakeTime } from '@ledger/runtime/testing';
import { AccessRetention, ReadRecorder, type Read } from '../src';

const read: Read = { subject: 'auditor', route: 'Journeys.read', sessionIds: ['c-1'] };
const REMOVER = { subject: 'access-retention', kind: 'saga' } as const;
const SILENT = { warn: () => undefined, error: () => undefined };

/** A ledger with one batch of reads for each of these days, of this tenant. */
async function record(store: EventStore, tenant: string, days: readonly string[]): Promise<void> {
  const time = new FakeTime();
  const recorder = new ReadRecorder(
    { store, clock: time, scheduler: time, ids: countedIds(), log: SILENT },
    { isRequired: false },
  );
  for (const day of days) {
    time.set(`${day}T12:00:00.000Z`);
    for (const purpose of ['first', 'second']) {
      recorder.note(tenant, { ...read, purpose });
      await time.advance(1_000);
    }
  }
}

const retentionAt = (store: EventStore, now: string) =>
  new AccessRetention({ store, clock: new FakeTime(now), ids: countedIds() });

async function eventsOf(store: EventStore, stream: string) {
  const events = [];
  for await (const event of store.readStream(streamName(stream), { ifMissing: 'empty' })) events.push(event);
  return events;
}

const removalsOf = async (store: EventStore, tenant = 'default') =>
  (await eventsOf(store, accessRemovalsStream(tenant))).map(({ type, data }) => ({
    type,
    ...(JSON.parse(data) as AccessesRemoved),
  }));

const isGone = async (store: EventStore, day: string, tenant = 'default') =>
  (await eventsOf(store, readsStream(tenant, day))).map(isRemoved);

describe('the retention of reads', () => {
  const days = ['2026-11-02', '2026-11-05', '2026-12-01'];

  it('removes whole days that ended so many days ago, oldest first, and records each before', async () => {
    const store = new InMemoryEventStore();
    await record(store, 'default', days);
    await record(store, 'acme', days);
    const [, last] = await eventsOf(store, readsStream('default', '2026-11-05'));
    const hash = (JSON.parse(last?.metadata ?? '{}') as { hash: string }).hash;
    const retention = retentionAt(store, '2026-11-16T00:00:00.000Z');
    expect(await retention.prune('default', 10, REMOVER)).toEqual([
      { tenant: 'default', day: '2026-11-02', events: 2 },
      { tenant: 'default', day: '2026-11-05', events: 2 },
    ]);
    expect(await removalsOf(store)).toEqual([
      expect.objectContaining({ type: ACCESSES_REMOVED, day: '2026-11-02', events: 2, retentionDays: 10 }),
      { type: ACCESSES_REMOVED, day: '2026-11-05', events: 2, headHash: hash, retentionDays: 10 },
    ]);
    for (const [day, gone] of [
      ['2026-11-02', true],
      ['2026-11-05', true],
      ['2026-12-01', false],
    ] as const) {
      expect([day, await isGone(store, day)]).toEqual([day, [gone, gone]]);
      expect(await isGone(store, day, 'acme')).toEqual([false, false]);
    }
  });

  it.each([
    ['2026-11-12T00:00:00.000Z', false],
    ['2026-11-12T23:59:59.999Z', false],
    ['2026-11-13T00:00:00.000Z', true],
  ])('keeps a day of which anything is younger than so many days: at %s removed: %s', async (now, gone) => {
    const store = new InMemoryEventStore();
    await record(store, 'default', ['2026-11-02']);
    await retentionAt(store, now).prune('default', 10, REMOVER);
    expect(await isGone(store, '2026-11-02')).toEqual([gone, gone]);
  });

  it('does it once, and continues after the last day', async () => {
    const store = new InMemoryEventStore();
    await record(store, 'default', days);
    for (const now of ['2026-11-20T00:00:00.000Z', '2026-11-20T00:00:00.000Z', '2027-11-20T00:00:00.000Z']) {
      await retentionAt(store, now).prune('default', 10, REMOVER);
    }
    expect((await removalsOf(store)).map(({ day }) => day)).toEqual(days);
    expect((await Promise.all(days.map((day) => isGone(store, day)))).flat()).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it.each(['append', 'removeContents'] as const)('completes what was interrupted: %s', async (step) => {
    const store = new InMemoryEventStore();
    await record(store, 'default', days);
    const spy = jest.spyOn(store, step).mockRejectedValueOnce(new StoreUnavailableError('The disk is away.'));
    const prune = () => retentionAt(store, '2027-11-20T00:00:00.000Z').prune('default', 10, REMOVER);
    await expect(prune()).rejects.toThrow('The disk is away.');
    expect(await isGone(store, '2026-11-02')).toEqual([false, false]);
    spy.mockRestore();
    await prune();
    expect((await removalsOf(store)).map(({ day }) => day)).toEqual(days);
    for (const day of days) expect(await isGone(store, day)).toEqual([true, true]);
  });

  it('is not possible where the store changes no event', () => {
    const store = new InMemoryEventStore();
    expect(retentionAt(store, '2026-11-20T00:00:00.000Z').isPossible).toBe(true);
    Object.defineProperty(store, 'removeContents', { value: undefined });
    expect(retentionAt(store, '2026-11-20T00:00:00.000Z').isPossible).toBe(false);
  });
});
