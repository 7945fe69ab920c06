import { randomUUID } from 'node:crypto';
import { defined } from '@ledger/plain-data';
import { Option, type Command } from 'commander';
import { wholeNumber } from '../input/arguments';
import { changedText, pausesText, previewText, timeoutsText } from '../output/timeout-text';
import { confirmed, type AbortingChange, type ConfirmOptions } from '../operations/confirm-aborting';
import { sessionOf, type Session } from '../session';
import type { Terminal } from '../terminal';

interface SetOptions extends ConfirmOptions {
  readonly definition: string;
  readonly applyTo: 'new' | 'waiting';
  readonly grace?: string;
  readonly reason: string;
  readonly preview?: boolean;
  readonly commandId?: string;
}

type UnsetOptions = Omit<SetOptions, 'applyTo'>;
type PauseOptions = Pick<SetOptions, 'reason' | 'commandId'>;

const COMMAND_ID = 'idempotency key of the command (default: a new one for each run)';
const GRACE = 'time left to journeys that would time out at once, such as PT5M';
const PREVIEW = 'show affected journeys, change nothing';
const CONFIRM = 'let at most this many waiting journeys time out at once, without a question';
const YES = 'let waiting journeys time out at once, however many, without a question';

export function addTimeoutsCommand(program: Command, terminal: Terminal): void {
  const timeouts = program
    .command('timeouts')
    .summary('override or pause timeouts')
    .description(
      'Overrides the timeouts of states, for new entrants or for waiting journeys as well, and pauses all timeouts.',
    );
  addList(timeouts, terminal);
  addSet(timeouts, terminal);
  addUnset(timeouts, terminal);
  addPauses(timeouts, terminal);
}

function addList(parent: Command, terminal: Terminal): void {
  parent
    .command('list')
    .summary('show the timeouts of a definition and their changes')
    .description('Shows the timeout of each state, the override in force, and every change.')
    .argument('<definitionId>', 'definition')
    .addHelpText('after', '\nExamples:\n  $ journey timeouts list CustomerJourneyState')
    .action(async (definitionId: string, _: object, command: Command) => {
      const session = sessionOf(command, terminal);
      const timeouts = await (await session.client()).timeouts.list(definitionId);
      session.print(timeouts, () => timeoutsText(timeouts, session.palette, session.width));
    });
}

function addSet(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('set')
    .summary('override the timeout of a state')
    .description(
      'Overrides the timeout of a state, at once. Asks first if waiting journeys would time out. Undo it with unset.',
    )
    .argument('<stateId>', 'state')
    .argument('<after>', 'ISO 8601 duration, such as PT30M')
    .requiredOption('-d, --definition <id>', 'definition')
    .addOption(
      new Option('--apply-to <journeys>', 'new entrants only, or waiting journeys as well')
        .choices(['new', 'waiting'])
        .makeOptionMandatory(),
    );
  withChangeOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  $ journey timeouts set PAYMENT_COLLECTOR PT30M -d CustomerJourneyState --apply-to waiting --reason "Slow provider" --preview
  $ journey timeouts set IDENTIFY PT1M -d CustomerJourneyState --apply-to waiting --grace PT5M --reason "Queue closes"`,
    )
    .action(async (stateId: string, after: string, _: SetOptions, actual: Command) => {
      const session = sessionOf<SetOptions>(actual, terminal);
      const { definition, applyTo, grace, reason, commandId = randomUUID() } = session.options;
      const request = defined({ after, applyTo, grace, reason });
      const { timeouts } = await session.client();
      await previewOrChange(session, {
        preview: () => timeouts.previewOverride(definition, stateId, request),
        send: (confirmAborting) =>
          timeouts.override(definition, stateId, defined({ ...request, confirmAborting, commandId })),
      });
    });
}

function addUnset(parent: Command, terminal: Terminal): void {
  const command = parent
    .command('unset')
    .summary('remove an override')
    .description('Removes the override in force: deadlines are computed again as if it had never been set.')
    .argument('<stateId>', 'state')
    .requiredOption('-d, --definition <id>', 'definition');
  withChangeOptions(command)
    .addHelpText(
      'after',
      '\nExamples:\n  $ journey timeouts unset PAYMENT_COLLECTOR -d CustomerJourneyState --reason "Provider is back"',
    )
    .action(async (stateId: string, _: UnsetOptions, actual: Command) => {
      const session = sessionOf<UnsetOptions>(actual, terminal);
      const { definition, grace, reason, commandId = randomUUID() } = session.options;
      const request = defined({ grace, reason });
      const { timeouts } = await session.client();
      await previewOrChange(session, {
        preview: () => timeouts.previewRemoval(definition, stateId, request),
        send: (confirmAborting) =>
          timeouts.remove(definition, stateId, defined({ ...request, confirmAborting, commandId })),
      });
    });
}

function withChangeOptions(command: Command): Command {
  return command
    .option('--grace <duration>', GRACE)
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .option('--preview', PREVIEW)
    .option('--confirm-aborting <number>', CONFIRM, wholeNumber)
    .option('-y, --yes', YES)
    .option('--command-id <id>', COMMAND_ID);
}

async function previewOrChange(session: Session<UnsetOptions>, change: AbortingChange): Promise<void> {
  const { palette, width } = session;
  if (session.options.preview === true) {
    const shown = await change.preview();
    session.print(shown, () => previewText(shown, palette, width));
  } else {
    const changed = await confirmed(session, change);
    session.print(changed, () => changedText(changed, palette));
  }
}

function addPauses(parent: Command, terminal: Terminal): void {
  parent
    .command('pauses')
    .summary('show whether all timeouts are paused')
    .description('Shows whether all timeouts are paused, and every pause so far.')
    .addHelpText('after', '\nExamples:\n  $ journey timeouts pauses')
    .action(async (_: object, command: Command) => {
      const session = sessionOf(command, terminal);
      const tenant = await (await session.client()).timeouts.tenant();
      session.print(tenant, () => pausesText(tenant, session.palette, session.width));
    });
  const steps = [
    ['pause', 'pause all timeouts', 'Pauses all timeouts until they are resumed.', 'Maintenance'],
    ['resume', 'resume all timeouts', 'Resumes all timeouts; each deadline moves by the length of the pause.', 'Done'],
  ] as const;
  for (const [step, summary, description, example] of steps) {
    parent
      .command(step)
      .summary(summary)
      .description(description)
      .requiredOption('--reason <text>', 'why, for the audit trail')
      .option('--command-id <id>', COMMAND_ID)
      .addHelpText('after', `\nExamples:\n  $ journey timeouts ${step} --reason "${example}"`)
      .action(async (_: PauseOptions, command: Command) => {
        const session = sessionOf<PauseOptions>(command, terminal);
        const { reason, commandId = randomUUID() } = session.options;
        const changed = await (await session.client()).timeouts[step]({ reason, commandId });
        session.print(changed, () => changedText(changed, session.palette));
      });
  }
}
