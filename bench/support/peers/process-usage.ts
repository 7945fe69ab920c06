import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds of processor time of all processes at these ids and what they started, ended children included. */
export function cpuMs(roots: readonly number[]): number {
  return processTree(roots).reduce((total, pid) => total + cpuMsOf(pid), 0);
}

/** The processes and all that descend from them. */
export function processTree(roots: readonly number[]): readonly number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const parent = Number(statOf(entry)?.[1] ?? NaN);
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const tree = [...roots];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Ends them and all that they started with SIGKILL. */
export function killTree(roots: readonly number[]): void {
  for (const pid of processTree(roots)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** utime, stime, cutime and cstime. */
function cpuMsOf(pid: number): number {
  const fields = statOf(String(pid))?.slice(11, 15) ?? [];
  return fields.reduce((ticks, field) => ticks + Number(field), 0) * TICK_MS;
}

/** Fields of /proc/<pid>/stat from the third on: before it stands a name that may hold anything. */
function statOf(pid: string): readonly string[] | undefined {
  if (!/^\d+$/.test(pid)) return undefined;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    // Processes end while they are looked at.
    return undefined;
  }
}
