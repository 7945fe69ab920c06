import { LedgerUnreachableError, type DefinitionDocument } from '@ledger/client';
import { CsvMappingError, isDisordered, LogUnreadableError, orderWarnings } from '@ledger/exchange';
import type { Command } from 'commander';
import {
  addLogOptions,
  LOG_FORMATS,
  logFailure,
  logFormatIn,
  openedLog,
  type LogOptions,
} from '../exchange/log-options';
import { refusalReport } from '../exchange/refusal-report';
import { warningsOf } from '../exchange/surveyed-log';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';
import { importCommands } from '../import/import-commands';
import type { ImportRun } from '../import/import-run';
import { ImportTally, type ImportSummary } from '../import/import-summary';
import { summaryText } from '../import/import-text';
import { importWholeLog, type CaseOptions } from '../import/log-import';
import { positiveNumber } from '../input/arguments';
import { readDefinitionFile } from '../input/definition-file';
import { openLineSource } from '../input/line-source';
import { progressOn, silentProgress, type Progress } from '../output/progress';
import { sessionOf, type Session } from '../session';
import type { Terminal } from '../terminal';

interface ImportOptions extends LogOptions, CaseOptions {
  readonly definition?: string;
  readonly report?: string;
  readonly allowRefused?: boolean;
  readonly linesPerRequest: number;
  readonly live?: boolean;
  readonly asHistory?: boolean;
}

export function addImportCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('import')
    .summary('post a file of commands, or an event log')
    .description(
      'Posts command lines (NDJSON) in order. Each line is { "command": "start" | "transition" | "context" | "channel" |' +
        ' "deadline" | "restart", "sessionId": …, … }.\n\n' +
        'It may be interrupted and run again, and a second run appends nothing: what was applied is recognised by its' +
        ' commandId. A line without one gets one made of its number and of the content up to and with it, so the same' +
        ' file gives the same ids, also after lines were added at its end; a line changed or put in between gives every' +
        ' later line without a commandId a new one.\n\n' +
        'An event log (XES, CSV, CloudEvents, OCEL; plain, .gz or .zip) becomes such commands: a start for each case and' +
        ' a transition for each event, at the times of the log and in the order in which it stands. A first event that' +
        " enters the definition's initial state is the case's start. The ids come from the events (case, state, time), so" +
        ' an event that stands in several files is imported once. A log is read through before anything is sent: what is' +
        ' damaged, or out of order, changes nothing.',
    )
    .argument('<file>', 'commands or log; - reads commands that are piped in');
  addLogOptions(command, [...LOG_FORMATS, 'commands'])
    .option('--definition-id <id>', "for a log: definition that its cases run. Default: that of --definition's file")
    .option('--initial <state>', "for a log: the initial state. Default: the definition's")
    .option('--prefix <text>', 'for a log: put before every session id')
    .option('--keep-session-ids', 'for a log: case keys are session ids already (default for CloudEvents and OCEL)')
    .option('--no-context', "for a log: leave attributes out of the journey's context")
    .option('--allow-disorder', 'import also what goes back in time, or lies in an hour of doubt')
    .option('--definition <file>', 'publish this definition first')
    .option('--report <file>', 'write refused lines there, with the reason, as NDJSON')
    .option('--allow-refused', 'end with 0 although lines were refused')
    .option('--as-history', 'leave what is still open without a live deadline (default for logs)')
    .option('--no-as-history', 'let the timeouts of what is still open elapse now')
    .option('--live', 'take the commands as happening now: occurredAt then decides nothing about deadlines')
    .option('--lines-per-request <number>', 'lines that travel together', positiveNumber, 1_000)
    .addHelpText(
      'after',
      `
Examples:
  $ journey import commands.ndjson.gz --definition definition.json
  $ journey import history.ndjson --report refused.ndjson --allow-refused
  $ journey import helpdesk.xes.gz --definition discovered.json
  $ journey import incidents.csv.zip --mapping columns.json --definition-id Incident --sort
  $ zcat monday.ndjson.gz tuesday.ndjson.gz | journey import -`,
    )
    .action(async (file: string, _: ImportOptions, actual: Command) => {
      await runImport(file, sessionOf<ImportOptions>(actual, terminal));
    });
}

/** Options that mean something for a log alone. */
const FOR_LOGS: readonly (readonly [keyof ImportOptions, string])[] = [
  ['mapping', '--mapping'],
  ['caseType', '--case-type'],
  ['lifecycle', '--lifecycle'],
  ['sort', '--sort'],
  ['collapseRepeats', '--collapse-repeats'],
  ['escapeStates', '--escape-states'],
  ['definitionId', '--definition-id'],
  ['initial', '--initial'],
  ['prefix', '--prefix'],
  ['keepSessionIds', '--keep-session-ids'],
];

async function runImport(file: string, session: Session<ImportOptions>): Promise<void> {
  const { options, terminal } = session;
  const format = logFormatIn(file, options);
  if (format === undefined) refuseLogOptions(file, options);
  else if (file === '-') throw usageFailure('Only commands are read from a pipe; name the log as a file.');
  const client = await session.client();
  const reader = format === undefined ? undefined : await openedLog(file, format, options);
  const source = reader === undefined ? await openLineSource(file, terminal.in) : undefined;
  const definition = await published(session);
  const report = await refusalReport(options.report);
  const progress = progressOf(session, reader?.bytes ?? source?.totalBytes);
  const startedAt = terminal.now().getTime();
  const tally = new ImportTally();
  const terms = termsOf(options, reader !== undefined);
  const run: ImportRun = { client, linesPerRequest: options.linesPerRequest, ...terms, progress, report, tally };
  const warnings: string[] = [];
  const warn = (sentences: readonly string[]): void => {
    warnings.push(...sentences);
    for (const sentence of sentences) terminal.err.write(`import: ${sentence}\n`);
  };
  let disorder: Disorder | undefined;
  try {
    if (reader !== undefined && format !== undefined) {
      const log = {
        reader,
        format,
        options,
        definition,
        warn: (found: Parameters<typeof warningsOf>[0]) => warn(warningsOf(found)),
      };
      const { sent } = await importWholeLog(run, log);
      if (!sent) disorder = 'nothing sent';
    } else if (source !== undefined) {
      const order = await importCommands(run, source);
      warn(orderWarnings(order));
      if (isDisordered(order) && options.allowDisorder !== true) disorder = 'sent';
    }
  } catch (error) {
    throw interrupted(file, error, tally);
  } finally {
    progress.stop();
    await report.close();
  }
  const summary = tally.summary((terminal.now().getTime() - startedAt) / 1_000, warnings);
  session.print(summary, () => summaryText(summary, session.palette));
  const unanswered = summary.codes['UNAVAILABLE'] ?? 0;
  if (unanswered > 0) throw unansweredFailure(unanswered, summary);
  if (disorder !== undefined) throw disorderFailure(disorder, options.report);
  if (summary.refused > 0 && options.allowRefused !== true) throw refusedFailure(summary, options.report);
}

function refuseLogOptions(file: string, options: ImportOptions): void {
  const flag =
    FOR_LOGS.find(([name]) => options[name] !== undefined)?.[1] ?? (options.context ? undefined : '--no-context');
  if (flag === undefined) return;
  throw usageFailure(
    `${flag} is for event logs, and ${file} is read as commands; say --format ${LOG_FORMATS.join('|')}.`,
  );
}

/** A log tells of the past, and nothing is put between what the ledger has; commands do as they are told. */
function termsOf(options: ImportOptions, isLog: boolean): Pick<ImportRun, 'mode' | 'disorder'> {
  if (options.live === true && options.asHistory === true) {
    throw usageFailure('--live takes the commands as happening now, --as-history as the past; give one of them.');
  }
  const isHistory = options.live !== true && (options.asHistory ?? isLog);
  const mode = options.live === true ? 'live' : isHistory ? 'history' : 'import';
  if (options.allowDisorder === true) return { mode, disorder: 'allow' };
  return { mode, disorder: isLog ? 'refuse' : undefined };
}

async function published(session: Session<ImportOptions>): Promise<DefinitionDocument | undefined> {
  const path = session.options.definition;
  if (path === undefined) return undefined;
  const definition = await readDefinitionFile(path);
  await (await session.client()).definitions.publish(definition);
  return definition;
}

function progressOf({ options, terminal }: Session<ImportOptions>, total: number | undefined): Progress {
  return options.quiet === true ? silentProgress : progressOn(terminal.err, 'import', total);
}

/** Nothing is lost where a ledger or a file ends in the middle: the same run continues where this one ended. */
function interrupted(file: string, error: unknown, { lines }: ImportTally): unknown {
  const isFileAtFault = error instanceof LogUnreadableError || error instanceof CsvMappingError;
  if (isFileAtFault) {
    const before =
      lines === 0
        ? 'Nothing was imported.'
        : `${lines} commands before it were answered; import the whole file again: what was applied is not applied twice.`;
    return usageFailure(`${file}: ${error.message} ${before}`, error);
  }
  if (!(error instanceof LedgerUnreachableError) || lines === 0) return logFailure(file, error);
  const message = `${error.message} ${lines} commands were answered; run the same again to continue.`;
  return new CliFailure(EXIT.unreachable, message, { cause: error });
}

type Disorder = 'nothing sent' | 'sent';

function disorderFailure(disorder: Disorder, report: string | undefined): CliFailure {
  const where = report === undefined ? 'give --report <file> to see the rows' : `the rows stand in ${report}`;
  return new CliFailure(
    EXIT.refused,
    disorder === 'sent'
      ? 'The commands were sent, but their times go back: see the warning; --allow-disorder ends with 0.'
      : `Nothing was imported, since the log is out of order (${where}); --sort orders it by time, --allow-disorder imports it as it stands.`,
  );
}

/** Not refused but never decided, so that `--allow-refused` does not hide it. */
function unansweredFailure(unanswered: number, { lines }: ImportSummary): CliFailure {
  const message = `The ledger did not answer ${unanswered} of ${lines} lines in time; run the same again to continue.`;
  return new CliFailure(EXIT.unreachable, message);
}

function refusedFailure({ refused, lines }: ImportSummary, report: string | undefined): CliFailure {
  const where = report === undefined ? 'give --report <file> to see them' : `they stand in ${report}`;
  return new CliFailure(EXIT.refused, `${refused} of ${lines} lines were refused; ${where}.`);
}
