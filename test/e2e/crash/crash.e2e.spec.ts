import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLedger, LedgerProcess } from '../../support/ledger-process';
import { CrashRun } from './crash-run';
import { copyLedger, readModelDigests, verification } from './ledger-files';
import { LedgerHttp } from './ledger-http';

// `npm run crash -- --rounds N --seed S` sets these for longer runs.
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? '2');
const SEED = Number(process.env['CRASH_SEED'] ?? '20261122');
const SHOWS_PROGRESS = process.env['CRASH_ROUNDS'] !== undefined;

const BUILD_LIMIT_MS = 180_000;
const ROUND_LIMIT_MS = 120_000;
/** Enough of them to see what went wrong. */
const FAULTS_SHOWN = 10;

describe(`the ledger, killed while callers post (seed ${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-crash-'));
  const dataDir = join(folder, 'data');
  const run = new CrashRun(dataDir, SEED);

  beforeAll(async () => {
    buildLedger();
    await run.start();
  }, BUILD_LIMIT_MS);

  afterAll(async () => {
    await run.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Array.from({ length: ROUNDS }, (_, index) => index + 1))(
    'round %i: holds every acknowledged command, in unbroken chains',
    async (round) => {
      const before = run.acknowledged.count;
      const faults = await run.round();
      const posted = run.acknowledged.count - before;
      if (SHOWS_PROGRESS) console.log(`round ${round} of ${ROUNDS}: ${posted} acknowledged, ${faults.length} faults`);
      expect(faults.slice(0, FAULTS_SHOWN)).toEqual([]);
    },
    ROUND_LIMIT_MS,
  );

  it(
    'has acknowledged commands to hold, and recorded every timeout once',
    async () => {
      expect(run.acknowledged.count).toBeGreaterThan(ROUNDS * 10);
      expect((await run.settle()).slice(0, FAULTS_SHOWN)).toEqual([]);
      expect(run.timeouts).toBeGreaterThan(0);
    },
    ROUND_LIMIT_MS,
  );

  it(
    'keeps read models that equal a rebuild from zero',
    async () => {
      const { head } = await verification(dataDir);
      expect(await run.stop()).toBe(0);
      const copy = join(folder, 'copy');
      copyLedger(dataDir, copy);
      const rebuilder = await LedgerProcess.start(copy);
      try {
        await new LedgerHttp(rebuilder.url).get(`/v1/journeys?limit=1&atLeast=${head?.position}`);
      } finally {
        await rebuilder.stop();
      }
      expect(await readModelDigests(copy)).toEqual(await readModelDigests(dataDir));
    },
    ROUND_LIMIT_MS,
  );
});
