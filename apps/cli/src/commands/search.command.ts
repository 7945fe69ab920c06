import type { JourneyRow, JourneySearch } from '@ledger/client';
import { Option, type Command } from 'commander';
import { instantArgument, positiveNumber } from '../input/arguments';
import { table } from '../output/table';
import { relativeInstant } from '../output/times';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface SearchOptions extends Pick<
  JourneySearch,
  'state' | 'channel' | 'status' | 'overdue' | 'enteredBefore' | 'sort' | 'cursor' | 'limit' | 'atLeast'
> {
  readonly definition?: string;
  readonly customer?: string;
}

const SORTS = ['startedAt', 'enteredAt', 'lastUpdatedAt', 'deadline', 'sessionId'];

export function addSearchCommand(program: Command, terminal: Terminal): void {
  program
    .command('search')
    .alias('list')
    .summary('list journeys that match')
    .description('Lists journeys from the read model, the newest first.')
    .option('-d, --definition <id>', 'only journeys of this definition')
    .option('--state <state>', 'only journeys in this state')
    .option('--customer <id>', 'only journeys of this customer')
    .option('--channel <name>', 'only journeys on this channel')
    .addOption(
      new Option('--status <status>', 'only journeys with this status').choices(['ACTIVE', 'COMPLETED', 'TIMED_OUT']),
    )
    .option('--overdue', 'only journeys whose deadline has passed')
    .option('--entered-before <time>', 'only journeys that entered their state before this time', instantArgument)
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
    .action(async (_: SearchOptions, command: Command) => {
      const session = sessionOf<SearchOptions>(command, terminal);
      const { palette, width, options } = session;
      const { definition: definitionId, customer: customerId, state, channel, status, overdue } = options;
      const { enteredBefore, sort, limit, cursor, atLeast } = options;
      const page = await session.client().search({
        definitionId,
        customerId,
        state,
        channel,
        status,
        overdue,
        enteredBefore,
        sort,
        limit,
        cursor,
        atLeast,
      });
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
