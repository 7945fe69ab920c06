import type { JourneyRow, JourneySearch } from '@ledger/client';
import { Option, type Command } from 'commander';
import { positiveNumber } from '../input/arguments';
import { table } from '../output/table';
import { relativeInstant } from '../output/times';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';
import { addJourneyFilter, journeyFilter, type JourneyFilterOptions } from './journey-filter';

type SearchOptions = JourneyFilterOptions & Pick<JourneySearch, 'sort' | 'cursor' | 'limit' | 'atLeast'>;

const SORTS = ['startedAt', 'enteredAt', 'lastUpdatedAt', 'deadline', 'sessionId'];

export function addSearchCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('search')
    .alias('list')
    .summary('list journeys that match')
    .description('Lists journeys from the read model, the newest first.');
  addJourneyFilter(command)
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
      const { palette, width, options } = session;
      const { sort, limit, cursor, atLeast } = options;
      const page = await session.client().search({ ...journeyFilter(options), sort, limit, cursor, atLeast });
      session.print(page, () => {
        if (page.journeys.length === 0) return 'No journey matches.';
        const text = table<JourneyRow>(
          page.journeys,
          [
            { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
            { title: 'definition', value: (row) => `${row.definitionId} ${row.definitionVersion}`, shrinks: true },
            { title: 'state', value: ({ stateId }) => stateId, shrinks: true },
            { title: 'status', value: (row) => (row.overdue ? `${row.status} overdue` : row.status) },
            { title: 'entered', value: ({ enteredAt }) => relativeInstant(enteredAt, terminal.now()) },
            { title: 'customer', value: ({ customerId: customer }) => customer ?? '', shrinks: true },
            { title: 'channel', value: (row) => row.channel ?? '' },
          ],
          { width, header: palette.dim },
        );
        return page.nextCursor === undefined
          ? text
          : `${text}\n${palette.dim(`next page: --cursor ${page.nextCursor}`)}`;
      });
    });
}
