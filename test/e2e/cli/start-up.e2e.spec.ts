import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildLedger, ROOT } from '../../support/ledger-process';

const MAIN = join(ROOT, 'dist/apps/cli/src/main.js');
const TELL_LOADED = `process.on('exit', () => console.error('\\n' + JSON.stringify(Object.keys(require.cache))));`;

/** The libraries of the ledger that the built command line loads for these arguments. */
async function loadedFor(...args: readonly string[]): Promise<readonly string[]> {
  const program = `${TELL_LOADED} process.argv.splice(1, 0, ${JSON.stringify(MAIN)}); require(process.argv[1]);`;
  const run = promisify(execFile)(process.execPath, ['-e', program, '--', ...args]);
  const { stderr } = await run.catch((error: unknown) => error as { readonly stderr: string });
  const files = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as readonly string[];
  const libs = files.flatMap((file) => /[\\/]dist[\\/]libs[\\/]([^\\/]+)/.exec(file)?.[1] ?? []);
  return [...new Set(libs)].sort();
}

describe('the built command line', () => {
  beforeAll(buildLedger);

  it.each([
    [['--help'], ['plain-data']],
    [['export', '--help'], ['plain-data']],
    // No server listens there.
    [
      ['show', 'call-1', '--url', 'http://127.0.0.1:9'],
      ['client', 'plain-data'],
    ],
  ])('loads for %j of the libraries no more than it takes, which most of its time would go to', async (args, libs) => {
    expect(await loadedFor(...args)).toEqual(libs);
  });
});
