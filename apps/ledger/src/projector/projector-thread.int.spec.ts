import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { paymentCall } from '@ledger/journey/testing';
import { KyselyReadModelQueries, openSqliteReadModels, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript } from '@ledger/projections/testing';
import type { ProjectorNotice } from './projector-protocol';
import { ProjectorThread } from './projector-thread';
import { wholeTenant } from '@ledger/projections';

const now = '2026-05-01T12:00:00.000Z';
let folder: string;
let ledgerPath: string;
let readModelsPath: string;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'projector-'));
  ledgerPath = join(folder, 'ledger.db');
  readModelsPath = join(folder, 'read-models.db');
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true });
});

async function openLedger(): Promise<SqliteEventStore> {
  const store = await SqliteEventStore.open({ path: ledgerPath });
  closing.push(() => store.close());
  return store;
}

async function openReadModels(): Promise<ReadModelDatabase> {
  const database = await openSqliteReadModels({ path: readModelsPath });
  closing.push(() => database.close());
  return database;
}

function start(options: Partial<Parameters<typeof ProjectorThread.start>[0]> = {}): ProjectorThread {
  const thread = ProjectorThread.start({ ledgerPath, readModelsPath, ...options });
  closing.push(() => thread.stop());
  return thread;
}

describe('ProjectorThread', () => {
  it('projects what another thread appends, and stops in good order', async () => {
    const store = await openLedger();
    const script = new LedgerScript(store);
    await script.publish(paymentCall, now);
    const queries = new KyselyReadModelQueries(await openReadModels());
    const thread = start();
    let last;
    for (const sessionId of ['a', 'b', 'c']) {
      last = await script.run(paymentCall, { type: 'StartJourney', sessionId, now });
      expect(last !== undefined && (await queries.awaitPosition(last, 20_000))).toBe(true);
    }
    const { rows } = await queries.searchJourneys({ sight: wholeTenant('default'), now, limit: 9 });
    expect(rows.map(({ sessionId }) => sessionId)).toEqual(['c', 'b', 'a']);
    await thread.stop();
    expect(thread.status()).toMatchObject({ state: 'stopped', restarts: 0, lastError: null });
    expect(thread.status().projections[0]).toMatchObject({ name: 'definitions', state: 'stopped', position: last });
    expect(new Set((await queries.projectionStatus()).map(({ state }) => state))).toEqual(new Set(['stopped']));
  });

  it('is started again when its thread crashes, later each time, and says so', async () => {
    const notices: ProjectorNotice[] = [];
    const pauses: number[] = [];
    const states: string[] = [];
    const queries = new KyselyReadModelQueries(await openReadModels());
    // There is no ledger until its third life.
    const sleep = async (ms: number): Promise<void> => {
      pauses.push(ms);
      states.push(thread.status().state);
      if (pauses.length === 2) await new LedgerScript(await openLedger()).publish(paymentCall, now);
    };
    const thread = start({ sleep, onNotice: (notice) => notices.push(notice) });
    expect(await queries.awaitPosition('1' as never, 20_000)).toBe(true);
    await thread.stop();
    expect(pauses).toEqual([200, 400]);
    expect(states).toEqual(['restarting', 'restarting']);
    expect(notices).toEqual([
      { kind: 'restarting', error: expect.stringContaining('no such file'), restart: 1, inMs: 200 },
      { kind: 'restarting', error: expect.stringContaining('no such file'), restart: 2, inMs: 400 },
      { kind: 'rebuilding', reason: expect.stringContaining('not been built yet') },
    ]);
    expect(thread.status()).toMatchObject({ state: 'stopped', restarts: 2, lastError: null });
  });

  it('can be stopped while it waits to be started again', async () => {
    writeFileSync(readModelsPath, 'no database at all. '.repeat(500));
    await openLedger();
    let hear: () => void = () => undefined;
    const isRestarting = new Promise<void>((resolve) => (hear = resolve));
    const thread = start({ onNotice: () => hear() });
    await isRestarting;
    const lastError = expect.stringContaining('You can delete them') as string;
    expect(thread.status()).toMatchObject({ state: 'restarting', restarts: 1, lastError });
    await thread.stop();
    expect(thread.status()).toMatchObject({ state: 'stopped', restarts: 1, lastError });
  });
});
