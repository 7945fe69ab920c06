import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../support/ledger-process';

const BUILD = `process.exitCode = require('./scripts/set-up/build.cjs').ensureBuilt() ? 0 : 1;`;

describe('a build', () => {
  let checkout: string;
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'ledger-build-'));
    for (const part of [
      'scripts/set-up',
      'scripts/run',
      'package-lock.json',
      'libs/journey/src',
      'libs/event-store/src',
    ]) {
      cpSync(join(ROOT, part), join(checkout, part), {
        recursive: true,
        filter: (file) => !/node_modules$/.test(file),
      });
    }
    mkdirSync(join(checkout, 'apps'));
    symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
  });
  afterEach(() => rmSync(checkout, { recursive: true, force: true }));

  async function build(): Promise<{ readonly exitCode: unknown; readonly told: string }> {
    const builder = spawn(process.execPath, ['-e', BUILD], { cwd: checkout, stdio: ['ignore', 'ignore', 'pipe'] });
    const [told, [exitCode]] = await Promise.all([text(builder.stderr), once(builder, 'close')]);
    return { exitCode, told };
  }
  const foldersOfBuilds = (): readonly string[] => readdirSync(checkout).filter((name) => name.startsWith('dist'));

  it('is done once where several processes need it at once', async () => {
    const builds = await Promise.all(Array.from({ length: 4 }, build));
    expect(builds.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(builds.map(({ told }) => told).filter((told) => told !== '')).toEqual(['Building ...\n']);
    expect(existsSync(join(checkout, 'dist', 'libs', 'journey', 'src', 'index.js'))).toBe(true);
    expect(foldersOfBuilds()).toEqual(['dist']);
  });

  it('is done also where the process before it was killed while it built', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    mkdirSync(join(checkout, 'dist-turn'));
    writeFileSync(join(checkout, 'dist-turn', 'pid'), String(pid));
    expect(await build()).toEqual({ exitCode: 0, told: 'Building ...\n' });
    expect(foldersOfBuilds()).toEqual(['dist']);
  });
});
