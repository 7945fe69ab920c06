import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Escalation, EscalationResult, EscalationsClient, EscalationStatus } from '@ledger/client';
import { Option, type Command } from 'commander';
import { positiveNumber } from '../input/arguments';
import { escalationResultText, escalationsText, escalationText } from '../output/escalation-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ListOptions {
  readonly status?: EscalationStatus | 'overdue';
  readonly kind?: Escalation['kind'];
  readonly queue?: string;
  readonly target?: string;
  readonly session?: string;
  readonly limit?: number;
}

interface CommandOptions {
  readonly claimant?: string;
  readonly commandId?: string;
  readonly lease?: number;
  readonly renew?: boolean;
  readonly note?: string;
  readonly outcome?: string;
  readonly reason?: string;
}

const STATUSES = ['open', 'claimed', 'delivering', 'delivered', 'dead-lettered', 'completed', 'withdrawn', 'overdue'];
const COMMAND_ID = 'idempotency key of the command (default: a new one for each run)';

export function addEscalationsCommand(program: Command, terminal: Terminal): void {
  const escalations = program
    .command('escalations')
    .summary('list, claim, complete or replay escalations')
    .description('Works on escalations: the pull queue of a desk, and webhooks that became dead letters.');
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
    .addOption(new Option('--status <status>', 'only escalations with this status').choices(STATUSES))
    .addOption(new Option('--kind <kind>', 'only escalations of this kind').choices(['callback', 'queue', 'webhook']))
    .option('--queue <name>', 'queue that the definition names')
    .option('--target <name>', 'webhook target that the definition names')
    .option('--session <sessionId>', 'journey that asked for them')
    .option('--limit <number>', 'maximum number to list (default: 50)', positiveNumber)
    .addHelpText(
      'after',
      `
Examples:
  $ journey escalations list --status open --queue retention
  $ journey escalations list --status overdue
  $ journey escalations list --status dead-lettered --json`,
    )
    .action(async (_: ListOptions, command: Command) => {
      const session = sessionOf<ListOptions>(command, terminal);
      const { status, kind, queue, target, session: sessionId, limit } = session.options;
      const page = await (await session.client()).escalations.list({ status, kind, queue, target, sessionId, limit });
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
    .description('Shows the current status of an escalation, and its history.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .addHelpText('after', '\nExamples:\n  $ journey escalations show call-1:2')
    .action(async (escalationId: string, _: object, command: Command) => {
      const session = sessionOf(command, terminal);
      const details = await (await session.client()).escalations.get(escalationId);
      session.print(details, () => escalationText(details, session.palette, terminal.now()));
    });
}

function addClaim(parent: Command, terminal: Terminal): void {
  parent
    .command('claim')
    .summary('claim an escalation')
    .description('Claims an escalation for one desk until its lease runs out; a claim of another desk is refused.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .option('--claimant <name>', 'who claims it (default: your user name)')
    .option('--lease <seconds>', 'length of the lease in seconds (default: 300)', positiveNumber)
    .option('--renew', 'extend a claim that you hold')
    .option('--note <sentence>', 'why')
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText('after', '\nExamples:\n  $ journey escalations claim call-1:2 --claimant desk-7/ann --lease 600')
    .action((escalationId: string, _: CommandOptions, command: Command) =>
      run(command, terminal, (escalations, options) =>
        escalations.claim(escalationId, {
          claimant: claimantOf(options),
          leaseSeconds: options.lease,
          renew: options.renew,
          note: options.note,
          commandId: commandIdOf(options),
        }),
      ),
    );
}

function addRelease(parent: Command, terminal: Terminal): void {
  parent
    .command('release')
    .summary('release an escalation')
    .description('Returns a claimed escalation to the queue.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .option('--claimant <name>', 'who holds it (default: your user name)')
    .option('--note <sentence>', 'why')
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText('after', '\nExamples:\n  $ journey escalations release call-1:2 --note "no answer"')
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
    .summary('complete an escalation')
    .description('Completes an escalation that was claimed, or that a webhook delivered.')
    .argument('<escalationId>', 'session id and revision, such as call-1:2')
    .option('--claimant <name>', 'who holds it (default: your user name)')
    .option('--outcome <sentence>', 'what the result was')
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
    .summary('retry a dead letter')
    .description('Delivers a dead-lettered webhook again, under the same id.')
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
  const result = await send((await session.client()).escalations, session.options);
  session.print(result, () => escalationResultText(result, session.palette, terminal.now()));
}

/** Two people at one ledger must not look like one. */
function claimantOf({ claimant }: CommandOptions): string {
  return claimant ?? userInfo().username;
}

function commandIdOf({ commandId }: CommandOptions): string {
  return commandId ?? randomUUID();
}
