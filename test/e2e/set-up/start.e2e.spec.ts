import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLedger, freePort, pause, ROOT } from '../../support/ledger-process';

describe('npm start', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ledger-start-'));

  beforeAll(() => buildLedger());
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'passes %s on to the server, and its exit code back',
    async (signal) => {
      const port = await freePort();
      const npm = spawn('npm', ['start'], {
        cwd: ROOT,
        env: { ...process.env, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'error' },
        stdio: 'ignore',
      });
      const ended = once(npm, 'exit');
      await untilItAnswers(`http://127.0.0.1:${port}/health/live`);
      npm.kill(signal);
      expect(await ended).toEqual([0, null]);
      await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed');
    },
    60_000,
  );

  it('says in one sentence which Node.js it needs', () => {
    const old = `Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } }); require('./scripts/start.cjs')`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', old], { cwd: ROOT, encoding: 'utf8' });
    expect(stderr).toBe('The journey ledger needs Node.js 20.19 or later; this is 18.20.4.\n');
    expect(status).toBe(1);
  });
});

async function untilItAnswers(url: string): Promise<void> {
  for (;;) {
    const answers = await fetch(url).then(
      (reply) => reply.ok,
      () => false,
    );
    if (answers) return;
    await pause(50);
  }
}
