import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLedger } from '../../support/ledger-process';
import { EscalationRun } from './escalation-run';

const ROUNDS = Number(process.env['ESCALATION_CRASH_ROUNDS'] ?? '5');
const SEED = Number(process.env['CRASH_SEED'] ?? '20261123');

const BUILD_LIMIT_MS = 180_000;
const ROUND_LIMIT_MS = 120_000;
/** Enough of them to see what went wrong. */
const FAULTS_SHOWN = 10;

describe(`escalations of a ledger that is killed between request, send and record (seed ${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-escalation-crash-'));
  const run = new EscalationRun(join(folder, 'data'), SEED);

  beforeAll(async () => {
    buildLedger();
    await run.start();
  }, BUILD_LIMIT_MS);

  afterAll(async () => {
    await run.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Array.from({ length: ROUNDS }, (_, index) => index + 1))(
    'round %i: starts again by itself',
    async () => {
      expect(await run.round()).toBeGreaterThan(0);
    },
    ROUND_LIMIT_MS,
  );

  it(
    'lost none, sent none without its journey’s event, and recorded each as delivered once',
    async () => {
      expect((await run.settle()).slice(0, FAULTS_SHOWN)).toEqual([]);
      expect(run.desk.acted.size).toBeGreaterThan(ROUNDS);
      // The line was bad and the server was killed: some came more than once.
      expect(run.desk.messages).toBeGreaterThan(run.desk.acted.size);
    },
    ROUND_LIMIT_MS,
  );
});
