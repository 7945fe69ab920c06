import type { PolicyViolationSearch } from '@ledger/client';
import type { Command } from 'commander';
import { instantArgument, positiveNumber } from '../input/arguments';
import { nextPage } from '../output/palette';
import { policyViolationsText } from '../output/policy-violation-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ViolationOptions extends Pick<
  PolicyViolationSearch,
  'policy' | 'from' | 'to' | 'limit' | 'cursor' | 'atLeast'
> {
  readonly definition?: string;
  readonly session?: string;
  readonly customer?: string;
}

export function addPoliciesCommand(program: Command, terminal: Terminal): void {
  const policies = program
    .command('policies')
    .summary('list the policies that live journeys broke')
    .description('Shows what the watch over live journeys has recorded. For imported history there is journey audit.');
  policies
    .command('violations')
    .summary('list violations, the newest first')
    .description('Lists the recorded violations of policies from the read model, the newest first.')
    .option('-d, --definition <id>', 'only of journeys of this definition')
    .option('--policy <name>', 'only of policies with this name')
    .option('--session <sessionId>', 'only of this journey')
    .option('--customer <id>', 'only of journeys of this customer')
    .option('--from <instant>', 'only what was broken at or after this instant', instantArgument)
    .option('--to <instant>', 'only what was broken before this instant', instantArgument)
    .option('--limit <number>', 'maximum number to list (default: 50)', positiveNumber)
    .option('--cursor <cursor>', 'next page, as the page before printed it')
    .option('--at-least <position>', 'wait until the read model has reached this position')
    .addHelpText(
      'after',
      `
Examples:
  $ journey policies violations
  $ journey policies violations -d CardClaim --policy identified --from 2026-11-01 --json`,
    )
    .action(async (_: ViolationOptions, command: Command) => {
      const session = sessionOf<ViolationOptions>(command, terminal);
      const { options, palette, width } = session;
      const { definition: definitionId, session: sessionId, customer: customerId } = options;
      const { policy, from, to, limit, cursor, atLeast } = options;
      const search = { definitionId, policy, sessionId, customerId, from, to, limit, cursor, atLeast };
      const page = await (await session.client()).policies.violations(search);
      session.print(page, () =>
        nextPage(policyViolationsText(page.violations, palette, width, terminal.now()), page, palette),
      );
    });
}
