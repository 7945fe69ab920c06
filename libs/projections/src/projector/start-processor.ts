import type { EventStore, UpcasterRegistry } from '@ledger/event-store';
import { recordDeadLetters } from '../dead-letters/dead-letters';
import type { PoisonEventPolicy } from '../delivery/failure-policy';
import { Processor } from '../delivery/processor';
import type { DeliveryNotice, DeliveryOptions } from '../delivery/processor-options';
import { journeyBatches } from '../read-models/journey-batch';
import { RebuildRunner, type RebuildNotice } from '../rebuild/rebuild-runner';

export type ProcessorNotice = DeliveryNotice | RebuildNotice;

export interface ProcessorOptions extends Omit<
  DeliveryOptions,
  'prepare' | 'recordPoison' | 'maintenance' | 'onNotice'
> {
  readonly store: EventStore;
  readonly upcasters?: UpcasterRegistry;
  /** What happens to a projection that fails to apply an event. Default: `stop`. */
  readonly onPoisonEvent?: PoisonEventPolicy;
  /** Between two polls for a rebuild that another process requests, in milliseconds. */
  readonly pollMs?: number;
  readonly onNotice?: (notice: ProcessorNotice) => void;
}

/** A processor that feeds the read models, and does the rebuilds and retries that are requested. */
export function createProcessor({
  upcasters,
  onPoisonEvent = 'stop',
  pollMs,
  ...options
}: ProcessorOptions): Processor {
  const prepare = journeyBatches(upcasters);
  return new Processor({
    ...options,
    prepare,
    recordPoison: onPoisonEvent === 'dead-letter' ? recordDeadLetters : undefined,
    maintenance: (feed) => new RebuildRunner({ ...options, pollMs, prepare, onPoisonEvent, feed }),
  });
}

export function startProcessor(options: ProcessorOptions): Processor {
  const processor = createProcessor(options);
  void processor.run();
  return processor;
}
