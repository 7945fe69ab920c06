import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
const REGISTER = join(ROOT, 'scripts', 'run', 'register.cjs');
const { bundleOf } = jest.requireActual<{ bundleOf(file: string): string | undefined }>(
  '../../scripts/run/bundles.cjs',
);
const FOLDER = 'LEDGER_BUNDLES_DIR';
const folder = process.env[FOLDER];
const STARTED = ['libs', 'apps'].flatMap((top) =>
  readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\/src\/.*\.(worker|child)\.ts$/.test(file) && !file.includes('node_modules'))
    .map((file) => join(top, file)),
);
const QUERY = join(ROOT, 'libs/projections/src/queries/sql/sqlite-query.child.ts');

/** How many files a process loads that starts with this one. */
function loadedBy(file: string, env: NodeJS.ProcessEnv): number {
  const count = `require(${JSON.stringify(file)}); console.log(Object.keys(require.cache).length)`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-r', REGISTER, '-e', count], { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return Number(stdout);
}

describe('the threads and processes of a ledger under test', () => {
  afterEach(() => void (process.env[FOLDER] = folder));

  it.each(STARTED)('are bundled: %s', (file) => {
    expect(statSync(bundleOf(join(ROOT, file)) ?? '').size).toBeGreaterThan(1_000);
  });

  it('find what lies beside each of their files', () => {
    const bundle = bundleOf(join(ROOT, 'apps/ledger/src/projector/projector.worker.ts')) ?? '';
    const places = readFileSync(bundle, 'utf8')
      .split(/__dirname\d* = /)
      .map((rest) => rest.split(';', 1)[0]);
    expect(places).toContain(JSON.stringify(join(ROOT, 'libs/event-store-sqlite/src/writer')));
  });

  it('load a few files each, and hundreds without their bundle', () => {
    const without = { ...process.env, [FOLDER]: '' };
    expect([loadedBy(QUERY, process.env) < 20, loadedBy(QUERY, without) > 200]).toEqual([true, true]);
  });

  it('start from what was compiled of them before', () => {
    const counts = [loadedBy(QUERY, process.env), loadedBy(QUERY, process.env)];
    expect(new Set(counts).size).toBe(1);
    expect(statSync(`${bundleOf(QUERY)}.${process.version}`).size).toBeGreaterThan(100_000);
  });

  it('have a bundle of what they are, and nothing else has one', () => {
    expect(STARTED.length).toBeGreaterThan(6);
    expect(existsSync(folder ?? '')).toBe(true);
    expect(bundleOf(QUERY.replace('.child', ''))).toBeUndefined();
    delete process.env[FOLDER];
    expect(bundleOf(QUERY)).toBeUndefined();
  });
});
