import { readFile } from 'node:fs/promises';
import {
  csvMapping,
  CsvMappingError,
  openLog,
  readCloudEvents,
  readCsv,
  readOcel,
  readXes,
  type CsvMapping,
  type LogItem,
  type OpenLog,
} from '@ledger/exchange';
import { usageFailure } from '../failures';

/** Formats of event logs; `commands` is the ledger's own. */
export const LOG_FORMATS = ['xes', 'csv', 'cloudevents', 'ocel'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

const ENDINGS: readonly (readonly [RegExp, LogFormat])[] = [
  [/\.xes$/, 'xes'],
  [/\.csv$/, 'csv'],
  [/\.cloudevents\.(ndjson|jsonl)$/, 'cloudevents'],
  [/\.(ocel\.json|jsonocel|json)$/, 'ocel'],
];

/** Format that a file's name says, compressed or not; undefined for any other name: a file of commands. */
export function formatOf(path: string): LogFormat | undefined {
  const name = path.toLowerCase().replace(/\.(gz|zip)$/, '');
  return ENDINGS.find(([ending]) => ending.test(name))?.[1];
}

/** Reads the file that says which columns of a CSV log mean what. */
export async function readMapping(path: string | undefined): Promise<CsvMapping> {
  if (path === undefined) {
    throw usageFailure('A CSV log needs --mapping <file>, which says which columns hold case, state and time.');
  }
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`${path} cannot be read (${cause.code ?? cause.message}).`, cause);
  });
  try {
    return csvMapping(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof CsvMappingError) throw usageFailure(`${path}: ${cause.message}`, cause);
    throw usageFailure(`${path} is no JSON; a mapping is a JSON object of column names.`, cause);
  }
}

/** Opens a log; one that is not there is said so in a sentence. */
export async function openLogFile(path: string): Promise<OpenLog> {
  try {
    return await openLog(path);
  } catch (cause) {
    throw usageFailure(`${path} cannot be read (${cause instanceof Error ? cause.message : String(cause)}).`, cause);
  }
}

/** What a log says, item by item, whatever its format. */
export function logItems(log: OpenLog, format: LogFormat, mapping: CsvMapping | undefined): AsyncGenerator<LogItem> {
  switch (format) {
    case 'xes':
      return readXes(log.chunks);
    case 'cloudevents':
      return readCloudEvents(log.chunks);
    case 'ocel':
      return readOcel(log.chunks);
    case 'csv':
      if (mapping === undefined) throw new TypeError('A CSV log is read by a mapping.');
      return readCsv(log.chunks, mapping);
  }
}
