import type { Sight } from './sight';

/** Whole journeys up to the snapshot, by `version`, `channel`, `state` and `status` as they are at it. */
export interface ExportFilter {
  readonly sight: Sight;
  readonly definitionId?: string;
  readonly version?: number;
  readonly channel?: string;
  /** Journeys that started at or after this instant: RFC 3339, UTC, milliseconds. */
  readonly from?: string;
  /** Journeys that started before this instant. */
  readonly to?: string;
  readonly state?: string;
  readonly status?: 'ACTIVE' | 'COMPLETED' | 'TIMED_OUT';
  readonly customerId?: string;
  readonly sessionId?: string;
}

/** How far an export reaches: what is projected later is not in it, however long the export takes. */
export interface ExportSnapshot {
  /** `sortablePosition`; undefined if nothing is projected yet. */
  readonly upTo: string | undefined;
}

/** One event or refused attempt of an exported journey; its JSON texts are as the ledger holds them. */
export interface ExportedEntry {
  readonly sessionId: string;
  readonly definitionId: string | null;
  readonly definitionVersion: number | null;
  readonly customerId: string | null;
  readonly position: string;
  /** Null for a refused attempt. */
  readonly revision: number | null;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly dwellMs: number | null;
  readonly channel: string | null;
  readonly data: string;
  readonly metadata: string;
}

export interface ExportQueries {
  snapshot(): Promise<ExportSnapshot>;
  /**
   * Journeys by their start. The same snapshot gives the same entries again. Ends early if `signal` aborts; throws
   * `ReadModelsUnavailableError` if the read models are emptied meanwhile, since the rest would be missing.
   */
  entries(
    filter: ExportFilter,
    snapshot: ExportSnapshot,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly ExportedEntry[]>;
}

export const EXPORT_QUERIES = Symbol('EXPORT_QUERIES');
