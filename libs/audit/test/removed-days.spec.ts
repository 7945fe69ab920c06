import { GENESIS_HASH, sealEvents, streamName, type RecordedEvent } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import {
  accessRemovalsStream,
  ACCESSES_REMOVED,
  JOURNEYS_READ,
  readsStream,
  type AccessesRemoved,
} from '@ledger/journey';
import { countedIds } from '@ledger/runtime/testing';
import { verifyLedger } from '../src';

const DAY = '2026-11-02';
const READS = readsStream('default', DAY);
const ids = countedIds();

/** Appends events of one type to a new stream; gives the hash of the last. */
async function append(store: InMemoryEventStore, name: string, type: string, data: readonly object[]): Promise<string> {
  const stream = streamName(name);
  const actor = { subject: 'tester', kind: 'saga' as const };
  const metadata = { tenant: 'default', actor, schemaVersion: 1, occurredAt: `${DAY}T12:00:00.000Z` };
  const drafts = data.map((one) => ({ id: ids.next(), type, data: one, metadata }));
  const { events, lastHash } = sealEvents(stream, drafts, { revision: 0n, previousHash: GENESIS_HASH });
  await store.append(stream, events, { expectedRevision: 'NO_STREAM' });
  return lastHash;
}

async function dayOfReads(store: InMemoryEventStore): Promise<AccessesRemoved> {
  const headHash = await append(store, READS, JOURNEYS_READ, [{ reads: [] }, { reads: [] }, { reads: [] }]);
  return { day: DAY, events: 3, headHash, retentionDays: 400 };
}

const recordRemoval = (store: InMemoryEventStore, removal: AccessesRemoved, tenant = 'default') =>
  append(store, accessRemovalsStream(tenant), ACCESSES_REMOVED, [removal]);

const change = (store: InMemoryEventStore, position: number, changes: Partial<RecordedEvent>) => {
  const event = store.ledger.events[position - 1] as RecordedEvent;
  store.ledger.events[position - 1] = { ...event, ...changes };
};

describe('reads that were removed', () => {
  it('count as removed where the removal is recorded and the hashes lead to what it says', async () => {
    const store = new InMemoryEventStore();
    await recordRemoval(store, await dayOfReads(store));
    const whole = await verifyLedger(store);
    expect(whole).toMatchObject({ breakCount: 0, removedReads: { days: 0, events: 0 } });
    await store.removeContents(streamName(READS), JOURNEYS_READ);
    const { orderDigest, recordedDigest } = whole;
    // A checkpoint from before the removal still fits.
    expect(await verifyLedger(store)).toMatchObject({
      ...{ breakCount: 0, events: 4, orderDigest, recordedDigest },
      removedReads: { days: 1, events: 3 },
    });
  });

  it('count as removed while the removal of some is under way', async () => {
    const store = new InMemoryEventStore();
    await recordRemoval(store, await dayOfReads(store));
    change(store, 1, { data: '{"$removed":true}' });
    expect(await verifyLedger(store)).toMatchObject({ breakCount: 0, removedReads: { days: 1, events: 1 } });
  });

  it.each<[string, (removal: AccessesRemoved, store: InMemoryEventStore) => Promise<unknown>]>([
    ['no removal is recorded', () => Promise.resolve()],
    ['another day is recorded', (removal, store) => recordRemoval(store, { ...removal, day: '2026-11-03' })],
    ['another count is recorded', (removal, store) => recordRemoval(store, { ...removal, events: 2 })],
    ['another hash is recorded', (removal, store) => recordRemoval(store, { ...removal, headHash: '0'.repeat(64) })],
    ['the removal is of another tenant', (removal, store) => recordRemoval(store, removal, 'acme')],
    [
      'the removal stands in another stream',
      (removal, store) => append(store, 'tenant.default-losses', ACCESSES_REMOVED, [removal]),
    ],
    [
      'the removal was written without its hash',
      async (removal, store) => {
        await recordRemoval(store, { ...removal, events: 2 });
        change(store, 4, { data: JSON.stringify(removal) });
      },
    ],
  ])('are breaks if %s', async (_, prepare) => {
    const store = new InMemoryEventStore();
    await prepare(await dayOfReads(store), store);
    await store.removeContents(streamName(READS), JOURNEYS_READ);
    const { breaks, removedReads } = await verifyLedger(store);
    expect(breaks.filter(({ kind, stream }) => kind === 'CONTENT_REMOVED' && stream === READS)).toHaveLength(3);
    expect(removedReads).toEqual({ days: 0, events: 0 });
  });

  it('are breaks where a hash was changed with them', async () => {
    const store = new InMemoryEventStore();
    await recordRemoval(store, await dayOfReads(store));
    await store.removeContents(streamName(READS), JOURNEYS_READ);
    const { metadata = '' } = store.ledger.events[1] ?? {};
    change(store, 2, { metadata: metadata.replace(/"hash":"[0-9a-f]{8}/, '"hash":"00000000') });
    expect((await verifyLedger(store)).breaks.map(({ kind }) => kind)).toContain('PREVIOUS_HASH_MISMATCH');
  });

  it('are of no other stream: the data of a journey that is gone is a break', async () => {
    const store = new InMemoryEventStore();
    const headHash = await append(store, 'journey.default-call-1', 'JourneyStarted', [{ stateId: 'A' }]);
    await recordRemoval(store, { day: DAY, events: 1, headHash, retentionDays: 400 });
    await store.removeContents(streamName('journey.default-call-1'), 'JourneyStarted');
    expect((await verifyLedger(store)).breaks.map(({ kind, stream }) => [kind, stream])).toEqual([
      ['CONTENT_REMOVED', 'journey.default-call-1'],
    ]);
  });
});
