import type { Command } from 'commander';
import { instantArgument, wholeNumber } from '../input/arguments';
import { journeyText } from '../output/journey-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ShowOptions {
  readonly asOf?: string;
  readonly asOfRevision?: number;
  readonly asOccurred?: string;
}

export function addShowCommand(program: Command, terminal: Terminal): void {
  program
    .command('show')
    .summary('show a journey, now or as it was')
    .description('Shows where a journey stands, always current; or where it stood.')
    .argument('<sessionId>', 'key of the journey')
    .option('--as-of <time>', 'what the ledger knew then', instantArgument)
    .option('--as-of-revision <number>', 'as it stood at this revision', wholeNumber)
    .option('--as-occurred <time>', 'what had happened by then', instantArgument)
    .addHelpText(
      'after',
      `
Examples:
  $ journey show call-1
  $ journey show call-1 --as-of 2026-11-22T10:00:00Z
  $ journey show call-1 --json | jq .context`,
    )
    .action(async (sessionId: string, _: ShowOptions, command: Command) => {
      const session = sessionOf<ShowOptions>(command, terminal);
      const { asOf, asOfRevision, asOccurred } = session.options;
      const journey = await (await session.client()).get(sessionId, { asOf, asOfRevision, asOccurred });
      session.print(journey, () => journeyText(journey, session.palette, terminal.now()));
    });
}
