import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLedger, LedgerProcess } from '../support/ledger-process';
import { runRounds } from './rounds';

const ROUNDS = 8;

describe('the answers of an embedded ledger that is killed under load', () => {
  let folder: string;
  let ledger: LedgerProcess;
  beforeAll(async () => {
    buildLedger();
    folder = mkdtempSync(join(tmpdir(), 'ledger-linear-'));
    ledger = await LedgerProcess.start(folder);
  });
  afterAll(async () => {
    await ledger.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('agree with one order of all operations and with real time', async () => {
    const rounds = await runRounds(
      {
        url: () => ledger.url,
        kill: () => ledger.kill(),
        revive: async () => {
          ledger = await LedgerProcess.start(folder);
        },
      },
      ROUNDS,
      Number(process.env.LINEAR_SEED ?? 20_261_129),
    );
    expect(rounds.violations).toEqual([]);
    expect(rounds.operations - rounds.unanswered).toBeGreaterThan(500);
    expect(rounds.unanswered).toBeGreaterThan(0);
  });
});
