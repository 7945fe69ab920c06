import { NamedError } from '@ledger/plain-data';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { EventBatch } from './event-batch';
import type { LedgerEvent } from './ledger-event';
import type { Projection } from './projection';

/** Each projection sees what those before it wrote. At `onWritten` every write has started, at the end all are done. */
export async function applyProjections(
  projections: readonly Projection[],
  batch: EventBatch,
  tx: ProjectionTransaction,
  onWritten: () => void = () => undefined,
): Promise<void> {
  const damaged = batch.events.filter(({ damage }) => damage !== undefined);
  try {
    for (const projection of projections) {
      assertApplicable(projection, damaged);
      await projection.apply(batch, tx);
    }
  } catch (error) {
    // A failed write makes all statements after it fail: the first one says why.
    await tx.settled();
    throw error;
  }
  onWritten();
  await tx.settled();
}

/** An event of a batch is damaged: it is found by dividing the batch, as any that cannot be applied. */
export class DamagedEventError extends NamedError {}

function assertApplicable({ categories }: Projection, damaged: readonly LedgerEvent[]): void {
  const found = damaged.find(({ kind }) => categories.includes(kind))?.damage;
  if (found !== undefined) throw new DamagedEventError(found.message, { cause: found });
}
