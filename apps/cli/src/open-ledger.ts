import { Option, type Command } from 'commander';
import { openForReading, parseStoreUrl, type OpenedStore } from './input/store-url';
import type { Terminal } from './terminal';

export interface LedgerOptions {
  readonly store?: string;
}

export function ledgerOption(): Option {
  const places = 'data folder, sqlite:<folder or file>, esdb://… or esdb+discover://…';
  return new Option('--store <store>', `the ledger to read: ${places} (default: EVENT_STORE_URL, else --data-dir)`);
}

/** The ledger that a command names, or the server's. */
export function ledgerText(command: Command, { env }: Terminal): string {
  const { store, dataDir } = command.optsWithGlobals<LedgerOptions & { readonly dataDir: string }>();
  const isFolderNamed = command.getOptionValueSourceWithGlobals('dataDir') === 'cli';
  const eventStoreUrl = isFolderNamed || env.EVENT_STORE_URL === '' ? undefined : env.EVENT_STORE_URL;
  return store ?? eventStoreUrl ?? `sqlite:${dataDir}`;
}

/** Opens a ledger for reading, by default the server's, also while a server runs on it; closes it again. */
export async function withLedger<T>(
  command: Command,
  terminal: Terminal,
  use: (ledger: OpenedStore) => Promise<T>,
): Promise<T> {
  const ledger = await openForReading(await parseStoreUrl(ledgerText(command, terminal)));
  try {
    terminal.tellLedger?.(ledger.name);
    return await use(ledger);
  } finally {
    await ledger.store.close();
  }
}
