import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerProcess } from '../support/ledger-process';

describe('a process whose event loop is blocked', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ledger-frozen-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says so and ends, and what it acknowledged is there when it is started again', async () => {
    const first = await LedgerProcess.start(folder, {
      STALL_LIMIT_MS: '2000',
      NODE_OPTIONS: `--require ${join(__dirname, 'frozen-loop.cjs')}`,
    });
    const started = await fetch(`${first.url}/v1/journeys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ definitionId: 'CustomerJourneyState', sessionId: 'kept' }),
    });
    expect(started.status).toBe(201);
    process.kill(first.pid, 'SIGUSR2');
    expect(await first.ended()).toBe('SIGKILL');
    expect(first.lastWords).toMatch(/The answering thread has been blocked for \d+ ms \(STALL_LIMIT_MS\)/);
    const second = await LedgerProcess.start(folder);
    expect((await fetch(`${second.url}/v1/journeys/kept`)).status).toBe(200);
    await second.stop();
  });
});
