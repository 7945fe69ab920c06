import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alterFile } from '@ledger/event-store-sqlite/testing';
import { buildLedger, LedgerProcess } from '../../support/ledger-process';

const BUILD_LIMIT_MS = 180_000;
/** The pauses between the attempts take 26 s. */
const END_LIMIT_MS = 120_000;

describe('a ledger that can have no writer any more', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-given-up-'));
  let ledger: LedgerProcess;

  beforeAll(async () => {
    buildLedger();
    ledger = await LedgerProcess.start(folder, { ROLES: 'api' });
  }, BUILD_LIMIT_MS);

  afterAll(async () => {
    await ledger.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'ends with exit code 1 and a line in its log',
    async () => {
      const path = join(folder, 'ledger.db');
      alterFile(path, 'ALTER TABLE categories RENAME TO moved');
      alterFile(path, "CREATE TRIGGER broken BEFORE INSERT ON events BEGIN SELECT raise(ABORT, 'no'); END");
      const body = JSON.stringify({ sessionId: 'last', definitionId: 'CustomerJourneyState' });
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(`${ledger.url}/v1/journeys`, { method: 'POST', headers, body });
      expect([reply.status, await reply.json()]).toEqual([503, expect.objectContaining({ code: 'UNAVAILABLE' })]);
      expect(await ledger.ended()).toBe(1);
      expect(ledger.lastWords).toMatch(/10 attempts to start a new writer have failed\./);
    },
    END_LIMIT_MS,
  );
});
