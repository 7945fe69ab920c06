import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventStore } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { EXIT } from './exit-code';
import { CliFailure } from './failures';

/** Opens the ledger file of a data folder for reading, also while a server runs on it, and closes it again. */
export async function withLedger<T>(dataDir: string, use: (store: EventStore) => Promise<T>): Promise<T> {
  const path = join(dataDir, 'ledger.db');
  await stat(path).catch((cause: unknown) => {
    const hint = 'name the data folder with --data-dir or DATA_DIR';
    throw new CliFailure(EXIT.unreachable, `There is no ledger at ${path}: ${hint}.`, { cause });
  });
  const store = await SqliteEventStore.open({ path, readOnly: true });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
