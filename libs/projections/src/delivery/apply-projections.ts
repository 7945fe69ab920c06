import type { ProjectionTransaction } from '../database/projection-transaction';
import type { EventBatch } from './event-batch';
import type { Projection } from './projection';

/** Each projection sees what those before it wrote. At `onWritten` every write has started, at the end all are done. */
export async function applyProjections(
  projections: readonly Projection[],
  batch: EventBatch,
  tx: ProjectionTransaction,
  onWritten: () => void = () => undefined,
): Promise<void> {
  try {
    for (const projection of projections) await projection.apply(batch, tx);
  } catch (error) {
    // A failed write makes all statements after it fail: the first one says why.
    await tx.settled();
    throw error;
  }
  onWritten();
  await tx.settled();
}
