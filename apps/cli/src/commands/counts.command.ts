import type { Command } from 'commander';
import { countsText } from '../output/counts-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface CountsOptions {
  readonly definition?: string;
}

export function addCountsCommand(program: Command, terminal: Terminal): void {
  program
    .command('counts')
    .summary('show how many journeys are in each state now')
    .description(
      'Shows how many journeys are in each state now, how many are overdue, and how far the read models are.',
    )
    .option('-d, --definition <id>', 'only states of this definition')
    .addHelpText('after', '\nExamples:\n  $ journey counts\n  $ journey counts -d CustomerJourneyState --json')
    .action(async (_: CountsOptions, command: Command) => {
      const session = sessionOf<CountsOptions>(command, terminal);
      const { definition } = session.options;
      const all = await (await session.client()).counts();
      const states = all.states.filter(({ definitionId }) => definition === undefined || definitionId === definition);
      const counts = { ...all, states };
      session.print(counts, () => countsText(counts, session.palette, session.width));
    });
}
