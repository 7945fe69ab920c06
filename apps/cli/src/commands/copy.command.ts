import type { Command } from 'commander';
import { copyWithProgress, proveWithProgress } from '../copy/copy-run';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';
import { isSameStore, openForAppending, openForReading, parseStoreUrl, type OpenedStore } from '../input/store-url';
import { copyText, failureOf, type CopyReport } from '../output/copy-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly verifyOnly?: boolean;
}

export function addCopyCommand(program: Command, terminal: Terminal): void {
  program
    .command('copy')
    .summary('copy a whole ledger into another store, and prove it')
    .description(
      'Copies every event with its id, its texts, its hash and its place in the order, then recomputes the chains of' +
        ' both ledgers and compares them. A store is a data folder, sqlite:<folder or file>, esdb://… or' +
        ' esdb+discover://….\n\n' +
        'It may be interrupted and run again: it continues behind what the target holds already, and refuses a target' +
        ' that holds anything else. The source may be in use; the next run copies what comes in meanwhile. No other' +
        ' process may write to the target.',
    )
    .requiredOption('--from <store>', 'the ledger to copy, which is only read')
    .requiredOption('--to <store>', 'where the copy goes: empty, or what an earlier run left')
    .option('--verify-only', 'copy nothing; prove that the target is a copy of the source')
    .addHelpText(
      'after',
      `
Exits with 0 if the copy is proven, else with 1 and the first difference.

Examples:
  $ journey copy --from ./data --to esdb+discover://ledger:secret@cluster.internal
  $ journey copy --from 'esdb://127.0.0.1:2113?tls=false' --to sqlite:/backup/ledger.db
  $ journey copy --from ./data --to /mnt/new --verify-only --json`,
    )
    .action(async (_: CopyOptions, command: Command) => {
      const session = sessionOf<CopyOptions>(command, terminal);
      const { options } = session;
      await withStores(options, async (stores) => {
        session.tellLedger(`${stores.source.name}, compared with ${stores.target.name}`);
        const run = { ...stores, terminal, quiet: options.quiet === true };
        const copied = options.verifyOnly === true ? undefined : await copyWithProgress(run);
        const proof = await proveWithProgress(run, copied?.end);
        const report: CopyReport = { from: stores.source.name, to: stores.target.name, copied, proof };
        session.print(report, () => copyText(report, session.palette));
        if (!proof.proven) throw new CliFailure(EXIT.refused, failureOf(proof));
      });
    });
}

/** Opens both stores, the target for reading only where nothing is to be copied, and closes them again. */
async function withStores(
  { from, to, verifyOnly }: CopyOptions,
  use: (stores: { readonly source: OpenedStore; readonly target: OpenedStore }) => Promise<void>,
): Promise<void> {
  const [sourceUrl, targetUrl] = [await parseStoreUrl(from), await parseStoreUrl(to)];
  if (isSameStore(sourceUrl, targetUrl)) throw usageFailure('--from and --to name the same store; a copy needs two.');
  const source = await openForReading(sourceUrl);
  try {
    const target = await (verifyOnly === true ? openForReading(targetUrl) : openForAppending(targetUrl));
    try {
      await use({ source, target });
    } finally {
      await target.store.close();
    }
  } finally {
    await source.store.close();
  }
}
