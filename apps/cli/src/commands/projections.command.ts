import type { Command } from 'commander';
import { positiveNumber } from '../input/arguments';
import { deadLettersText, projectionsText, rebuildText } from '../output/projection-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ProjectionOptions {
  readonly digest?: boolean;
  readonly acceptMismatch?: boolean;
  readonly limit?: number;
  readonly reason?: string;
}

const WHY = 'why, for the audit trail';
const NAME = 'projection, such as timeline';

export function addProjectionsCommand(program: Command, terminal: Terminal): void {
  const projections = program
    .command('projections')
    .summary('show the lag of the read models, rebuild them, retry dead letters')
    .description('Shows and rebuilds the projections that build the read models, and their dead letters.');

  projections
    .command('list')
    .summary('list projections with their lag, and the last rebuild')
    .description('Lists projections with their lag, and the running or the last rebuild.')
    .option('--digest', 'SHA-256 over the rows of each projection as well')
    .addHelpText('after', '\nExamples:\n  $ journey projections list\n  $ journey projections list --digest --json')
    .action(async (_: object, command: Command) => {
      const session = sessionOf<ProjectionOptions>(command, terminal);
      const { digest } = session.options;
      const list = await (await session.client()).projections.list({ digest });
      session.print(list, () => projectionsText(list, session.palette, session.width, terminal.now()));
    });
  projections
    .command('rebuild')
    .summary('rebuild the read models in shadow tables')
    .description(
      'Requests a rebuild in shadow tables while the live ones answer. All projections are rebuilt in one pass, since they' +
        ' depend on one another. `projections list` shows the progress.',
    )
    .argument('<projection>', NAME)
    .option('--accept-mismatch', 'switch even if live rows differ from the ledger')
    .option('--reason <sentence>', WHY)
    .addHelpText('after', '\nExamples:\n  $ journey projections rebuild timeline')
    .action(async (name: string, _: object, command: Command) => {
      const session = sessionOf<ProjectionOptions>(command, terminal);
      const { acceptMismatch, reason } = session.options;
      const rebuild = await (await session.client()).projections.rebuild(name, { acceptMismatch, reason });
      session.print(rebuild, () => rebuildText(rebuild, session.palette));
    });
  projections
    .command('cancel')
    .summary('cancel the rebuild; the live tables stay as they are')
    .description('Cancels the rebuild that is requested or running; the live tables stay as they are.')
    .argument('<projection>', NAME)
    .option('--reason <sentence>', WHY)
    .addHelpText('after', '\nExamples:\n  $ journey projections cancel timeline')
    .action(async (name: string, _: object, command: Command) => {
      const session = sessionOf<ProjectionOptions>(command, terminal);
      const { reason } = session.options;
      const rebuild = await (await session.client()).projections.cancelRebuild(name, { reason });
      session.print(rebuild, () => rebuildText(rebuild, session.palette));
    });
  projections
    .command('dead-letters')
    .summary('list the events that a projection failed to apply and skipped')
    .description('Lists the events that a projection failed to apply and skipped, with the error.')
    .argument('<projection>', NAME)
    .option('--limit <number>', 'maximum number to list (default: 100)', positiveNumber)
    .addHelpText('after', '\nExamples:\n  $ journey projections dead-letters state-visits')
    .action(async (name: string, _: object, command: Command) => {
      const session = sessionOf<ProjectionOptions>(command, terminal);
      const { limit } = session.options;
      const letters = await (await session.client()).projections.deadLetters(name, { limit });
      session.print(letters, () => deadLettersText(letters, session.palette, session.width));
    });
  projections
    .command('retry')
    .summary('retry a dead letter')
    .description('Requests that a projection applies a dead letter again; its journey is replayed alone, in order.')
    .argument('<projection>', NAME)
    .argument('<position>', 'position of the event, as dead-letters lists it')
    .option('--reason <sentence>', WHY)
    .addHelpText('after', '\nExamples:\n  $ journey projections retry state-visits 4711 --reason "the column is wider"')
    .action(async (name: string, position: string, _: object, command: Command) => {
      const session = sessionOf<ProjectionOptions>(command, terminal);
      const { reason } = session.options;
      const letter = await (await session.client()).projections.retryDeadLetter(name, position, { reason });
      session.print(letter, () => deadLettersText([letter], session.palette, session.width));
    });
}
