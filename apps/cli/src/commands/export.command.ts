import type { ExportFilter, ExportName, JourneyStatus } from '@ledger/client';
import type { CsvFormulas } from '@ledger/exchange';
import { Argument, Option, type Command } from 'commander';
import { once } from 'node:events';
import { wholeFile } from '../export/whole-file';
import { instantArgument, positiveNumber } from '../input/arguments';
import { allChoices } from '../input/choices';
import { silentProgress, progressOn } from '../output/progress';
import { sessionOf } from '../session';
import type { Screen, Terminal } from '../terminal';
import { statusOption } from './journey-filter';

const FORMATS = allChoices<ExportName>({
  'timeline.csv': true,
  'timeline.parquet': true,
  'log.xes': true,
  'log.ocel.json': true,
  'events.cloudevents.ndjson': true,
});
const FORMULAS = allChoices<CsvFormulas>({ defused: true, raw: true });

interface ExportOptions {
  readonly out?: string;
  readonly definition?: string;
  readonly definitionVersion?: number;
  readonly channel?: string;
  readonly from?: string;
  readonly to?: string;
  readonly state?: string;
  readonly status?: JourneyStatus;
  readonly customer?: string;
  readonly sessionId?: string;
  readonly atLeast?: string;
  readonly bom?: boolean;
  readonly formulas?: CsvFormulas;
}

export function addExportCommand(program: Command, terminal: Terminal): void {
  program
    .command('export')
    .summary('write journeys as CSV, Parquet, XES, OCEL or CloudEvents')
    .description(
      'Writes the journeys that the filters take, whole, to a file or to the output. A file appears under its name when' +
        ' it is complete, and not before.',
    )
    .addArgument(new Argument('<format>', 'what to write').choices(FORMATS))
    .option('-o, --out <file>', 'file to write. Default: the output')
    .option('-d, --definition <id>', 'journeys of this definition')
    .option('--definition-version <number>', 'of this version', positiveNumber)
    .option('--channel <name>', 'on this channel')
    .option('--from <instant>', 'started at or after this instant', instantArgument)
    .option('--to <instant>', 'started before this instant', instantArgument)
    .option('--state <state>', 'in this state')
    .addOption(statusOption())
    .option('--customer <id>', 'of this customer')
    .option('--session-id <id>', 'this one journey')
    .option('--at-least <position>', 'wait until this position is in')
    .option('--bom', 'of timeline.csv: begin with a byte order mark, by which Excel recognises UTF-8')
    .addOption(
      new Option('--formulas <how>', 'of timeline.csv: what becomes of texts that a spreadsheet would run').choices(
        FORMULAS,
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ journey export timeline.csv --out timeline.csv --definition CustomerJourneyState
  $ journey export log.xes --status COMPLETED --from 2026-11-01 | gzip > november.xes.gz`,
    )
    .action(async (format: ExportName, _: ExportOptions, command: Command) => {
      const session = sessionOf<ExportOptions>(command, terminal);
      const { options } = session;
      const progress = options.quiet === true ? silentProgress : progressOn(terminal.err, 'export', undefined);
      let bytes = 0;
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of (await session.client()).export(format, filterOf(options))) {
          bytes += chunk.length;
          // In KiB, which gives a plain line for each 10 MB.
          progress.update(Math.floor(bytes / 1024), `${format}, ${megabytes(bytes)}`);
          yield chunk;
        }
      }
      try {
        if (options.out === undefined) await writeTo(terminal.out, counted());
        else await wholeFile(options.out, counted());
      } finally {
        progress.stop();
      }
      if (options.out !== undefined && options.quiet !== true) {
        terminal.err.write(`export: ${options.out}, ${megabytes(bytes)}\n`);
      }
    });
}

function filterOf(options: ExportOptions): ExportFilter {
  const { definition, definitionVersion, customer, ...others } = options;
  const { channel, from, to, state, status, sessionId, atLeast, bom, formulas } = others;
  const journeys = { channel, from, to, state, status, sessionId, atLeast };
  return { ...journeys, definitionId: definition, version: definitionVersion, customerId: customer, bom, formulas };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** As fast as the reader of the output takes it. */
async function writeTo(out: Screen, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) if (!out.write(chunk)) await once(out, 'drain');
}
