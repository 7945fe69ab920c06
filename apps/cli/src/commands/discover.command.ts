import { writeFile } from 'node:fs/promises';
import {
  DiscoveredLog,
  discoverDefinition,
  LogUnreadableError,
  sortedEvents,
  withoutRepeats,
  withValidStateIds,
  type Discovery,
  type LogItem,
  type LogReader,
  type SurveyedLog,
} from '@ledger/exchange';
import { checkDefinition } from '@ledger/journey';
import type { Command } from 'commander';
import {
  addLogOptions,
  LOG_FORMATS,
  logFailure,
  logFormatIn,
  openedLog,
  type LogOptions,
} from '../exchange/log-options';
import { refusalReport, type RefusalReport } from '../exchange/refusal-report';
import { surveyed, warningsOf } from '../exchange/surveyed-log';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';
import { positiveNumber } from '../input/arguments';
import { discoveryText } from '../output/discovery-text';
import { progressOn, silentProgress, type Progress } from '../output/progress';
import { sessionOf, type Session } from '../session';
import type { Terminal } from '../terminal';

interface DiscoverOptions extends LogOptions {
  readonly id: string;
  readonly title?: string;
  readonly initial?: string;
  readonly threshold: number;
  readonly final?: readonly string[];
  readonly out?: string;
  readonly report?: string;
  readonly allowRefused?: boolean;
}

export function addDiscoverCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('discover')
    .summary('write the definition that an event log followed, without a server')
    .description(
      'Reads a log (XES, CSV, CloudEvents, OCEL; plain, .gz or .zip) and writes a definition of its states and of the' +
        ' transitions seen between them. Prints the edges with their counts, where cases end, where a timeout could stand,' +
        ' why events could not be read, and what the static check says. Ends with 1 where events could not be read.',
    )
    .argument('<log>', 'event log')
    .requiredOption('--id <id>', 'id of the definition')
    .option('--title <text>', 'title of the definition')
    .option('--initial <state>', "state before a case's first event, or the one in which all cases begin")
    .option('--final <state...>', 'states that end a case. Default: those that nothing leaves')
    .option('--threshold <number>', 'leave out edges seen less often', positiveNumber, 1);
  addLogOptions(command, LOG_FORMATS)
    .option('-o, --out <file>', 'write the definition there, JSON')
    .option('--report <file>', 'write what could not be read there, with the reason, as NDJSON')
    .option('--allow-refused', 'end with 0 although events could not be read')
    .addHelpText(
      'after',
      `
Examples:
  $ journey discover helpdesk.xes.gz --id Helpdesk --out helpdesk.json
  $ journey discover incidents.csv.zip --mapping columns.json --id Incident --threshold 10 --final Closed`,
    )
    .action(async (file: string, _: DiscoverOptions, actual: Command) => {
      await runDiscover(file, sessionOf<DiscoverOptions>(actual, terminal));
    });
}

async function runDiscover(file: string, session: Session<DiscoverOptions>): Promise<void> {
  const { options, terminal } = session;
  const format = logFormatIn(file, options);
  if (format === undefined) {
    throw usageFailure(`Unknown log format: ${file}; say --format ${LOG_FORMATS.join('|')}.`);
  }
  const reader = await openedLog(file, format, options);
  const report = await refusalReport(options.report);
  const progress = options.quiet === true ? silentProgress : progressOn(terminal.err, 'discover', reader.bytes);
  let found: DiscoveredFile;
  try {
    found = await discovered(reader, options, report, progress);
  } catch (error) {
    throw logFailure(file, error);
  } finally {
    progress.stop();
    await report.close();
  }
  const { log, survey } = found;
  const { id, title, initial, threshold, final, out } = options;
  const discovery = discoverDefinition(log, { id, title, initial, threshold, final: knownStates(final, log) });
  const check = checkDefinition(discovery.document);
  if (out !== undefined) await written(out, discovery);
  const warnings = warningsOf(survey);
  const refusals = Object.entries(survey.refusals).map(([code, { count, first }]) => ({ code, count, first }));
  session.print({ ...discovery, refused: survey.refused, refusals, warnings, check }, () =>
    discoveryText({ discovery, survey, warnings, check, out }, session.palette, session.width),
  );
  if (check.errors.length > 0) throw new CliFailure(EXIT.refused, 'The definition cannot be published as it is.');
  if (survey.refused > 0 && options.allowRefused !== true) {
    throw new CliFailure(
      EXIT.refused,
      `Events that could not be read: ${survey.refused}; --allow-refused ends with 0.`,
    );
  }
}

/** A final state that the log does not have is a mistake in the command. */
function knownStates(final: readonly string[] | undefined, log: DiscoveredLog): readonly string[] | undefined {
  const unknown = final?.find((state) => !log.states.has(state));
  if (unknown === undefined) return final;
  throw usageFailure(
    `The log has no state ${JSON.stringify(unknown)} for --final; it has ${[...log.states.keys()].join(', ')}.`,
  );
}

interface DiscoveredFile {
  readonly log: DiscoveredLog;
  readonly survey: SurveyedLog;
}

async function discovered(
  reader: LogReader,
  options: DiscoverOptions,
  report: RefusalReport,
  progress: Progress,
): Promise<DiscoveredFile> {
  const log = new DiscoveredLog();
  const tell = (events: number): void => progress.update(reader.readBytes(), `${events} events`);
  let items: AsyncIterable<LogItem> = reader.items();
  let isNewestFirst = false;
  if (options.sort === true) {
    ({ isNewestFirst } = (await surveyed(reader.items(), { progress: tell })).order);
    items = sortedEvents(items, isNewestFirst);
  }
  const named = withValidStateIds(items, { escapeStates: options.escapeStates });
  const survey = await surveyed(options.collapseRepeats === true ? withoutRepeats(named) : named, {
    item: async (item) => {
      if ('event' in item) log.add(item.event);
      else if ('refusal' in item) await report.addUnread(item.refusal);
    },
    progress: tell,
  });
  if (log.events === 0) throw new LogUnreadableError(nothingRead(survey));
  return { log, survey };
}

function nothingRead({ refused, refusals }: SurveyedLog): string {
  const [first] = Object.values(refusals);
  const why = first === undefined ? '' : ` The first: ${first.first.reason}`;
  return `No event of the log can be read (of ${refused}), so there is no process to see.${why}`;
}

async function written(path: string, { document }: Discovery): Promise<void> {
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`).catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`Cannot write ${path} (${cause.code ?? cause.message}).`, cause);
  });
}
