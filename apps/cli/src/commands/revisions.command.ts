import type { Command } from 'commander';
import { instantArgument, positiveNumber, wholeNumber } from '../input/arguments';
import { revisionsText } from '../output/revisions-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface RevisionsOptions {
  readonly from?: number;
  readonly limit?: number;
  readonly knownAt?: string;
}

export function addRevisionsCommand(program: Command, terminal: Terminal): void {
  program
    .command('revisions')
    .summary('show a journey at each of its revisions')
    .description('Lists state, deadline and changed context of a journey after each of its events.')
    .argument('<sessionId>', 'key of the journey')
    .option('--from <revision>', 'first revision to list (default: 0)', wholeNumber)
    .option('--limit <number>', 'maximum number to list (default: 5,000)', positiveNumber)
    .option('--known-at <time>', 'only what the ledger had recorded by then', instantArgument)
    .addHelpText(
      'after',
      `
Examples:
  $ journey revisions call-1
  $ journey revisions call-1 --known-at 2026-11-22T10:00:00Z`,
    )
    .action(async (sessionId: string, _: RevisionsOptions, command: Command) => {
      const session = sessionOf<RevisionsOptions>(command, terminal);
      const { from, limit, knownAt } = session.options;
      const page = await (await session.client()).revisions(sessionId, { from, limit, knownAt });
      session.print(page, () => revisionsText(page, session.palette, session.width));
    });
}
