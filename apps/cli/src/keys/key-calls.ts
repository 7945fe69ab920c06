import type { KeysClient } from '@ledger/client';
import type { Command } from 'commander';
import { openForAppending, openForReading, parseStoreUrl } from '../input/store-url';
import { FileKeys } from './file-keys';
import type { GlobalOptions, Session } from '../session';

/** What commands do with keys: by the server, or on a ledger file. */
export type KeyCalls = Pick<KeysClient, 'create' | 'list' | 'show' | 'rotate' | 'revoke'>;

/**
 * The keys of the server; of the ledger file where `--data-dir` is written on the command line: for owners who have no key
 * that the server accepts. A file that a server has open can be read, and not changed.
 */
export async function withKeys<T>(
  command: Command,
  session: Session<object>,
  purpose: 'read' | 'change',
  use: (keys: KeyCalls) => Promise<T>,
): Promise<T> {
  if (command.getOptionValueSourceWithGlobals('dataDir') !== 'cli') return use((await session.client()).keys);
  const { terminal } = session;
  const { dataDir }: GlobalOptions = session.options;
  const place = await parseStoreUrl(`sqlite:${dataDir}`);
  // Of a folder without a ledger no ledger is made.
  const read = await openForReading(place);
  if (purpose === 'change') await read.store.close();
  const { store, name } = purpose === 'read' ? read : await openForAppending(place);
  try {
    session.tellLedger(name);
    return await use(new FileKeys(await import('@ledger/access'), store, terminal));
  } finally {
    await store.close();
  }
}
