import type { CustomerJourneys } from '@ledger/client';
import type { Command } from 'commander';
import { positiveNumber } from '../input/arguments';
import { pageText } from '../output/journey-page-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';
import { statusOption } from './journey-filter';

export function addCustomerCommand(program: Command, terminal: Terminal): void {
  program
    .command('customer')
    .summary('list a customer’s journeys of all definitions')
    .description('Lists the journeys of a customer from the read model, the newest first.')
    .argument('<customerId>', 'customer id, as the journeys were started with it')
    .addOption(statusOption())
    .option('--limit <number>', 'maximum number to list (default: 50)', positiveNumber)
    .option('--cursor <cursor>', 'next page, as the page before printed it')
    .option('--at-least <position>', 'wait until the read model has reached this position')
    .addHelpText('after', '\nExamples:\n  $ journey customer customer-93 --status ACTIVE')
    .action(async (customerId: string, _: CustomerJourneys, command: Command) => {
      const session = sessionOf<CustomerJourneys>(command, terminal);
      const { status, limit, cursor, atLeast } = session.options;
      const page = await (await session.client()).customerJourneys(customerId, { status, limit, cursor, atLeast });
      session.print(page, () => pageText(page, 'The customer has no journeys.', session, terminal.now()));
    });
}
