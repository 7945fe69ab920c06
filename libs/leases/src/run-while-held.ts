import { aborted } from '@ledger/runtime';
import { holdLease, type HeldLease } from './hold-lease';
import type { Leases } from './lease';

/** Work that continues by itself between its start and its stop. */
export interface LeasedWork {
  start(): void;
  /** Resolves when what is in progress has ended. */
  stop(): Promise<void>;
}

/**
 * Starts work when the lease is acquired, and stops it when it is lost or released.
 * @param onLost is called when the lease is lost: this process is standing by.
 */
export function runWhileHeld(leases: Leases, name: string, work: LeasedWork, onLost: () => void): HeldLease {
  return holdLease({
    leases,
    name,
    work: async (_, signal) => {
      work.start();
      await aborted(signal);
      await work.stop();
    },
    onNotice: ({ kind }) => {
      if (kind === 'lost') onLost();
    },
  });
}
