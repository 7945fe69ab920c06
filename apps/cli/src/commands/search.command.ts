import type { JourneySearch } from '@ledger/client';
import { Option, type Command } from 'commander';
import { positiveNumber } from '../input/arguments';
import { pageText } from '../output/journey-page-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';
import { addJourneyFilter, journeyFilter, type JourneyFilterOptions } from './journey-filter';

type SearchOptions = JourneyFilterOptions & Pick<JourneySearch, 'alias' | 'sort' | 'cursor' | 'limit' | 'atLeast'>;

const SORTS = ['startedAt', 'enteredAt', 'lastUpdatedAt', 'deadline', 'sessionId'];

export function addSearchCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('search')
    .alias('list')
    .summary('list journeys that match')
    .description('Lists journeys from the read model, the newest first.');
  addJourneyFilter(command)
    .option('--alias <platform:id>', 'only journeys that have this alias')
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
  $ journey list -d CustomerJourneyState --state PAYMENT_COLLECTOR --json`,
    )
    .action(async (_: SearchOptions, actual: Command) => {
      const session = sessionOf<SearchOptions>(actual, terminal);
      const { alias, sort, limit, cursor, atLeast } = session.options;
      const filter = journeyFilter(session.options);
      const page = await session.client().search({ ...filter, alias, sort, limit, cursor, atLeast });
      session.print(page, () => pageText(page, 'No journey matches.', session, terminal.now()));
    });
}
