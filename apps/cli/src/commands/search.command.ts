import type { JourneySearch } from '@ledger/client';
import { Option, type Command } from 'commander';
import { instantArgument, positiveNumber } from '../input/arguments';
import { pageText } from '../output/journey-page-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';
import { addJourneyFilter, journeyFilter, type JourneyFilterOptions } from './journey-filter';

/** What a search takes beside the filter that commands over many journeys have, too. */
const OWN = [
  'alias',
  'refusalCode',
  'refusedAfter',
  'startedFrom',
  'startedBefore',
  'outcome',
  'path',
  'reached',
  'sort',
  'cursor',
  'limit',
  'atLeast',
] as const satisfies readonly (keyof JourneySearch)[];

type SearchOptions = JourneyFilterOptions & Pick<JourneySearch, (typeof OWN)[number]>;

const SORTS = ['startedAt', 'enteredAt', 'lastUpdatedAt', 'deadline', 'sessionId'];

export function addSearchCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('search')
    .alias('list')
    .summary('list journeys that match')
    .description('Lists journeys from the read model, the newest first.');
  addJourneyFilter(command)
    .option('--alias <platform:id>', 'only journeys that have this alias')
    .option('--refusal-code <code>', 'only journeys of which a command was refused with this code')
    .option('--refused-after <time>', 'only journeys of which a command was refused after this time', instantArgument)
    .option('--started-from <time>', 'only journeys that started at or after this time', instantArgument)
    .option('--started-before <time>', 'only journeys that started before this time', instantArgument)
    .option('--outcome <outcome>', 'only journeys with this outcome, as analytics count them')
    .option('--path <states>', 'only journeys that went through exactly these states, separated by commas')
    .option('--reached <states>', 'only journeys that reached these states in this order, separated by commas')
    .addOption(
      new Option('--sort <field>', 'order; a dash before the field reverses it').choices(
        SORTS.flatMap((field) => [field, `-${field}`]),
      ),
    )
    .option('--limit <number>', 'maximum number to list (default: 50)', positiveNumber)
    .option('--cursor <cursor>', 'next page, as the page before printed it')
    .option('--at-least <position>', 'wait until the read model has reached this position')
    .addHelpText(
      'after',
      `
Examples:
  $ journey search --status ACTIVE --overdue
  $ journey search --refusal-code GUARD_FAILED --refused-after 2026-11-22T21:00:00Z
  $ journey list -d CustomerJourneyState --state PAYMENT_COLLECTOR --json`,
    )
    .action(async (_: SearchOptions, actual: Command) => {
      const session = sessionOf<SearchOptions>(actual, terminal);
      const { options } = session;
      const own = Object.fromEntries(OWN.map((name) => [name, options[name]]));
      const page = await (await session.client()).search({ ...journeyFilter(options), ...own });
      session.print(page, () => pageText(page, 'No journey matches.', session, terminal.now()));
    });
}
