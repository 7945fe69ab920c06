import type { StuckKind } from '@ledger/client';
import { Option, type Command } from 'commander';
import { factorArgument, positiveNumber } from '../input/arguments';
import { stuckText } from '../output/operation-text';
import { withMore } from '../output/palette';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface StuckOptions {
  readonly reason?: StuckKind;
  readonly slowerThan?: number;
  readonly definition?: string;
  readonly state?: string;
  readonly channel?: string;
  readonly limit?: number;
}

export function addStuckCommand(program: Command, terminal: Terminal): void {
  program
    .command('stuck')
    .summary('find journeys that are stuck, and why')
    .description(
      'Lists journeys that are overdue (the deadline has passed and nothing is recorded), slow (longer in their state than' +
        ' so many times its median), or orphaned (in a state that the newest version of their definition lacks). The' +
        ' longest wait comes first.',
    )
    .addOption(
      new Option('--reason <reason>', 'only journeys that are stuck in this way').choices([
        'overdue',
        'slow',
        'orphaned',
      ]),
    )
    .option('--slower-than <times>', 'times the median dwell time that count as slow (default: 3)', factorArgument)
    .option('-d, --definition <id>', 'only journeys of this definition')
    .option('--state <state>', 'only journeys in this state')
    .option('--channel <name>', 'only journeys on this channel')
    .option('--limit <number>', 'maximum number to list (default: 50)', positiveNumber)
    .addHelpText(
      'after',
      `
Examples:
  $ journey stuck
  $ journey stuck --reason slow --slower-than 5 --state AGENT_ESCALATION
  $ journey operations start abort --stuck orphaned --reason "Version 1 is gone"`,
    )
    .action(async (_: StuckOptions, command: Command) => {
      const session = sessionOf<StuckOptions>(command, terminal);
      const { reason, slowerThan, definition: definitionId, state, channel, limit } = session.options;
      const search = { reason, slowerThan, definitionId, state, channel, limit };
      const page = await (await session.client()).operations.stuck(search);
      session.print(page, () =>
        withMore(stuckText(page.journeys, session.palette, session.width, terminal.now()), page, session.palette),
      );
    });
}
