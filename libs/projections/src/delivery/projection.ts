import type { StreamKind } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { ProjectionTable } from '../database/table-declaration';
import type { EventBatch } from './event-batch';

/**
 * What is kept of the events, and how it follows from them. Applying a batch must not depend on how the events were
 * cut into batches, ignores types that it does not know, and never refuses an event: it is a fact. Delivery (order,
 * exactly once, retries) is the processor's.
 */
export interface Projection {
  readonly name: string;
  /** Raised whenever its rows would come out differently: the rows of another version are never built upon. */
  readonly version: number;
  /** Kinds of stream whose events it looks at. */
  readonly categories: readonly StreamKind[];
  /** Projections whose rows it reads or is told of: what they do not take it does not see either. */
  readonly restsOn?: readonly string[];
  readonly tables: readonly ProjectionTable[];
  apply(batch: EventBatch, tx: ProjectionTransaction): Promise<void>;
}
