import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/ledger-process';

const CACHE = join(ROOT, 'node_modules', '.cache', 'chromium-147');

const UNPACK = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";

/**
 * The browser of the package, unpacked once for each checkout. The package unpacks into the folder for temporary files,
 * so it gets one of its own, which is given its name when it is whole: two workers may come here at the same time.
 */
export function unpackedChromium(): string {
  const executable = join(CACHE, 'chromium');
  if (existsSync(executable)) return executable;
  mkdirSync(join(ROOT, 'node_modules', '.cache'), { recursive: true });
  const draft = mkdtempSync(`${CACHE}-`);
  try {
    const { status, stderr } = spawnSync(process.execPath, ['-e', UNPACK], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: draft },
    });
    if (status !== 0) throw new Error(`Chromium could not be unpacked:\n${stderr}`);
    renameSync(draft, CACHE);
  } catch (error) {
    if (!existsSync(executable)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return executable;
}
