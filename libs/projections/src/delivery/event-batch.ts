import type { RecordedEvent } from '@ledger/event-store';
import type { LedgerEvent } from './ledger-event';

/** Consecutive events, prepared: what several projections need alike is computed once. */
export interface EventBatch {
  /** In the ledger's order. */
  readonly events: readonly LedgerEvent[];
  /** A part of this batch, which knows from the whole what came before it. */
  slice(from: number, to: number): EventBatch;
  /** This batch as if the event were not in the ledger. Only before anything of this batch is written. */
  without(event: LedgerEvent): EventBatch;
  /** The same events with nothing remembered: what came before them is read from the tables. */
  forgetful(): EventBatch;
  /** Computes what needs no look into the tables. Only once the batch before this one is remembered. */
  computeAhead(): void;
  /** Remembers what this batch has written, so that the next one need not read it. */
  remember(): Promise<void>;
}

/**
 * Which rows of earlier events a batch finds in the tables: those of any stream; those of streams whose first event is
 * not in the batch, since the tables were empty at the start of the ledger; or none that it may build on.
 */
export type EarlierRows = 'of-any-stream' | 'of-begun-streams' | 'none';

/** Prepares the batches of one run through the ledger. */
export interface BatchSource {
  /** @param recorded consecutive events; those that no projection can read are left out. */
  batch(recorded: readonly RecordedEvent[]): EventBatch;
  /** Forgets what was remembered: the tables may hold something else. */
  forget(): void;
}

/** Starts a run through the ledger. Delivery knows what no event is about: this is all it is told. */
export type BatchPreparation = (earlierRows: EarlierRows) => BatchSource;
