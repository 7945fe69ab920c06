import { readAccesses } from '@ledger/audit';
import type { AccessPage, AccessSearch } from '@ledger/client';
import { Option, type Command } from 'commander';
import { FIRST_DAY_OF_READS } from '@ledger/journey';
import { instantArgument, positiveNumber } from '../input/arguments';
import { ledgerOption, withLedger } from '../open-ledger';
import { addPruneCommand } from './accesses-prune.command';
import { accessText } from '../output/access-text';
import { sessionOf, type Session } from '../session';
import type { Terminal } from '../terminal';

interface AccessesOptions extends Pick<AccessSearch, 'subject' | 'route' | 'from' | 'to'> {
  readonly session?: string;
  readonly limit?: number;
  readonly tenant: string;
  readonly store?: string;
}

const DEFAULT_LIMIT = 50;

export function addAccessesCommand(program: Command, terminal: Terminal): void {
  const accesses = program
    .command('accesses')
    .summary('list who read what')
    .description(
      'Lists reads of journeys, the newest first: from the server, or from a ledger itself that --store or --data-dir names.',
    )
    .option('--session <sessionId>', 'only reads that name this journey')
    .option('--subject <name>', 'only reads of this subject: name or id of a key, subject of an access token')
    .option('--route <operationId>', 'only reads by this call, such as JourneyViews.timeline')
    .option('--from <time>', 'only reads at or after this time', instantArgument)
    .option('--to <time>', 'only reads before this time', instantArgument)
    .option('--limit <number>', `maximum number to list (default: ${DEFAULT_LIMIT})`, positiveNumber)
    .addOption(ledgerOption())
    .addOption(tenantOption())
    .addHelpText(
      'after',
      `
Examples:
  $ journey accesses --session call-1
  $ journey accesses --subject auditor-7 --from 2026-11-01T00:00:00Z --json
  $ journey accesses --session call-1 --data-dir /backup/ledger`,
    )
    .action(async (_: AccessesOptions, command: Command) => {
      const session = sessionOf<AccessesOptions>(command, terminal);
      const isOfLedger =
        session.options.store !== undefined || command.getOptionValueSourceWithGlobals('dataDir') === 'cli';
      const found = isOfLedger ? await fromLedger(session, command) : await fromServer(session);
      const { accesses: listed, isMore } = found;
      session.print({ accesses: listed }, () => {
        const text = accessText(listed, session.palette, session.width);
        return isMore ? `${text}\n${session.palette.dim('there may be more: raise --limit')}` : text;
      });
    });
  addPruneCommand(accesses, terminal);
}

function tenantOption(): Option {
  return new Option('--tenant <id>', 'of a ledger itself: tenant').default('default');
}

interface Accesses {
  readonly accesses: AccessPage['accesses'];
  readonly isMore: boolean;
}

/** Pages may be short, or empty, before the last. */
async function fromServer(session: Session<AccessesOptions>): Promise<Accesses> {
  const client = await session.client();
  const { session: sessionId, subject, route, from, to, limit = DEFAULT_LIMIT } = session.options;
  const found: AccessPage['accesses'][number][] = [];
  for (let cursor: string | undefined; ;) {
    const asked = Math.min(limit - found.length, 1_000);
    const page = await client.accesses({ sessionId, subject, route, from, to, cursor, limit: asked });
    found.push(...page.accesses);
    cursor = page.nextCursor;
    if (cursor === undefined || found.length >= limit) return { accesses: found, isMore: cursor !== undefined };
  }
}

async function fromLedger({ options, terminal }: Session<AccessesOptions>, command: Command): Promise<Accesses> {
  const { session: sessionId, subject, route, tenant, limit = DEFAULT_LIMIT } = options;
  const filter = {
    ...{ sessionId, subject, route },
    from: options.from ?? `${FIRST_DAY_OF_READS}T00:00:00.000Z`,
    to: options.to ?? new Date(terminal.now().getTime() + 1).toISOString(),
  };
  return withLedger(command, terminal, async ({ store }) => {
    const found: AccessPage['accesses'][number][] = [];
    for (let after: Parameters<typeof readAccesses>[3]['after']; ;) {
      const page = await readAccesses(store, tenant, filter, { limit: limit - found.length, after });
      found.push(...page.accesses);
      after = page.next;
      if (after === undefined || found.length >= limit) return { accesses: found, isMore: after !== undefined };
    }
  });
}
