import { LedgerUnreachableError } from '@ledger/client';
import { CsvMappingError, LogUnreadableError, type LogRefusal } from '@ledger/exchange';
import { Option, type Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';
import { LOG_FORMATS } from '../exchange/log-format';
import { importFile, refusalReport, type ImportPlan } from '../import/import-file';
import { openImportSource, type SourceOptions } from '../import/import-source';
import { ImportTally, type ImportSummary } from '../import/import-summary';
import { positiveNumber } from '../input/arguments';
import { readDefinitionFile } from '../input/definition-file';
import type { Palette } from '../output/palette';
import { progressOn, silentProgress } from '../output/progress';
import { fields } from '../output/table';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ImportOptions extends SourceOptions {
  readonly definition?: string;
  readonly report?: string;
  readonly allowRefused?: boolean;
  readonly linesPerRequest: number;
  readonly live?: boolean;
  readonly quiet?: boolean;
}

/** `journey import`. */
export function addImportCommand(program: Command, terminal: Terminal): void {
  program
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
        " enters the definition's initial state is the case's start.",
    )
    .argument('<file>', 'commands or log; - reads commands that are piped in')
    .addOption(
      new Option('--format <format>', "what the file is; by its name's ending where absent").choices([
        ...LOG_FORMATS,
        'commands',
      ]),
    )
    .option('--mapping <file>', 'for CSV: JSON that says which columns hold caseId, activity, occurredAt, …')
    .option('--definition-id <id>', "for a log: definition that its cases run; --definition's where absent")
    .option('--initial <state>', "for a log: the initial state; the definition's where absent")
    .option('--prefix <text>', 'for a log: put before every session id')
    .option('--collapse-repeats', 'for a log: pass over events that enter the state that their case is in')
    .option('--escape-states', 'for a log: name states for activities that none may be named, as discover does')
    .option('--keep-session-ids', 'for a log: case keys are session ids as they are; so in CloudEvents and OCEL')
    .option('--no-context', "for a log: leave attributes out of the journey's context")
    .option('--definition <file>', 'publish this definition first')
    .option('--report <file>', 'write refused lines there, with the reason, as NDJSON')
    .option('--allow-refused', 'end with 0 although lines were refused')
    .option('--live', 'take the commands as happening now: occurredAt then decides nothing about deadlines')
    .option('--lines-per-request <number>', 'lines that travel together', positiveNumber, 1_000)
    .option('-q, --quiet', 'show no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ journey import commands.ndjson.gz --definition definition.json
  $ journey import history.ndjson --report refused.ndjson --allow-refused
  $ journey import helpdesk.xes.gz --definition discovered.json
  $ journey import incidents.csv.zip --mapping columns.json --definition-id Incident
  $ zcat monday.ndjson.gz tuesday.ndjson.gz | journey import -`,
    )
    .action(async (file: string, _: ImportOptions, command: Command) => {
      const session = sessionOf<ImportOptions>(command, terminal);
      const { options } = session;
      const client = session.client();
      const definition = options.definition === undefined ? undefined : await readDefinitionFile(options.definition);
      if (definition !== undefined) await client.definitions.publish(definition);
      const tally = new ImportTally();
      const refuse = async ({ place, code, reason, caseId }: LogRefusal): Promise<void> => {
        tally.addUnreadable(code);
        await report?.add({ line: place, outcome: 'UNREADABLE', code, reason, command: '', sessionId: caseId });
      };
      const source = await openImportSource({ path: file, options, definition, client, terminal, refuse });
      const report = options.report === undefined ? undefined : await refusalReport(options.report);
      const progress = options.quiet === true ? silentProgress : progressOn(terminal.err, 'import', source.totalBytes);
      const startedAt = terminal.now().getTime();
      const plan: ImportPlan = {
        client,
        source,
        linesPerRequest: options.linesPerRequest,
        mode: options.live === true ? 'live' : 'import',
        progress,
        report,
      };
      try {
        await importFile(plan, tally);
      } catch (error) {
        if (error instanceof LogUnreadableError || error instanceof CsvMappingError) {
          throw usageFailure(`${file}: ${error.message}`, error);
        }
        throw interrupted(error, tally);
      } finally {
        progress.stop();
        await report?.close();
      }
      const summary = tally.summary((terminal.now().getTime() - startedAt) / 1_000);
      session.print(summary, () => summaryText(summary, session.palette));
      if (summary.refused > 0 && options.allowRefused !== true) throw refusedFailure(summary, options.report);
    });
}

/** A ledger that went away in the middle is no loss: the same run goes on where this one ended. */
function interrupted(error: unknown, { lines }: ImportTally): unknown {
  if (!(error instanceof LedgerUnreachableError) || lines === 0) return error;
  const message = `${error.message} ${lines} commands were answered; run the same again to go on.`;
  return new CliFailure(EXIT.unreachable, message, { cause: error });
}

function summaryText(summary: ImportSummary, palette: Palette): string {
  const rate = summary.seconds > 0 ? ` (${Math.round(summary.lines / summary.seconds)}/s)` : '';
  const counts = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return fields(
    [
      ['commands', `${summary.lines} in ${summary.seconds.toFixed(1)} s${rate}`],
      ['outcomes', counts(summary.outcomes)],
      ['repeated', summary.repeated === 0 ? '' : `${summary.repeated} had been applied before and appended nothing`],
      [
        'refused',
        summary.refused === 0 ? palette.green('none') : palette.red(`${summary.refused}: ${counts(summary.codes)}`),
      ],
      ['position', summary.position ?? ''],
    ],
    palette.dim,
  );
}

function refusedFailure({ refused, lines }: ImportSummary, report: string | undefined): CliFailure {
  const where = report === undefined ? 'give --report <file> to see them' : `they stand in ${report}`;
  return new CliFailure(EXIT.refused, `${refused} of ${lines} lines were refused; ${where}.`);
}
