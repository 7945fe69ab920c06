import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Escalation, EscalationResult, EscalationsClient, EscalationStatus } from '@ledger/client';
import { Option, type Command } from 'commander';
import { positiveNumber } from '../input/arguments';
import { escalationResultText, escalationsText, escalationText } from '../output/escalation-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ListOptions {
  readonly status?: EscalationStatus;
  readonly kind?: Escalation['kind'];
  readonly queue?: string;
  readonly target?: string;
  readonly session?: string;
  readonly limit?: number;
}

interface CommandOptions {
  readonly as?: string;
  readonly commandId?: string;
  readonly lease?: number;
  readonly renew?: boolean;
  readonly note?: string;
  readonly outcome?: string;
  readonly reason?: string;
}

const STATUSES = ['open', 'claimed', 'delivering', 'delivered', 'dead-lettered', 'completed'];
const COMMAND_ID = 'makes a repeat recognisable (default: a new one for each run)';

/** `journey escalations list | show | claim | release | complete | replay`. */
export function addEscalationsCommand(program: Command, terminal: Terminal): void {
  const escalations = program
    .command('escalations')
    .summary('list, claim, complete or replay escalations')
    .description('Works with what journeys ask people for: a desk’s pull queue, and webhooks that were given up.');
  addList(escalations, terminal);
  addShow(escalations, terminal);
  addClaim(escalations, terminal);
  addRelease(escalations, terminal);
  addComplete(escalations, terminal);
  addReplay(escalations, terminal);
}

function addList(parent: Command, terminal: Terminal): void {
  parent
    .command('list')
    .summary('list escalations, those due first')
    .description('Lists escalations, those due first. Status open is the pull queue.')
    .addOption(new Option('--status <status>', 'where they stand now').choices(STATUSES))
    .addOption(new Option('--kind <kind>', 'how they are answered').choices(['callback', 'queue', 'webhook']))
    .option('--queue <name>', 'queue that the definition names')
    .option('--target <name>', 'webhook target that the definition names')
    .option('--session <sessionId>', 'journey that asked for them')
    .option('--limit <number>', 'most to list (default: 50)', positiveNumber)
    .addHelpText(
      'after',
      `
Examples:
  $ journey escalations list --status open --queue retention
  $ journey escalations list --status dead-lettered --json`,
    )
    .action(async (_: ListOptions, command: Command) => {
      const session = sessionOf<ListOptions>(command, terminal);
      const { status, kind, queue, target, session: sessionId, limit } = session.options;
      const page = await session.client().escalations.list({ status, kind, queue, target, sessionId, limit });
      session.print(page, () => {
        const text = escalationsText(page.escalations, session.palette, session.width, terminal.now());
        return page.nextCursor === undefined ? text : `${text}\n${session.palette.dim('and more: raise --limit')}`;
      });
    });
}

function addShow(parent: Command, terminal: Terminal): void {
  parent
    .command('show')
    .summary('show an escalation and its history')
    .description('Shows where an escalation stands, and every step of it.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .addHelpText('after', '\nExamples:\n  $ journey escalations show call-1:2')
    .action(async (escalationId: string, _: object, command: Command) => {
      const session = sessionOf(command, terminal);
      const details = await session.client().escalations.get(escalationId);
      session.print(details, () => escalationText(details, session.palette, terminal.now()));
    });
}

function addClaim(parent: Command, terminal: Terminal): void {
  parent
    .command('claim')
    .summary('take an escalation for a while')
    .description('Takes an escalation for one desk until its lease runs out; somebody else’s claim is refused.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .option('--as <claimant>', 'who takes it (default: your user name)')
    .option('--lease <seconds>', 'until others may claim it (default: 300)', positiveNumber)
    .option('--renew', 'keep for longer what is held already')
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText('after', '\nExamples:\n  $ journey escalations claim call-1:2 --as desk-7/ann --lease 600')
    .action((escalationId: string, _: CommandOptions, command: Command) =>
      run(command, terminal, (escalations, options) =>
        escalations.claim(escalationId, {
          claimant: claimantOf(options),
          leaseSeconds: options.lease,
          renew: options.renew,
          commandId: commandIdOf(options),
        }),
      ),
    );
}

function addRelease(parent: Command, terminal: Terminal): void {
  parent
    .command('release')
    .summary('give an escalation back')
    .description('Gives an escalation back to the queue.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .option('--as <claimant>', 'who holds it (default: your user name)')
    .option('--note <sentence>', 'why')
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText('after', '\nExamples:\n  $ journey escalations release call-1:2 --note "nobody answered"')
    .action((escalationId: string, _: CommandOptions, command: Command) =>
      run(command, terminal, (escalations, options) =>
        escalations.release(escalationId, {
          claimant: claimantOf(options),
          note: options.note,
          commandId: commandIdOf(options),
        }),
      ),
    );
}

function addComplete(parent: Command, terminal: Terminal): void {
  parent
    .command('complete')
    .summary('say that an escalation was looked after')
    .description('Completes an escalation that was claimed before, or one that a webhook delivers.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .option('--as <claimant>', 'who holds it (default: your user name)')
    .option('--outcome <sentence>', 'what came of it')
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText('after', '\nExamples:\n  $ journey escalations complete call-1:2 --outcome "called back, paid"')
    .action((escalationId: string, _: CommandOptions, command: Command) =>
      run(command, terminal, (escalations, options) =>
        escalations.complete(escalationId, {
          claimant: claimantOf(options),
          outcome: options.outcome,
          commandId: commandIdOf(options),
        }),
      ),
    );
}

function addReplay(parent: Command, terminal: Terminal): void {
  parent
    .command('replay')
    .summary('deliver a dead letter anew')
    .description('Has a webhook that was given up delivered anew, under the same id.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .option('--reason <sentence>', 'why')
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText('after', '\nExamples:\n  $ journey escalations replay call-1:2 --reason "the desk is back"')
    .action((escalationId: string, _: CommandOptions, command: Command) =>
      run(command, terminal, (escalations, options) =>
        escalations.replay(escalationId, { reason: options.reason, commandId: commandIdOf(options) }),
      ),
    );
}

async function run(
  command: Command,
  terminal: Terminal,
  send: (escalations: EscalationsClient, options: CommandOptions) => Promise<EscalationResult>,
): Promise<void> {
  const session = sessionOf<CommandOptions>(command, terminal);
  const result = await send(session.client().escalations, session.options);
  session.print(result, () => escalationResultText(result, session.palette, terminal.now()));
}

/** Two people at one ledger must not pass for one. */
function claimantOf({ as }: CommandOptions): string {
  return as ?? userInfo().username;
}

function commandIdOf({ commandId }: CommandOptions): string {
  return commandId ?? randomUUID();
}
