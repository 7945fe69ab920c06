import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_DEFINITION } from '../../apps/demo/src/definitions';
import { LedgerCalls } from '../../apps/demo/src/ledger-calls';
import { playDay } from '../../apps/demo/src/play';
import { Plans } from '../../apps/demo/src/plans';
import { buildLedger, ROOT } from '../support/ledger-process';
import { RunningLedger } from '../support/running-ledger';

describe('The demo', () => {
  let ledger: RunningLedger;
  let calls: LedgerCalls;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' });
    calls = new LedgerCalls(ledger.url);
    const signal = new AbortController().signal;
    await playDay(calls, new Plans(7), { journeys: 60, atOnce: 1, pace: 0, signal });
  });
  afterAll(() => ledger.remove());

  const total = async (query: string): Promise<unknown> =>
    (await ledger.get(`/v1/journeys?total=true&limit=1&${query}`)).json()['total'];

  it('plays journeys over two versions, a hand-over and an override', async () => {
    expect(calls.sent.refused).toBeGreaterThan(0);
    const position = (await ledger.begin('after-the-day')).json()['position'];
    const asked = `definitionId=${DEMO_DEFINITION}&atLeast=${String(position)}`;
    expect(await total(asked)).toBe(63);
    expect(Number(await total(`${asked}&definitionVersion=1`))).toBeGreaterThan(0);
    expect(Number(await total(`${asked}&definitionVersion=2`))).toBeGreaterThan(0);
    expect(Number(await total(`${asked}&channel=chat`))).toBeGreaterThan(0);
    for (const code of ['GUARD_FAILED', 'TRANSITION_NOT_ALLOWED', 'REVISION_CONFLICT']) {
      expect([code, Number(await total(`${asked}&refusalCode=${code}`)) > 0]).toEqual([code, true]);
    }
    const timeout = (await ledger.get(`/v1/definitions/${DEMO_DEFINITION}/timeouts/PAYMENT`)).json();
    expect(JSON.stringify(timeout)).toContain('PT90S');
  });
});

describe('npm run demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  beforeAll(buildLedger);
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, 'dist/apps/demo/src/main.js'), ...args], { encoding: 'utf8', cwd: folder });

  it('explains itself', () => {
    const { status, stdout } = run('--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('--seed <n>')]);
  });

  it('plays on its own ledger, and refuses one that is there', () => {
    const own = ['--data-dir', join(folder, 'own'), '--port', '0', '--journeys', '2', '--once'];
    const played = run(...own);
    expect([played.status, played.stderr]).toEqual([0, '']);
    expect(played.stdout).toContain('2 of 2 journeys');
    const again = run(...own);
    expect([again.status, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toContain('plays on an empty ledger');
  });

  it.each([[['--journeys', 'many']], [['--unknown']]])('refuses %j with a sentence', (args) => {
    const { status, stderr } = run(...args);
    expect([status, stderr.trim().split('\n').length]).toEqual([1, 1]);
  });

  it('says why the server does not start', () => {
    writeFileSync(join(folder, 'no-folder'), '');
    const { status, stderr } = run('--data-dir', join(folder, 'no-folder', 'below'), '--port', '0');
    expect([status, stderr]).toEqual([1, expect.stringContaining('DATA_DIR')]);
  });
});
