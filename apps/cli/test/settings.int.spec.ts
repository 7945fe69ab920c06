import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AuditedLedger } from '@ledger/audit/testing';
import { paymentCallDocument } from '@ledger/journey/testing';

const ROOT = join(__dirname, '../../..');
const PROGRAM = ['-r', join(ROOT, 'scripts/run/register.cjs'), join(ROOT, 'apps/cli/src/main.ts')];

describe('the command line', () => {
  it('reads the .env file of its working folder, as the server does; the environment comes first', async () => {
    const ledger = await AuditedLedger.create();
    await ledger.publish(paymentCallDocument);
    const folder = await mkdtemp(join(tmpdir(), 'cli-env-'));
    await writeFile(join(folder, '.env'), `DATA_DIR=${ledger.folder}\n`);
    const { DATA_DIR: _unused, ...env } = process.env;
    const verify = (more: NodeJS.ProcessEnv = {}) =>
      promisify(execFile)(process.execPath, [...PROGRAM, 'verify', '-q', '--json'], {
        cwd: folder,
        env: { ...env, ...more },
      });
    try {
      expect(JSON.parse((await verify()).stdout)).toMatchObject({ ledger: ledger.path, events: 1 });
      await expect(verify({ DATA_DIR: folder })).rejects.toMatchObject({ code: 3 });
    } finally {
      await ledger.dispose();
      await rm(folder, { recursive: true });
    }
  });
});
