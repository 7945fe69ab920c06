import { closeSync, openSync, readdirSync, readlinkSync } from 'node:fs';

/**
 * Makes every read and write of this process on open files fail, for as long as the connections that opened them live:
 * what their descriptors lead to is a folder. Linux only. Returns how many descriptors there were.
 */
export function breakOpenFiles(paths: readonly string[]): number {
  const open = readdirSync('/proc/self/fd').filter((descriptor) => paths.includes(target(descriptor)));
  const taken: number[] = [];
  for (const descriptor of open.map(Number)) {
    closeSync(descriptor);
    // The lowest free number is given: those below that were free are taken on the way, and given back.
    for (let next = openSync('/', 'r'); next !== descriptor; next = openSync('/', 'r')) taken.push(next);
  }
  for (const descriptor of taken) closeSync(descriptor);
  return open.length;
}

function target(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
}
