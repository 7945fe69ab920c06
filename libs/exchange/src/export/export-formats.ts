import type { CsvStyle } from '../csv/csv-line';
import { cloudEventsLog } from './cloudevents-log';
import type { ExportPages } from './export-row';
import { ocelLog } from './ocel-log';
import { timelineCsv } from './timeline-csv';
import { timelineParquet } from './timeline-parquet';
import { xesLog } from './xes-log';

/** Rows to be exported, and what the formats say of where they come from. */
export interface ExportInput {
  /** Reads the rows; each call gives the same ones, from the first. */
  readonly read: () => ExportPages;
  /** URI reference of the ledger, for CloudEvents' `source`. */
  readonly source: string;
  /** Of `timeline.csv`. */
  readonly csv?: CsvStyle;
}

export interface ExportFormat {
  readonly mediaType: string;
  readonly write: (input: ExportInput) => AsyncGenerator<string | Uint8Array>;
}

export const EXPORT_FORMATS = {
  'timeline.csv': {
    mediaType: 'text/csv; charset=utf-8; header=present',
    write: ({ read, csv }) => timelineCsv(read(), csv),
  },
  'timeline.parquet': {
    mediaType: 'application/vnd.apache.parquet',
    write: ({ read }) => timelineParquet(read()),
  },
  'log.xes': { mediaType: 'application/xml; charset=utf-8', write: ({ read }) => xesLog(read()) },
  'log.ocel.json': { mediaType: 'application/json; charset=utf-8', write: ({ read }) => ocelLog(read) },
  'events.cloudevents.ndjson': {
    mediaType: 'application/x-ndjson; charset=utf-8',
    write: ({ read, source }) => cloudEventsLog(read(), source),
  },
} as const satisfies Record<string, ExportFormat>;

export type ExportName = keyof typeof EXPORT_FORMATS;

export const EXPORT_NAMES = Object.keys(EXPORT_FORMATS) as readonly ExportName[];
