import { once } from 'node:events';
import { holdLease, type HeldLease } from './hold-lease';
import type { Leases } from './lease';

/** Work that goes on by itself between its start and its stop. */
export interface LeasedWork {
  start(): void;
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/**
 * Has work started while the lease is held, and stopped when it is lost or given back.
 * @param onLost is called when another process may have taken the work over.
 */
export function runWhileHeld(leases: Leases, name: string, work: LeasedWork, onLost: () => void): HeldLease {
  return holdLease({
    leases,
    name,
    work: async (_, signal) => {
      work.start();
      if (!signal.aborted) await once(signal, 'abort');
      await work.stop();
    },
    onNotice: ({ kind }) => {
      if (kind === 'lost') onLost();
    },
  });
}
