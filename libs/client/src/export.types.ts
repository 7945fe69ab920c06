import type { JourneyStatus } from './journey.types';

/** What the ledger exports, by the name of the file. */
export type ExportName =
  'timeline.csv' | 'timeline.parquet' | 'log.xes' | 'log.ocel.json' | 'events.cloudevents.ndjson';

/** Which journeys are exported, whole; the same for every format. */
export interface ExportFilter {
  readonly definitionId?: string;
  readonly version?: number;
  readonly channel?: string;
  /** Only journeys that started at or after this instant: RFC 3339. */
  readonly from?: string;
  /** Only journeys that started before this instant. */
  readonly to?: string;
  readonly state?: string;
  readonly status?: JourneyStatus;
  readonly customerId?: string;
  readonly sessionId?: string;
  /** Position of a reply: the export holds at least what was stored up to it. */
  readonly atLeast?: string;
  /** Of `timeline.csv`: begins with a byte order mark, by which Excel recognises UTF-8. */
  readonly bom?: boolean;
  /** Of `timeline.csv`: `raw` leaves texts unchanged that a spreadsheet would run as formulas. Default: `defused`. */
  readonly formulas?: 'defused' | 'raw';
}
