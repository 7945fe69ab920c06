import type { Projection } from '../../delivery/projection';
import type { ReadModelDatabase } from '../../delivery/read-model-database';

/** A kind of database, enrolled in the contract suites: gives an empty one for each test, and removes it. */
export interface ReadModelsHarness {
  open(projections?: readonly Projection[]): Promise<ReadModelDatabase>;
  dispose(database: ReadModelDatabase): Promise<void>;
}
