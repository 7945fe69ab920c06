import { holdLease, type HeldLease, type HoldLeaseOptions, type LeaseNotice, type Leases } from '@ledger/leases';
import { Processor, type ProcessorOptions } from '../delivery/processor';
import type { ProjectionStatus } from '../queries/read-model-queries';

export interface HeldProjectorOptions extends Omit<ProcessorOptions, 'fence'> {
  readonly leases: Leases;
  /** Of the lease: one for each database of read models. */
  readonly leaseName?: string;
  readonly onLease?: (notice: LeaseNotice) => void;
  readonly holding?: Pick<HoldLeaseOptions, 'everyMs' | 'restartMs' | 'now'>;
}

export interface HeldProjector extends HeldLease {
  /** Of the processor of this very process; undefined while it stands by. What others do is in the database. */
  status(): readonly ProjectionStatus[] | undefined;
}

/**
 * Projects while this process owns the read models, and stands by while another one does. The lease's fence is checked in
 * the transaction of each batch, so that of two who both believe to be the owner only the later one writes.
 */
export function holdProjector(options: HeldProjectorOptions): HeldProjector {
  const { leases, leaseName = 'projector', onLease, holding, ...processorOptions } = options;
  let active: Processor | undefined;
  const lease = holdLease({
    ...holding,
    leases,
    name: leaseName,
    ...(onLease && { onNotice: onLease }),
    work: async ({ fence }, signal) => {
      const processor = new Processor({ ...processorOptions, ...(fence && { fence }) });
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
