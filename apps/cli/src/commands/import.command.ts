import { LedgerUnreachableError } from '@ledger/client';
import type { Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { importFile, refusalReport, type ImportPlan } from '../import/import-file';
import { ImportTally, type ImportSummary } from '../import/import-summary';
import { positiveNumber } from '../input/arguments';
import { readDefinitionFile } from '../input/definition-file';
import { openLineSource } from '../input/line-source';
import type { Palette } from '../output/palette';
import { progressOn } from '../output/progress';
import { fields } from '../output/table';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ImportOptions {
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
    .summary('post a file of commands, plain or gzip')
    .description(
      'Posts command lines (NDJSON) in order. Each line is { "command": "start" | "transition" | "context" | "channel" |' +
        ' "deadline" | "restart", "sessionId": …, … }.\n\n' +
        'It may be interrupted and run again, and a second run appends nothing: what was applied is recognised by its' +
        ' commandId. A line without one gets one made of its number and of the content up to and with it, so the same' +
        ' file gives the same ids, also after lines were added at its end; a line changed or put in between gives every' +
        ' later line without a commandId a new one.',
    )
    .argument('<file>', 'NDJSON, plain or gzip; - reads what is piped in')
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
  $ zcat monday.ndjson.gz tuesday.ndjson.gz | journey import -`,
    )
    .action(async (file: string, _: ImportOptions, command: Command) => {
      const session = sessionOf<ImportOptions>(command, terminal);
      const { options } = session;
      const client = session.client();
      const source = await openLineSource(file, terminal.in);
      if (options.definition !== undefined) {
        await client.definitions.publish(await readDefinitionFile(options.definition));
      }
      const report = options.report === undefined ? undefined : await refusalReport(options.report);
      const progress =
        options.quiet === true
          ? { update: () => undefined, stop: () => undefined }
          : progressOn(terminal.err, 'import', source.totalBytes);
      const startedAt = terminal.now().getTime();
      const tally = new ImportTally();
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
