import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOfKey } from '@ledger/access';
import { readAccesses, verifyLedger } from '@ledger/audit';
import type { EventStore } from '@ledger/event-store';
import { EventStoreDbEventStore } from '@ledger/event-store-eventstoredb';
import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { buildLedger, LedgerProcess } from '../../support/ledger-process';
import { RunningLedger } from '../../support/running-ledger';
import { until } from '../../support/until';

const SETTINGS = { AUTH_MODE: 'api-key', API_KEYS: `root:${hashOfKey('root')}:admin` };
const ALL = { from: '2026-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
const START = { sessionId: 'call-1', definitionId: 'CustomerJourneyState' };
const headers = { 'x-api-key': 'root', 'content-type': 'application/json' };

/** The purposes recorded, and whether the ledger is sound. */
async function purposesIn(store: EventStore): Promise<readonly (string | null)[]> {
  try {
    expect((await verifyLedger(store)).breaks).toEqual([]);
    const now = new Date();
    const [from, to] = [new Date(now.getTime() - 2 * 86_400_000), new Date(now.getTime() + 86_400_000)];
    const filter = { ...ALL, from: from.toISOString(), to: to.toISOString() };
    const { accesses } = await readAccesses(store, 'default', filter, { limit: 100_000 });
    return accesses.map(({ purpose }) => purpose);
  } finally {
    await store.close();
  }
}

describe('the record of reads of a process that ends', () => {
  let folder: string;
  beforeAll(buildLedger);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-reads-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const onFile = async () =>
    purposesIn(await SqliteEventStore.open({ path: join(folder, 'ledger.db'), readOnly: true }));

  async function started(settings: Record<string, string> = {}) {
    const ledger = await LedgerProcess.start(folder, { ...SETTINGS, ...settings });
    const begun = await fetch(`${ledger.url}/v1/journeys`, { method: 'POST', headers, body: JSON.stringify(START) });
    expect(begun.status).toBe(201);
    const read = async (purpose: string): Promise<number> => {
      const reply = await fetch(`${ledger.url}/v1/journeys/call-1`, { headers: { ...headers, 'x-purpose': purpose } });
      await reply.text();
      return reply.status;
    };
    return { ledger, read };
  }

  it('has what was answered before SIGTERM', async () => {
    const { ledger, read } = await started();
    expect(await read('just before')).toBe(200);
    expect(await ledger.stop()).toBe(0);
    expect(await onFile()).toContain('just before');
  });

  it('has, where that is required, all that was answered before SIGKILL', async () => {
    const { ledger, read } = await started({ AUDIT_READS: 'required' });
    const answered: string[] = [];
    let killing: Promise<void> | undefined;
    const reader = async (name: string): Promise<void> => {
      for (let turn = 0; killing === undefined; turn++) {
        const purpose = `${name} ${turn}`;
        // A connection that was cut gave nothing, or not all of it.
        const status = await read(purpose).catch(() => 0);
        if (status === 200) answered.push(purpose);
        if (answered.length >= 150) killing ??= ledger.kill();
      }
    };
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(reader));
    await killing;
    const recorded = new Set(await onFile());
    expect(answered.length).toBeGreaterThanOrEqual(150);
    expect(answered.filter((purpose) => !recorded.has(purpose))).toEqual([]);
  });
});

describe('the record of reads on an event store server', () => {
  it('is one chain of two processes, which the read models do not wait for', async () => {
    const double = await EventStoreDbDouble.start({});
    const settings = { ...SETTINGS, EVENT_STORE_URL: double.url, AUDIT_READS: 'required' };
    const ledgers = [await RunningLedger.start(settings), await RunningLedger.start({ ...settings, ROLES: 'api' })];
    const [one, two] = ledgers as [RunningLedger, RunningLedger];
    try {
      const { position } = (await one.post('/v1/journeys', START, headers)).json() as { position: string };
      const purposes = Array.from({ length: 30 }, (_, number) => `read ${number}`);
      await Promise.all(
        purposes.map(async (purpose, number) => {
          const ledger = number % 2 === 0 ? one : two;
          const reply = await ledger.get('/v1/journeys/call-1', { ...headers, 'x-purpose': purpose });
          expect(reply.status).toBe(200);
        }),
      );
      const listed = (await two.get('/v1/audit/accesses?sessionId=call-1', headers)).json() as {
        accesses: { purpose: string }[];
      };
      expect(listed.accesses.map(({ purpose }) => purpose).sort()).toEqual([...purposes].sort());
      expect(await purposesIn(new EventStoreDbEventStore({ url: double.url }))).toEqual(
        expect.arrayContaining(purposes),
      );
      expect((await one.get(`/v1/journeys?atLeast=${position}`, headers)).status).toBe(200);
      await until(async () => {
        const { projections } = (await one.get('/v1/projections', headers)).json() as {
          projections: { position: string | null; lag: number | null }[];
        };
        return projections.every(({ lag }) => lag === 0 || lag === null);
      });
    } finally {
      for (const ledger of ledgers) await ledger.remove();
      await double.close();
    }
  });
});
