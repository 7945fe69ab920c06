import type { ProjectionTransaction } from '../database/projection-transaction';
import type { EventBatch } from './event-batch';
import type { Projection } from './projection';

/**
 * Applies a batch to projections, each of which sees what those before it wrote. Nothing is under way afterwards.
 * @param onWritten called when all has been written that there is, though it may be under way still.
 */
export async function applyProjections(
  projections: readonly Projection[],
  batch: EventBatch,
  tx: ProjectionTransaction,
  onWritten: () => void = () => undefined,
): Promise<void> {
  try {
    for (const projection of projections) await projection.apply(batch, tx);
  } catch (error) {
    // A write that failed fails all statements after it: the first of them says why.
    await tx.settled();
    throw error;
  }
  onWritten();
  await tx.settled();
}
