import type { Position } from '@ledger/event-store';
import type { LiveTables } from '../database/live-tables';
import type { Checkpoint, StoppedProjection } from './checkpoints';

/** The processor as a rebuild or a retry sees it: what is live, and is fed meanwhile. */
export interface LiveFeed {
  /** Everything up to here is applied to the live tables. Undefined if nothing feeds them: then there is no bound. */
  position(): { readonly upTo: Position | undefined } | undefined;
  /** Pauses the feed while `work` runs. */
  pause<T>(work: () => Promise<T>): Promise<T>;
  /** Projections whose live rows are at `position`, and so can be compared. */
  comparable(): readonly string[];
  /** Projections that a poison event has stopped. */
  stopped(): ReadonlyMap<string, StoppedProjection>;
  /** Rows of live tables were replaced: what the feed remembers of them no longer holds. */
  onReplayed(): void;
  /** The rebuilt tables are live; the feed continues with them. */
  onSwitched(live: LiveTables, checkpoint: Checkpoint): Promise<void>;
}

/** Work on the same tables that takes turns with the feed. */
export interface Maintenance {
  /** Does what is requested until the signal is aborted. */
  watch(signal: AbortSignal): Promise<void>;
  /** Builds the tables of this version, without which nothing can be fed. Throws `RebuildEndedError` if that fails. */
  buildNow(signal: AbortSignal): Promise<void>;
  /** Requests what brings stopped projections up to date; at most once. */
  requestForStopped(): Promise<void>;
}
