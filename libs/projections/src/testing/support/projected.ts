import type { EventStore } from '@ledger/event-store';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import { createProcessor, type ProcessorOptions } from '../../projector/start-processor';

/** Applies everything that the ledger holds, and stops. Throws what the processor stopped for. */
export async function projectAll(
  store: EventStore,
  database: ReadModelDatabase,
  options: Partial<ProcessorOptions> = {},
): Promise<void> {
  let failure: unknown;
  const processor = createProcessor({
    store,
    database,
    mode: 'rebuild',
    sleep: () => Promise.resolve(),
    ...options,
    onNotice: (notice) => {
      if (notice.kind === 'failed') failure = notice.error;
      options.onNotice?.(notice);
    },
    onStatus: (status) => {
      options.onStatus?.(status);
      if (status[0]?.state === 'live') void processor.stop();
    },
  });
  await processor.run();
  if (failure !== undefined) throw failure;
}
