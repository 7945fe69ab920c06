import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const SYNCS = ['fsync', 'fdatasync', 'sync_file_range', 'msync'];
const WRITES = ['write', 'writev', 'pwrite64', 'pwritev', 'pwritev2'];
const CALL = /^(\d+) +(\w+)\(\d*(?:<([^>]*)>)?/;
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>/;
const RESULT = /= (\d+)$/;

/** What processes asked of the disk. */
export interface DiskUse {
  /** Calls of fsync and the like. */
  readonly syncs: number;
  /** Bytes written to files. */
  readonly written: number;
}

/** Whether processes can be traced here; without strace, or where tracing is forbidden, they cannot. */
export function canTrace(): boolean {
  const { status } = spawnSync('strace', ['-f', '--seccomp-bpf', '-e', 'trace=fsync', 'true'], { stdio: 'ignore' });
  return status === 0;
}

/** Counts what a process and all that it starts ask of the disk. Only these calls are stopped at: the others run freely. */
export class DiskTrace {
  constructor(private readonly file: string) {}

  /** Words before the command. */
  get command(): readonly string[] {
    const calls = [...SYNCS, ...WRITES].join(',');
    return ['strace', '-f', '--seccomp-bpf', '-qq', '-y', '-s', '0', '-e', `trace=${calls}`, '-o', this.file];
  }

  /** Since the start. */
  use(): DiskUse {
    return diskUse(readFileSync(this.file, 'utf8').split('\n'));
  }
}

/** Of lines that strace wrote. A call that another thread's came in between of stands in two lines. */
export function diskUse(lines: readonly string[]): DiskUse {
  const open = new Map<string, boolean>();
  let [syncs, written] = [0, 0];
  for (const line of lines) {
    const [, caller = '', name = '', path = ''] = CALL.exec(line) ?? RESUMED.exec(line) ?? [];
    if (caller === '') continue;
    const isResumed = RESUMED.test(line);
    if (SYNCS.includes(name) && !isResumed) syncs += 1;
    if (!WRITES.includes(name)) continue;
    // Sockets and pipes have no path.
    const isFile = isResumed ? open.get(caller) === true : path.startsWith('/') && !path.startsWith('/dev/');
    open.set(caller, isFile);
    if (isFile) written += Number(RESULT.exec(line)?.[1] ?? 0);
  }
  return { syncs, written };
}
