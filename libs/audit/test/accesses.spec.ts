import { GENESIS_HASH, sealEvents, streamName } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { JOURNEYS_READ, readsStream, type RecordedRead } from '@ledger/journey';
import { countedIds } from '@ledger/runtime/testing';
import { readAccesses, type Access, type AccessFilter, type AccessPlace } from '../src';

const ALL = { from: '2026-01-01T00:00:00.000Z', to: '2026-11-05T00:00:00.000Z' };
const ids = countedIds();

/** Batches of reads, each of them an event of its day. */
async function ledgerOf(
  days: Readonly<Record<string, readonly (readonly RecordedRead[])[]>>,
): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore();
  for (const [day, batches] of Object.entries(days)) {
    const stream = streamName(readsStream('default', day));
    const metadata = {
      tenant: 'default',
      actor: { subject: 'read-recorder', kind: 'saga' as const },
      schemaVersion: 1,
      occurredAt: `${day}T23:00:00.000Z`,
    };
    const drafts = batches.map((reads) => ({ id: ids.next(), type: JOURNEYS_READ, data: { reads }, metadata }));
    const { events } = sealEvents(stream, drafts, { revision: 0n, previousHash: GENESIS_HASH });
    await store.append(stream, events, { expectedRevision: 'NO_STREAM' });
  }
  return store;
}

const read = (at: string, more: Partial<RecordedRead> = {}): RecordedRead => ({
  ...{ at, subject: 'auditor', clientId: 'a7Kd93Xw', route: 'Journeys.read', sessionIds: ['c-1'] },
  ...more,
});

async function pages(store: InMemoryEventStore, filter: Partial<AccessFilter>, limit: number): Promise<Access[][]> {
  const found: Access[][] = [];
  for (let after: AccessPlace | undefined; ;) {
    const page = await readAccesses(store, 'default', { ...ALL, ...filter }, { limit, after });
    found.push([...page.accesses]);
    after = page.next;
    if (after === undefined) return found;
  }
}

describe('who read what', () => {
  const times = [
    '2026-11-01T10:00:00.000Z',
    '2026-11-01T10:00:00.500Z',
    '2026-11-03T09:00:00.000Z',
    '2026-11-03T09:00:01.000Z',
  ];
  const [first = '', second = '', third = '', fourth = ''] = times;
  const given = () =>
    ledgerOf({
      '2026-11-01': [[read(first), read(second, { subject: 'desk', clientId: 'desk-9', route: 'Lookup.lookup' })]],
      '2026-11-03': [
        [read(third, { sessionIds: ['c-2', 'c-1'] })],
        [read(fourth, { until: '2026-11-03T09:00:01.900Z', times: 7 })],
      ],
    });

  it('is given newest first, over days without any', async () => {
    const store = await given();
    const [page = []] = await pages(store, {}, 50);
    expect(page.map(({ at }) => at)).toEqual([...times].reverse());
    expect(page[0]).toEqual({
      ...{ at: fourth, until: '2026-11-03T09:00:01.900Z', times: 7, subject: 'auditor', clientId: 'a7Kd93Xw' },
      ...{ route: 'Journeys.read', sessionIds: ['c-1'], query: null, purpose: null, position: '3' },
    });
  });

  it.each([1, 2, 3, 4])('comes in pages of %i without a gap, whatever the boundaries of events', async (limit) => {
    const store = await given();
    const all = await pages(store, {}, limit);
    expect(all.flat().map(({ at }) => at)).toEqual([...times].reverse());
    for (const page of all) expect(page.length).toBeLessThanOrEqual(limit);
  });

  it.each<[string, Partial<AccessFilter>, readonly string[]]>([
    ['journey', { sessionId: 'c-2' }, [third]],
    ['name', { subject: 'desk' }, [second]],
    ['client', { subject: 'desk-9' }, [second]],
    ['call', { route: 'Journeys.read' }, [fourth, third, first]],
    ['beginning, inclusive', { from: third }, [fourth, third]],
    ['beginning within a line', { from: '2026-11-03T09:00:01.500Z' }, [fourth]],
    ['end, exclusive', { to: third }, [second, first]],
  ])('is filtered by %s', async (_, filter, expected) => {
    const [page = []] = await pages(await given(), filter, 50);
    expect(page.map(({ at }) => at)).toEqual(expected);
  });

  it('ends a page after it has looked through much, and says how far', async () => {
    const batches = Array.from({ length: 4_500 }, (_, number) => [
      read(
        new Date(Date.parse('2026-11-02T10:00:00.000Z') + number * 1_000).toISOString(),
        number === 0 ? { sessionIds: ['old'] } : {},
      ),
    ]);
    const store = await ledgerOf({ '2026-11-02': batches });
    const sought = { ...ALL, sessionId: 'old' };
    const page = await readAccesses(store, 'default', sought, { limit: 10 });
    expect(page).toEqual({
      accesses: [],
      next: { day: '2026-11-02', revision: 2_499 },
      searchedFrom: '2026-11-02T10:41:40.000Z',
    });
    expect((await pages(store, { sessionId: 'old' }, 10)).flat()).toHaveLength(1);
  });

  it('is none of another tenant', async () => {
    expect(await readAccesses(await given(), 'acme', ALL, { limit: 10 })).toMatchObject({ accesses: [] });
  });
});
