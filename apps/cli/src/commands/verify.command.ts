import { verifyLedger, type LedgerBreak, type LedgerVerification } from '@ledger/audit';
import type { EventStore } from '@ledger/event-store';
import type { Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { positiveNumber } from '../input/arguments';
import { withLedger } from '../open-ledger';
import type { Palette } from '../output/palette';
import { printable } from '../output/printable';
import { progressOn } from '../output/progress';
import { fields } from '../output/table';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface VerifyOptions {
  readonly limit: number;
  readonly quiet?: boolean;
}

/** The SQLite ledger numbers its events from here on and leaves out none. */
const FIRST_POSITION = 1n;

type TimedVerification = LedgerVerification & { readonly seconds: number };

/** `journey verify`. */
export function addVerifyCommand(program: Command, terminal: Terminal): void {
  program
    .command('verify')
    .summary('recompute every hash chain of the ledger file')
    .description(
      'Reads the ledger file in --data-dir, also while a server runs on it, and recomputes every hash and every link.' +
        ' Ends with 1 where something does not agree, and names the event.\n\n' +
        'Keep the head that it prints: that events were cut off the end shows only against an older one.',
    )
    .option('--limit <number>', 'breaks that are listed one by one', positiveNumber, 20)
    .option('-q, --quiet', 'show no progress')
    .addHelpText(
      'after',
      `
Examples:
  $ journey verify
  $ journey verify --data-dir /var/lib/ledger --json
  $ DATA_DIR=/backup/ledger journey verify --quiet && echo sound`,
    )
    .action(async (_: VerifyOptions, command: Command) => {
      const session = sessionOf<VerifyOptions>(command, terminal);
      const { options } = session;
      const startedAt = terminal.now().getTime();
      const verification = await withLedger(options.dataDir, (store) => verified(store, options, terminal));
      const result = { ...verification, seconds: (terminal.now().getTime() - startedAt) / 1_000 };
      session.print(result, () => verificationText(result, session.palette));
      if (result.breakCount > 0) throw brokenFailure(result);
    });
}

async function verified(store: EventStore, options: VerifyOptions, terminal: Terminal): Promise<LedgerVerification> {
  const last = await store.lastPosition();
  const progress =
    options.quiet === true
      ? { update: () => undefined, stop: () => undefined }
      : // Positions of the SQLite ledger are consecutive numbers, so the last one is the number of events.
        progressOn(terminal.err, 'verify', last === undefined ? undefined : Number(last));
  try {
    return await verifyLedger(
      store,
      ({ events, streams, breaks, position }) =>
        progress.update(Number(position), `${events} events, ${streams} streams, ${breaks} breaks`),
      { gaplessFrom: FIRST_POSITION, breakLimit: options.limit },
    );
  } finally {
    progress.stop();
  }
}

function verificationText(result: TimedVerification, palette: Palette): string {
  const { events, streams, breaks, breakCount, head, seconds } = result;
  const summary = fields(
    [
      ['events', String(events)],
      ['streams', String(streams)],
      ['breaks', breakCount === 0 ? palette.green('none') : palette.red(String(breakCount))],
      ['seconds', seconds.toFixed(1)],
      ['head', head === undefined ? 'the ledger is empty' : `position ${head.position}`],
      ['hash', head?.hash ?? ''],
    ],
    palette.dim,
  );
  const more = breakCount - breaks.length;
  const listed = breaks.map((found) => breakText(found, palette));
  return [summary, ...listed, ...(more > 0 ? [`and ${more} more; --limit lists them`] : [])].join('\n');
}

function breakText({ kind, stream, revision, position, eventType, reason }: LedgerBreak, palette: Palette): string {
  const place = `${stream} revision ${revision} (position ${position}, ${eventType})`;
  return `${palette.red(kind)} ${printable(place)}: ${printable(reason)}`;
}

function brokenFailure({ breakCount, breaks }: LedgerVerification): CliFailure {
  const [first] = breaks;
  const where = first === undefined ? '' : `; the first is ${first.stream} revision ${first.revision}`;
  const what = breakCount === 1 ? '1 break' : `${breakCount} breaks`;
  return new CliFailure(EXIT.refused, `The ledger has ${what}${where}.`);
}
