import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/** A tenth of the share of the other threads while they compete for a processor; all of it while they do not. */
const NICENESS = 10;

/**
 * Lets the thread that calls it step back behind the others of this process. Where callers keep every processor busy, the
 * read models fall behind for a while instead of making the callers wait. Linux alone gives threads a priority of their
 * own (sched(7)); elsewhere nothing is done.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, NICENESS);
  } catch {
    // A container may forbid it: then the thread competes as the others do.
  }
}
