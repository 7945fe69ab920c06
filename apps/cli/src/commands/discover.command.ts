import { writeFile } from 'node:fs/promises';
import {
  CsvMappingError,
  DiscoveredLog,
  discoverDefinition,
  LogUnreadableError,
  withLawfulStates,
  type Discovery,
  type StateNaming,
} from '@ledger/exchange';
import { checkDefinition } from '@ledger/journey';
import { Option, type Command } from 'commander';
import { formatOf, LOG_FORMATS, logItems, openLogFile, readMapping, type LogFormat } from '../exchange/log-format';
import { usageFailure } from '../failures';
import { positiveNumber } from '../input/arguments';
import { discoveryText } from '../output/discovery-text';
import { progressOn, silentProgress } from '../output/progress';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface DiscoverOptions extends StateNaming {
  readonly id: string;
  readonly title?: string;
  readonly initial?: string;
  readonly threshold: number;
  readonly out?: string;
  readonly format?: LogFormat;
  readonly mapping?: string;
  readonly quiet?: boolean;
}

/** `journey discover`. */
export function addDiscoverCommand(program: Command, terminal: Terminal): void {
  program
    .command('discover')
    .summary('write the definition that an event log followed, without a server')
    .description(
      'Reads a log (XES, CSV, CloudEvents, OCEL; plain, .gz or .zip) and writes a definition of its states and of the' +
        ' transitions seen between them. Prints the edges with their counts, where a timeout could stand, and what the' +
        ' static check says.',
    )
    .argument('<log>', 'event log')
    .requiredOption('--id <id>', 'id of the definition')
    .option('--title <text>', 'title of the definition')
    .option('--initial <state>', "state before a case's first event, or the one in which all cases begin")
    .option('--threshold <number>', 'leave out edges seen less often', positiveNumber, 1)
    .option('--escape-states', 'name states for activities that none may be named: -100 becomes _x002D_100')
    .option('-o, --out <file>', 'write the definition there, JSON')
    .addOption(
      new Option('--format <format>', "what the file is; by its name's ending where absent").choices(LOG_FORMATS),
    )
    .option('--mapping <file>', 'for CSV: JSON that says which columns hold caseId, activity, occurredAt, …')
    .option('-q, --quiet', 'show no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ journey discover helpdesk.xes.gz --id Helpdesk --out helpdesk.json
  $ journey discover incidents.csv.zip --mapping columns.json --id Incident --threshold 10`,
    )
    .action(async (file: string, _: DiscoverOptions, command: Command) => {
      const session = sessionOf<DiscoverOptions>(command, terminal);
      const { options } = session;
      const format = options.format ?? formatOf(file);
      if (format === undefined)
        throw usageFailure(`${file} has no ending of a log: say --format ${LOG_FORMATS.join('|')}.`);
      const mapping = format === 'csv' ? await readMapping(options.mapping) : undefined;
      const log = await openLogFile(file);
      const progress = options.quiet === true ? silentProgress : progressOn(terminal.err, 'discover', log.bytes);
      const found = await discovered(logItems(log, format, mapping), options, (note) =>
        progress.update(log.readBytes(), note),
      ).catch((error: unknown) => {
        const isFileAtFault = error instanceof LogUnreadableError || error instanceof CsvMappingError;
        throw isFileAtFault ? usageFailure(`${file}: ${error.message}`, error) : error;
      });
      progress.stop();
      const { id, title, initial, threshold, out } = options;
      const discovery = discoverDefinition(found.log, { id, title, initial, threshold });
      if (out !== undefined) await written(out, discovery);
      const check = checkDefinition(discovery.document);
      session.print({ ...discovery, refused: found.refused, check }, () =>
        discoveryText({ discovery, refused: found.refused, check, out }, session.palette, session.width),
      );
    });
}

async function discovered(
  items: ReturnType<typeof logItems>,
  naming: StateNaming,
  tell: (note: string) => void,
): Promise<{ readonly log: DiscoveredLog; readonly refused: number }> {
  const log = new DiscoveredLog();
  let refused = 0;
  for await (const item of withLawfulStates(items, naming)) {
    if ('event' in item) log.add(item.event);
    else refused++;
    if ((log.events + refused) % 1_000 === 0) tell(`${log.events} events`);
  }
  if (log.events === 0)
    throw new LogUnreadableError(`None of its ${refused} events can be read, so there is no process to see.`);
  return { log, refused };
}

async function written(path: string, { document }: Discovery): Promise<void> {
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`).catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`${path} cannot be written (${cause.code ?? cause.message}).`, cause);
  });
}
