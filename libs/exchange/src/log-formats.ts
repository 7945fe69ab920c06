import { stat } from 'node:fs/promises';
import { readCloudEvents } from './cloudevents/cloudevents-reader';
import { csvMapping } from './csv/csv-mapping';
import { readCsv } from './csv/csv-reader';
import { openLog, type OpenLog } from './input/log-file';
import type { LogItem } from './log-event';
import { ocelCases, type OcelCases } from './ocel/ocel-objects';
import { readOcel } from './ocel/ocel-reader';
import { defaultLifecycle, lifecyclesOf, withLifecycle, type LifecycleChoice } from './order/lifecycle';
import { xesMapping } from './xes/xes-mapping';
import { readXes } from './xes/xes-reader';

export const LOG_FORMATS = ['xes', 'csv', 'cloudevents', 'ocel'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

const ENDINGS: readonly (readonly [RegExp, LogFormat])[] = [
  [/\.xes$/, 'xes'],
  [/\.(csv|tsv)$/, 'csv'],
  [/\.cloudevents\.(ndjson|jsonl)$/, 'cloudevents'],
  [/\.(ocel\.json|jsonocel|json)$/, 'ocel'],
];

/** Format that a file's name says, compressed or not; undefined for any other name. */
export function logFormatOf(path: string): LogFormat | undefined {
  const name = path.toLowerCase().replace(/\.(gz|zip)$/, '');
  return ENDINGS.find(([ending]) => ending.test(name))?.[1];
}

/** How a log is to be read, as far as its format has such a choice. */
export interface LogReadingOptions {
  readonly format: LogFormat;
  /** Parsed JSON of a mapping: needed for CSV, possible for XES. */
  readonly mapping?: unknown;
  /** Of an OCEL log of another system: type of the objects that are cases. */
  readonly caseType?: string;
  /** Of an XES log. Default: `defaultLifecycle`. */
  readonly lifecycle?: LifecycleChoice;
}

/** A log that can be read as often as needed; what has to be known of the whole file beforehand was read once. */
export interface LogReader {
  /** Of the file as it lies on disk. */
  readonly bytes: number;
  /** Of the reading that was begun last. */
  readBytes(): number;
  items(): AsyncGenerator<LogItem>;
}

export async function logReader(path: string, options: LogReadingOptions): Promise<LogReader> {
  const { size } = await stat(path);
  let current: OpenLog | undefined;
  const chunks = async (): Promise<AsyncIterable<Uint8Array>> => (current = await openLog(path)).chunks;
  const { format } = options;
  const read = await READERS[format](chunks, options);
  return {
    bytes: size,
    readBytes: () => current?.readBytes() ?? 0,
    items: async function* () {
      yield* read(await chunks());
    },
  };
}

type Read = (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<LogItem>;
type Chunks = () => Promise<AsyncIterable<Uint8Array>>;

const READERS: Readonly<Record<LogFormat, (chunks: Chunks, options: LogReadingOptions) => Promise<Read>>> = {
  csv: async (_, { mapping }) => {
    const columns = csvMapping(mapping);
    return (chunks) => readCsv(chunks, columns);
  },
  cloudevents: async () => readCloudEvents,
  ocel: async (chunks, { caseType }) => {
    const cases: OcelCases = await ocelCases(await chunks(), caseType);
    return (log) => readOcel(log, cases);
  },
  xes: async (chunks, { mapping, lifecycle }) => {
    const keys = mapping === undefined ? {} : xesMapping(mapping);
    const choice = lifecycle ?? defaultLifecycle(await lifecyclesOf(readXes(await chunks(), keys)));
    return (log) => withLifecycle(readXes(log, keys), choice);
  },
};
