import type { ExportSnapshot } from './export-queries';
import type { Sight } from './sight';

/** Journeys whose whole history is read. */
export interface HistoryFilter {
  readonly sight: Sight;
  readonly definitionId: string;
  /** Journeys that started at or after this instant: RFC 3339, UTC, milliseconds. */
  readonly from?: string;
}

export interface HistorySize {
  readonly journeys: number;
  readonly events: number;
}

/** One event of a journey; its payload is as the ledger holds it. */
export interface HistoryEvent {
  readonly sessionId: string;
  readonly type: string;
  readonly revision: number;
  readonly occurredAt: string;
  /** JSON. */
  readonly data: string;
  /** Whether an import wrote it. */
  readonly isImported: boolean;
}

export interface HistoryQueries {
  /** Up to where the read models are. */
  snapshot(): Promise<ExportSnapshot>;
  /** How much `events` gives of all journeys. */
  size(filter: HistoryFilter, snapshot: ExportSnapshot): Promise<HistorySize>;
  /**
   * The events of each journey, in the order of its stream; journeys by their start.
   * @param every of so many journeys the first. Throws `ReadModelsUnavailableError` if the read models are emptied meanwhile.
   */
  events(filter: HistoryFilter, snapshot: ExportSnapshot, every?: number): AsyncGenerator<readonly HistoryEvent[]>;
}
