import type { Command } from 'commander';
import { wholeNumber } from '../input/arguments';
import { targetsText } from '../output/considered-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface TargetsOptions {
  readonly asOfRevision?: number;
}

export function addTargetsCommand(program: Command, terminal: Terminal): void {
  program
    .command('targets')
    .summary('explain which states a journey can enter next, and why not the others')
    .description('Lists every state of the definition, whether the journey can enter it, and what would have to hold.')
    .argument('<sessionId>', 'key of the journey')
    .option('--as-of-revision <number>', 'as it stood at this revision', wholeNumber)
    .addHelpText(
      'after',
      `
Examples:
  $ journey targets call-1
  $ journey targets call-1 --as-of-revision 2 --json
  $ journey transition call-1 PAYMENT_COLLECTOR --dry-run`,
    )
    .action(async (sessionId: string, _: TargetsOptions, command: Command) => {
      const session = sessionOf<TargetsOptions>(command, terminal);
      const { asOfRevision } = session.options;
      const targets = await (await session.client()).targets(sessionId, { asOfRevision });
      session.print(targets, () => targetsText(targets, session.palette, session.width));
    });
}
