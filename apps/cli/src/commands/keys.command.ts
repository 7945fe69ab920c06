import { randomUUID } from 'node:crypto';
import type { KeyList, KeyRequest, KeySearch } from '@ledger/client';
import { defined } from '@ledger/plain-data';
import { Option, type Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';
import { readInstant } from '../input/arguments';
import { secondsArgument } from '../input/seconds';
import { isInteractive, yesOrNo } from '../input/yes-or-no';
import { keysText, keyText, newKeyText, revokedKeyText } from '../output/key-text';
import { withKeys, type KeyCalls } from '../keys/key-calls';
import { sessionOf, type Session } from '../session';
import type { Terminal } from '../terminal';

interface OfTenant {
  readonly tenant?: string;
}

interface CreateOptions extends OfTenant {
  readonly owner: string;
  readonly scope: readonly string[];
  readonly definition?: readonly string[];
  readonly cidr?: readonly string[];
  readonly test?: boolean;
  readonly expires?: string;
  readonly reason?: string;
  readonly commandId?: string;
}

interface RotateOptions extends OfTenant {
  readonly overlap?: number;
  readonly force?: boolean;
  readonly expires?: string;
  readonly reason?: string;
  readonly commandId?: string;
}

interface RevokeOptions extends OfTenant {
  readonly reason: string;
  readonly force?: boolean;
  readonly yes?: boolean;
  readonly commandId?: string;
}

type ListOptions = KeySearch;

const STATUSES = [
  'active',
  'rotating',
  'replaced',
  'expired',
  'revoked',
] as const satisfies readonly KeySearch['status'][];

const SCOPES = [
  ...(['statestore.read', 'statestore.write', 'definitions.write', 'analytics.read', 'audit.read'] as const),
  ...(['personal.read', 'operations.write', 'history.import', 'admin'] as const),
] satisfies KeyRequest['scopes'];

const COMMAND_ID = 'idempotency key of the command (default: a new one for each run)';
const REASON = 'why, for the audit trail';
const TENANT = 'tenant of the keys (default: the tenant of your own key)';
const FORCE = 'also if it is the last key with the scope admin';
const EXPIRES = 'time from which on it is refused, or a number of days such as 90d';

export function addKeysCommand(program: Command, terminal: Terminal): void {
  const keys = program
    .command('keys')
    .summary('create, rotate and revoke API keys')
    .description(
      'Creates, lists, rotates and revokes the API keys of the ledger. Needs a key with the scope admin. With --data-dir' +
        ' on the command line it works on the ledger file of that folder itself, while its server is stopped: for owners' +
        ' who have no such key.',
    );
  addCreate(keys, terminal);
  addReads(keys, terminal);
  addRotate(keys, terminal);
  addRevoke(keys, terminal);
}

function addCreate(parent: Command, terminal: Terminal): void {
  parent
    .command('create')
    .summary('create a key and print it, this once')
    .description('Creates a key and prints it. The ledger stores its hash alone: it is not shown again.')
    .argument('<name>', 'what it is called; the actor of all that is done with it')
    .requiredOption('--owner <who>', 'the person or team that answers for it')
    .requiredOption('--scope <scopes...>', `what it allows, one or more of ${SCOPES.join(', ')}`)
    .option('-d, --definition <ids...>', 'the only definitions that it may use (default: all)')
    .option('--cidr <networks...>', 'the only networks that it may be used from (default: all)')
    .option('--test', 'a key for tests: it begins with jlk_test_')
    .option('--expires <time>', `${EXPIRES} (default: 365d)`)
    .option('--reason <text>', REASON)
    .option('--tenant <tenant>', TENANT)
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText(
      'after',
      `
Examples:
  $ journey keys create payment-flow --owner "Contact centre" --scope statestore.read statestore.write
  $ journey keys create auditor --owner Audit --scope audit.read --expires 90d --cidr 10.20.0.0/16
  $ journey keys create rescue --owner Operations --scope admin --data-dir ./data`,
    )
    .action(async (name: string, _: CreateOptions, command: Command) => {
      const session = sessionOf<CreateOptions>(command, terminal);
      const { owner, scope, definition, cidr, test, reason, commandId = randomUUID() } = session.options;
      const request: KeyRequest = {
        ...{ name, owner, scopes: scope as KeyRequest['scopes'], commandId },
        ...defined({ definitions: definition, cidrs: cidr, reason, expiresAt: expiryOf(session) }),
        ...(test === true && { environment: 'test' }),
      };
      const made = await withKeys(command, session, 'change', (keys) => keys.create(request, tenantOf(session)));
      session.print(made, () => newKeyText(made, session.palette));
    });
}

function addReads(parent: Command, terminal: Terminal): void {
  parent
    .command('list')
    .summary('list keys with their status and last use')
    .description('Lists the keys of a tenant, in the order in which they were created.')
    .addOption(new Option('--status <status>', 'only keys with this status').choices(STATUSES))
    .option('--tenant <tenant>', TENANT)
    .addHelpText('after', '\nExamples:\n  $ journey keys list\n  $ journey keys list --status active --json')
    .action(async (_: ListOptions, command: Command) => {
      const session = sessionOf<ListOptions>(command, terminal);
      const { status, tenant } = session.options;
      const list = await withKeys(command, session, 'read', (keys) => keys.list(defined({ status, tenant })));
      warnOfLastAdminKey(list, session);
      session.print(list, () => keysText(list, session.palette, session.width));
    });
  parent
    .command('show')
    .summary('show a key, and who changed it')
    .description('Shows a key and its history.')
    .argument('<keyId>', 'key, by the eight characters after jlk_live_ or jlk_test_')
    .option('--tenant <tenant>', TENANT)
    .addHelpText('after', '\nExamples:\n  $ journey keys show a7Kd93Xw')
    .action(async (keyId: string, _: OfTenant, command: Command) => {
      const session = sessionOf<OfTenant>(command, terminal);
      const key = await withKeys(command, session, 'read', (keys) => keys.show(keyId, tenantOf(session)));
      session.print(key, () => keyText(key, session.palette, session.width));
    });
}

function addRotate(parent: Command, terminal: Terminal): void {
  parent
    .command('rotate')
    .summary('replace a key by a new one, and print that')
    .description('Makes a key with the same terms and prints it. Until the overlap ends the old key is accepted, too.')
    .argument('<keyId>', 'key that is replaced')
    .option('--overlap <time>', 'how long both are accepted, such as 24h, 30m or 0 (default: 24h)', secondsArgument)
    .option('--expires <time>', `${EXPIRES} (default: as long as the old key was made for)`)
    .option('--reason <text>', REASON)
    .option('--force', FORCE)
    .option('--tenant <tenant>', TENANT)
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText('after', '\nExamples:\n  $ journey keys rotate a7Kd93Xw --overlap 24h --reason "Yearly rotation"')
    .action(async (keyId: string, _: RotateOptions, command: Command) => {
      const session = sessionOf<RotateOptions>(command, terminal);
      const { overlap: overlapSeconds, reason, force, commandId = randomUUID() } = session.options;
      const request = defined({ overlapSeconds, reason, force, commandId, expiresAt: expiryOf(session) });
      const made = await withKeys(command, session, 'change', (keys) => keys.rotate(keyId, request, tenantOf(session)));
      session.print(made, () => newKeyText(made, session.palette));
    });
}

function addRevoke(parent: Command, terminal: Terminal): void {
  parent
    .command('revoke')
    .summary('revoke a key, for good')
    .description('Revokes a key: every process refuses it within a second. Asks first; a script adds --yes.')
    .argument('<keyId>', 'key')
    .requiredOption('--reason <text>', REASON)
    .option('--force', FORCE)
    .option('-y, --yes', 'revoke without a question')
    .option('--tenant <tenant>', TENANT)
    .option('--command-id <id>', COMMAND_ID)
    .addHelpText('after', '\nExamples:\n  $ journey keys revoke a7Kd93Xw --reason "The key was in a log"')
    .action(async (keyId: string, _: RevokeOptions, command: Command) => {
      const session = sessionOf<RevokeOptions>(command, terminal);
      const { reason, force, yes, commandId = randomUUID() } = session.options;
      const request = { reason, commandId, ...(force === true && { force }) };
      const revoked = await withKeys(command, session, 'change', async (keys) => {
        if (yes !== true) await ask(session, keys, keyId);
        return keys.revoke(keyId, request, tenantOf(session));
      });
      session.print(revoked, () => revokedKeyText(revoked, session.palette));
    });
}

async function ask(session: Session<OfTenant>, keys: KeyCalls, keyId: string): Promise<void> {
  const { terminal, palette, width } = session;
  if (!isInteractive(terminal))
    throw usageFailure('Nothing was revoked. Add --yes to revoke the key without a question.');
  const key = await keys.show(keyId, tenantOf(session));
  terminal.err.write(`${keyText(key, palette, width)}\n`);
  if (!(await yesOrNo(terminal, `Revoke ${key.name} (${key.keyId})?`))) {
    throw new CliFailure(EXIT.refused, 'Nothing was revoked.');
  }
}

function warnOfLastAdminKey({ lastAdminKey }: KeyList, { terminal }: Session<object>): void {
  if (lastAdminKey?.warning != null) terminal.err.write(`${lastAdminKey.warning}\n`);
}

function tenantOf({ options: { tenant } }: Session<OfTenant>): OfTenant {
  return defined({ tenant });
}

const DAY_MS = 86_400_000;

function expiryOf({ options: { expires }, terminal }: Session<{ readonly expires?: string }>): string | undefined {
  if (expires === undefined) return undefined;
  const [, days] = /^(\d{1,5})d$/.exec(expires) ?? [];
  if (days !== undefined) return new Date(terminal.now().getTime() + Number(days) * DAY_MS).toISOString();
  const instant = readInstant(expires);
  if (instant === undefined) {
    throw usageFailure('Give --expires a time such as 2027-11-22T21:05:00Z, a date, or a number of days such as 90d.');
  }
  return instant;
}
