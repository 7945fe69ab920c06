import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { hashOfKey } from '@ledger/access';
import { copyLedger, proveCopy, verifyLedger } from '@ledger/audit';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { run } from '../../apps/cli/src/run';
import { RunningLedger, StandingClock } from '../support/running-ledger';
import { until } from '../support/until';

const ROOT = { 'x-api-key': 'root' };
const SETTINGS = { AUTH_MODE: 'api-key', API_KEYS: `root:${hashOfKey('root')}:admin`, ACCESS_RETENTION_DAYS: '30' };

async function cli(args: readonly string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const texts = { out: '', err: '' };
  const screen = (name: 'out' | 'err') =>
    new Writable({ write: (chunk, _, done) => done(void (texts[name] += String(chunk))) });
  const now = (): Date => new Date('2026-12-26T12:00:00.000Z');
  const terminal = { out: screen('out'), err: screen('err'), in: Readable.from([]), env: {}, now };
  return { exitCode: await run(args, terminal), ...texts };
}

describe('reads that are older than they are kept', () => {
  let folder: string;
  let ledger: RunningLedger;

  const start = (now: string): Promise<RunningLedger> =>
    RunningLedger.start({ ...SETTINGS, DATA_DIR: folder }, { clock: new StandingClock(now) });
  const readsOf = async (): Promise<{ at: string }[]> =>
    (await ledger.get('/v1/audit/accesses?from=2026-11-01T00:00:00Z&route=Journeys.read', ROOT)).json()['accesses'] as {
      at: string;
    }[];
  /** Removals are done beside the start. */
  const removed = (): Promise<unknown> => until(verified, ({ days }) => days === 2);
  const verified = async () => {
    const store = await SqliteEventStore.open({ path: join(folder, 'ledger.db'), readOnly: true });
    try {
      const verification = await verifyLedger(store, undefined, { gaplessFrom: 1n, asServed: true });
      expect([verification.breaks, verification.refused, verification.fileFindings]).toEqual([[], [], []]);
      return verification.removedReads;
    } finally {
      await store.close();
    }
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-retention-'));
    for (const day of ['2026-11-02', '2026-11-03', '2026-12-24']) {
      ledger = await start(`${day}T09:30:00.000Z`);
      await ledger.post('/v1/journeys', { sessionId: 'call-1', definitionId: 'CustomerJourneyState' }, ROOT);
      expect((await ledger.get('/v1/journeys/call-1', ROOT)).status).toBe(200);
      await ledger.stop();
    }
    ledger = await start('2026-12-25T09:30:00.000Z');
    await removed();
  });
  afterAll(async () => {
    await ledger.stop();
    rmSync(folder, { recursive: true });
  });

  it('are gone, and the ledger is sound: their removal is recorded', async () => {
    expect((await verified()).days).toBe(2);
    expect((await readsOf()).map(({ at }) => at)).toEqual(['2026-12-24T09:30:00.000Z']);
  });

  it('leave their place in the feed of events, which is read to its end', async () => {
    const events = await ledger.events('/v1/events?after=start&category=access', 6, ROOT);
    expect(events.map(({ event, data }) => [event, data['data']])).toEqual([
      ['TenantOpened', expect.anything()],
      ['JourneysRead', { $removed: true }],
      ['JourneysRead', { $removed: true }],
      ['AccessesRemoved', expect.objectContaining({ day: '2026-11-02', events: 1, retentionDays: 30 })],
      ['AccessesRemoved', expect.objectContaining({ day: '2026-11-03', events: 1, retentionDays: 30 })],
      ['JourneysRead', { reads: [expect.objectContaining({ at: '2026-12-24T09:30:00.000Z' })] }],
    ]);
  });

  it('do not hinder a copy, which proves the same', async () => {
    const source = await SqliteEventStore.open({ path: join(folder, 'ledger.db'), readOnly: true });
    const target = await SqliteEventStore.open({ path: join(folder, 'copy.db') });
    try {
      // The reads of the test before may be recorded meanwhile.
      const { end } = await copyLedger(source, target);
      const proof = await proveCopy(source, target, { end });
      expect([proof.proven, proof.target.removedReads]).toEqual([true, proof.source.removedReads]);
      expect(proof.source.removedReads).toEqual({ days: 2, events: 2 });
    } finally {
      await target.close();
      await source.close();
    }
  });

  it('are removed by the command line too, which no server may have open', async () => {
    const inUse = await cli(['accesses', 'prune', '--yes', '--days', '1', '--data-dir', folder]);
    expect(inUse).toMatchObject({ exitCode: 1, err: expect.stringContaining('is open in another process') as string });
    await ledger.stop();
    for (const [args, told] of [
      [['--days', '1'], 'Add --yes to remove'],
      [['--days', '1', '--yes', '--session', 'call-1'], 'omit --session'],
      [['--days', '1', '--yes', '--to', '2026-12-01'], 'omit --to'],
    ] as const) {
      const refused = await cli(['accesses', 'prune', ...args, '--data-dir', folder]);
      expect(refused).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(told) as string });
    }
    const pruned = await cli(['accesses', 'prune', '--yes', '--days', '1', '--data-dir', folder]);
    expect(pruned).toMatchObject({ exitCode: 0, out: 'The reads of 2026-12-24 are removed (1 event).\n' });
    expect((await cli(['accesses', 'prune', '--yes', '--data-dir', folder])).out).toBe('No day is old enough.\n');
    const verification = await cli(['verify', '--data-dir', folder]);
    expect(verification.exitCode).toBe(0);
    expect(verification.out).toMatch(/^removed +3 events of 3 days of reads, by retention$/m);
    expect((await cli(['accesses', 'prune', '--yes', '--data-dir', join(folder, 'none')])).exitCode).toBe(3);
    ledger = await start('2026-12-25T10:00:00.000Z');
  });

  it('do not hinder a start whose read models are built from nothing', async () => {
    await ledger.stop();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `read-models.db${suffix}`), { force: true });
    ledger = await start('2026-12-25T10:30:00.000Z');
    await until(async () => {
      const { journeys = [] } = (await ledger.get('/v1/journeys', ROOT)).json() as { journeys?: object[] };
      return journeys.length === 1;
    });
    expect((await ledger.get('/health/ready')).status).toBe(200);
    expect((await verified()).days).toBe(3);
  });
});
