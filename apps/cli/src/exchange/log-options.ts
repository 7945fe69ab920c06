import { readFile } from 'node:fs/promises';
import {
  CsvMappingError,
  logFormatOf,
  logReader,
  LogUnreadableError,
  type LifecycleChoice,
  type LogFormat,
  type LogReader,
} from '@ledger/exchange';
import { Option, type Command } from 'commander';
import { usageFailure } from '../failures';
import { allChoices } from '../input/choices';

export const LOG_FORMATS = allChoices<LogFormat>({ xes: true, csv: true, cloudevents: true, ocel: true });
const LIFECYCLES = allChoices<LifecycleChoice>({ complete: true, start: true, both: true });

/** How a log is read: what `discover` and `import` have in common. */
export interface LogOptions {
  readonly format?: LogFormat | 'commands';
  readonly mapping?: string;
  readonly caseType?: string;
  readonly lifecycle?: LifecycleChoice;
  readonly sort?: boolean;
  readonly collapseRepeats?: boolean;
  readonly escapeStates?: boolean;
}

/** The formats that an option is for, where it is not for all. */
const ONLY_FOR: readonly (readonly [keyof LogOptions, string, readonly LogFormat[]])[] = [
  ['mapping', '--mapping', ['csv', 'xes']],
  ['caseType', '--case-type', ['ocel']],
  ['lifecycle', '--lifecycle', ['xes']],
];

export function addLogOptions(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(new Option('--format <format>', 'what the file is. Default: what its name ends with').choices(formats))
    .option('--mapping <file>', 'JSON that says which columns (CSV) or attributes (XES) hold caseId, activity, …')
    .option('--case-type <type>', 'for an OCEL log of another system: type of the objects that are cases')
    .addOption(
      new Option(
        '--lifecycle <transition>',
        'for XES: events that are visits. Default: complete, where the log has start and complete',
      ).choices(LIFECYCLES),
    )
    .option('--sort', 'put the events of a log in the order of their times (in memory)')
    .option('--collapse-repeats', 'pass over events that enter the state that their case is in')
    .option('--escape-states', 'name states for activities that no state may be named: -100 becomes _x002D_100');
}

/** Format of the log that a file is; undefined for a file of commands. */
export function logFormatIn(path: string, { format }: LogOptions): LogFormat | undefined {
  if (format === 'commands') return undefined;
  return format ?? (path === '-' ? undefined : logFormatOf(path));
}

/** Opens a log, of which only what its format needs may be asked. */
export async function openedLog(path: string, format: LogFormat, options: LogOptions): Promise<LogReader> {
  for (const [name, flag, formats] of ONLY_FOR) {
    if (options[name] !== undefined && !formats.includes(format)) {
      throw usageFailure(`${flag} is for ${formats.join(' and ')} logs; ${path} is read as ${format}.`);
    }
  }
  if (format === 'csv' && options.mapping === undefined) {
    throw usageFailure('A CSV log needs --mapping <file>, which says which columns hold case, state and time.');
  }
  const mapping = options.mapping === undefined ? undefined : await mappingIn(options.mapping);
  const { caseType, lifecycle } = options;
  try {
    return await logReader(path, { format, mapping, caseType, lifecycle });
  } catch (cause) {
    if (cause instanceof CsvMappingError) throw usageFailure(`${options.mapping ?? path}: ${cause.message}`, cause);
    if (cause instanceof LogUnreadableError) throw usageFailure(`${path}: ${cause.message}`, cause);
    const { code, message } = cause as NodeJS.ErrnoException;
    throw usageFailure(`Cannot read ${path} (${code ?? message}).`, cause);
  }
}

async function mappingIn(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`Cannot read ${path} (${cause.code ?? cause.message}).`, cause);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (cause) {
    throw usageFailure(`${path} is not JSON; a mapping is a JSON object of column names.`, cause);
  }
}

/** A failure of reading the log in the middle, with the file's name; any other failure as it is. */
export function logFailure(path: string, error: unknown): unknown {
  const isFileAtFault = error instanceof LogUnreadableError || error instanceof CsvMappingError;
  return isFileAtFault ? usageFailure(`${path}: ${error.message}`, error) : error;
}
