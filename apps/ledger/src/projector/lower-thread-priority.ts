import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A tenth of the other threads' share while they compete for a processor; all of it while they do not. */
const NICENESS = 10;

/**
 * While callers keep every processor busy, the read models lag instead of delaying them. Only Linux gives threads a
 * priority of their own (sched(7)); elsewhere nothing happens.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, NICENESS);
  } catch {
    // A container may forbid it: then the thread competes like the others.
  }
}
