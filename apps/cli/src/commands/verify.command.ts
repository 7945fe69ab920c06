import { verifyLedger, type LedgerCheckpoint, type LedgerVerification } from '@ledger/audit';
import { StoreUnreadableError } from '@ledger/event-store';
import type { Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { checkpointArgument, positiveNumber } from '../input/arguments';
import type { OpenedStore } from '../input/store-url';
import { ledgerOption, withLedger } from '../open-ledger';
import { PositionBar } from '../output/position-bar';
import { verificationFailure, verificationText, type VerificationReport } from '../output/verification-text';
import { sessionOf, type GlobalOptions } from '../session';
import type { Terminal } from '../terminal';

interface VerifyOptions {
  readonly against?: LedgerCheckpoint;
  readonly limit: number;
}

export function addVerifyCommand(program: Command, terminal: Terminal): void {
  program
    .command('verify')
    .summary('recompute every hash chain of a ledger')
    .description(
      'Reads a ledger, also while a server runs on it, and recomputes every hash and every link. Of a ledger file it' +
        ' runs SQLite’s own check too, and reads every stream in the way the server does. Exits with 1 if' +
        ' something does not agree, and names the event or the stream.\n\n' +
        'The chains alone do not show that a whole journey was rewritten with new hashes, or that events were cut off.' +
        ' So verify prints the number of events and two digests over all of them: one over stream, revision and hash' +
        ' (any copy has the same), one with recordedAt as well. Keep that line where the ledger’s administrators cannot' +
        ' change it: --against finds whatever was changed, cut off or moved among those events since. It does not prove' +
        ' that the events were true when the line was written, and says nothing about later ones.',
    )
    .addOption(ledgerOption())
    .option(
      '--against <checkpoint>',
      "what an earlier run printed: '<number> <digest> [<second digest>]'; omit the second for a copy in another store",
      checkpointArgument,
    )
    .option('--limit <number>', 'breaks that are listed one by one', positiveNumber, 20)
    .addHelpText(
      'after',
      `
Examples:
  $ journey verify
  $ journey verify --data-dir /var/lib/ledger --json
  $ journey verify --store 'esdb://127.0.0.1:2113?tls=false' --against "$(cat /safe/checkpoint)"
  $ DATA_DIR=/backup/ledger journey verify --quiet && echo sound`,
    )
    .action(async (_: VerifyOptions, command: Command) => {
      const session = sessionOf<VerifyOptions>(command, terminal);
      const { options } = session;
      const startedAt = terminal.now().getTime();
      const report = await withLedger(command, terminal, async (ledger): Promise<VerificationReport> => {
        const verification = await verified(ledger, options, terminal);
        return { ledger: ledger.name, ...verification, seconds: (terminal.now().getTime() - startedAt) / 1_000 };
      });
      session.print(report, () => verificationText(report, session.palette));
      const failure = verificationFailure(report);
      if (failure !== undefined) throw new CliFailure(EXIT.refused, failure);
    });
}

async function verified(
  { store, gaplessFrom }: OpenedStore,
  { against, limit, quiet }: VerifyOptions & GlobalOptions,
  terminal: Terminal,
): Promise<LedgerVerification> {
  // Only for the bar: what cannot be read is a finding of the verification.
  const end = await store.lastPosition().catch((error: unknown) => {
    if (error instanceof StoreUnreadableError) return undefined;
    throw error;
  });
  const bar = new PositionBar('verify', terminal, quiet === true);
  try {
    return await verifyLedger(
      store,
      ({ events, streams, breaks, position }) =>
        bar.update(position, end, `${events} events, ${streams} streams, ${breaks} breaks`),
      { end, gaplessFrom, against, breakLimit: limit, asServed: true },
    );
  } finally {
    bar.stop();
  }
}
