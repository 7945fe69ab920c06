import type { RemovedDay } from '@ledger/access';
import { TENANT_ID } from '@ledger/journey';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';
import { positiveNumber } from '../input/arguments';
import { openForAppending, openForReading, parseStoreUrl, type OpenedStore } from '../input/store-url';
import { isInteractive, yesOrNo } from '../input/yes-or-no';
import { ledgerOption, ledgerText } from '../open-ledger';
import { counted } from '../output/times';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface PruneOptions {
  readonly days: number;
  readonly tenant: string;
  readonly yes?: boolean;
}

const OPERATOR = { subject: 'journey accesses prune', kind: 'operator' } as const;
const DEFAULT_DAYS = 400;
const FILTERS = ['session', 'subject', 'route', 'from', 'to', 'limit'] as const;

export function addPruneCommand(accesses: Command, terminal: Terminal): void {
  accesses
    .command('prune')
    .summary('remove the reads of old days, as the server does by itself')
    .description(
      'Removes what the record of reads holds of whole days, from a ledger file that no server has open. Each removal is' +
        ' an event; hashes and places stay, so that verify can tell it from damage. There is no way back: it asks first; a' +
        ' script adds --yes.',
    )
    .addOption(
      new Option('--days <number>', 'how many days are kept; also ACCESS_RETENTION_DAYS')
        .default(retentionOf(terminal))
        .argParser(positiveNumber),
    )
    .addOption(ledgerOption())
    .addOption(new Option('--tenant <id>', 'tenant').default('default').argParser(tenantArgument))
    .option('-y, --yes', 'remove without a question')
    .addHelpText('after', '\nExample:\n  $ journey accesses prune --days 90 --data-dir /srv/ledger')
    .action(async (_: PruneOptions, command: Command) => {
      const session = sessionOf<PruneOptions>(command, terminal);
      const { days, tenant, yes } = session.options;
      refuseFilters(accesses);
      if (yes !== true) await ask(terminal, days, tenant);
      const removed = await prune(command, terminal, tenant, days);
      session.print({ removed }, () => prunedText(removed));
    });
}

/** Commander lets a subcommand have the options of its parent: `--session` would seem to remove the reads of one journey. */
function refuseFilters(accesses: Command): void {
  const given = FILTERS.find((name) => accesses.getOptionValueSource(name) === 'cli');
  if (given !== undefined) {
    throw usageFailure(`Reads are removed by whole days, of all journeys and callers: omit --${given}.`);
  }
}

async function ask(terminal: Terminal, days: number, tenant: string): Promise<void> {
  if (!isInteractive(terminal)) {
    throw usageFailure('Nothing was removed. Add --yes to remove the reads of old days without a question.');
  }
  const question = `Remove the reads of tenant ${tenant} of all days but the last ${days.toLocaleString('en')}, for good?`;
  if (!(await yesOrNo(terminal, question))) throw new CliFailure(EXIT.refused, 'Nothing was removed.');
}

async function prune(command: Command, terminal: Terminal, tenant: string, days: number): Promise<RemovedDay[]> {
  const [{ AccessRetention }, { randomIds }] = await Promise.all([import('@ledger/access'), import('@ledger/runtime')]);
  const { store } = await openToPrune(command, terminal);
  try {
    const retention = new AccessRetention({ store, clock: terminal, ids: randomIds });
    if (!retention.isPossible) {
      const detail = 'An event store server changes no event, so nothing can be removed there.';
      throw new CliFailure(EXIT.refused, detail);
    }
    return await retention.prune(tenant, days, OPERATOR);
  } finally {
    await store.close();
  }
}

async function openToPrune(command: Command, terminal: Terminal): Promise<OpenedStore> {
  const place = await parseStoreUrl(ledgerText(command, terminal));
  // Where there is no ledger none is made.
  const read = await openForReading(place);
  await read.store.close();
  const opened = await openForAppending(place);
  terminal.tellLedger?.(opened.name);
  return opened;
}

function prunedText(removed: readonly RemovedDay[]): string {
  if (removed.length === 0) return 'No day is old enough.';
  return removed.map(({ day, events }) => `The reads of ${day} are removed (${counted(events, 'event')}).`).join('\n');
}

function retentionOf({ env }: Terminal): number {
  const days = Number(env.ACCESS_RETENTION_DAYS);
  return Number.isSafeInteger(days) && days > 0 ? days : DEFAULT_DAYS;
}

function tenantArgument(text: string): string {
  if (!TENANT_ID.test(text)) throw new InvalidArgumentError(`A tenant should match ${TENANT_ID.source}.`);
  return text;
}
