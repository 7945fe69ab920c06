import type { EventStore, Position } from '@ledger/event-store';
import type { WriteFence } from '@ledger/leases';
import type { Sleep } from '@ledger/runtime';
import type { PoisonReport, RecordPoison } from './batch-writer';
import type { BatchPreparation } from './event-batch';
import type { FailurePolicy, ProcessorMode } from './failure-policy';
import type { LiveFeed, Maintenance } from './live-feed';
import type { ProjectionStatus } from './projection-status';
import type { ReadModelDatabase } from './read-model-database';

/** What happened to a processor that an operator should hear of. */
export type DeliveryNotice =
  | { readonly kind: 'rebuilding'; readonly reason: string }
  /** `retryInMs` null: the processor stops. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly attempt: number; readonly retryInMs: number | null }
  /** A projection failed to apply an event, and was stopped before it or skips it. */
  | ({ readonly kind: 'poison-event' } & PoisonReport)
  /** Positions of the ledger's count without an event. */
  | { readonly kind: 'gap'; readonly positions: number; readonly upTo: Position | undefined };

export interface DeliveryOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  /** Reads events and prepares batches for the projections of the database. */
  readonly prepare: BatchPreparation;
  readonly mode?: ProcessorMode;
  /** Of the lease under which this processor writes, if other processes may want to write too. */
  readonly fence?: WriteFence;
  /** Events of one transaction at most. */
  readonly batchSize?: number;
  /** Least time between two live batches, in milliseconds. */
  readonly liveSpacingMs?: number;
  readonly failurePolicy?: FailurePolicy;
  /** Given, a live processor records poison events and skips them; omitted, they stop their projection. */
  readonly recordPoison?: RecordPoison;
  /** Rebuilds and retries, which take turns with the feed. */
  readonly maintenance: (feed: LiveFeed) => Maintenance;
  /** Reads the wall clock. */
  readonly now?: () => Date;
  readonly onNotice?: (notice: DeliveryNotice) => void;
  readonly onStatus?: (status: readonly ProjectionStatus[]) => void;
  /** Tests give one that does not wait. */
  readonly sleep?: Sleep;
}
