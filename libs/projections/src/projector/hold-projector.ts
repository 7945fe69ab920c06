import { holdLease, type HeldLease, type HoldLeaseOptions, type LeaseNotice, type Leases } from '@ledger/leases';
import type { Processor } from '../delivery/processor';
import type { ProjectionStatus } from '../delivery/projection-status';
import { createProcessor, type ProcessorOptions } from './start-processor';

export interface HeldProjectorOptions extends Omit<ProcessorOptions, 'fence'> {
  readonly leases: Leases;
  readonly onLease?: (notice: LeaseNotice) => void;
  readonly holding?: Pick<HoldLeaseOptions, 'everyMs' | 'restartMs' | 'now'>;
}

export interface HeldProjector extends HeldLease {
  /** Of this process's processor; undefined while it is standing by. Other processes' status is in the database. */
  status(): readonly ProjectionStatus[] | undefined;
}

/** Projects while this process holds the lease, whose fence each batch checks: of two owners only the later writes. */
export function holdProjector(options: HeldProjectorOptions): HeldProjector {
  const { leases, onLease, holding, ...processorOptions } = options;
  let active: Processor | undefined;
  const lease = holdLease({
    ...holding,
    leases,
    name: 'projector',
    onNotice: onLease,
    work: async ({ fence }, signal) => {
      const processor = createProcessor({ ...processorOptions, fence });
      active = processor;
      signal.addEventListener('abort', () => void processor.stop(), { once: true });
      try {
        await processor.run();
      } finally {
        active = undefined;
      }
    },
  });
  return {
    get isHeld() {
      return lease.isHeld;
    },
    status: () => active?.status(),
    stop: () => lease.stop(),
  };
}
