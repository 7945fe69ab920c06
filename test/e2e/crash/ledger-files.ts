import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { verifyLedger, type LedgerVerification } from '@ledger/audit';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { openSqliteReadModels, projectionDigest, readModelProjections } from '@ledger/projections';

const LEDGER = 'ledger.db';

/** Recomputes every hash chain of a data folder, also while a server runs on it. */
export async function verification(dataDir: string): Promise<LedgerVerification> {
  const store = await SqliteEventStore.open({ path: join(dataDir, LEDGER), readOnly: true });
  try {
    return await verifyLedger(store, undefined, { gaplessFrom: 1n });
  } finally {
    await store.close();
  }
}

/** Copies the truth alone: the server that opens the copy must build the read models from zero. The server has to be stopped. */
export function copyLedger(dataDir: string, target: string): void {
  mkdirSync(target);
  for (const file of [LEDGER, `${LEDGER}-wal`]) {
    if (existsSync(join(dataDir, file))) copyFileSync(join(dataDir, file), join(target, file));
  }
}

/** A digest of each read model, by its name. The server has to be stopped. */
export async function readModelDigests(dataDir: string): Promise<Readonly<Record<string, string>>> {
  const database = await openSqliteReadModels({ path: join(dataDir, 'read-models.db') });
  try {
    const digests: Record<string, string> = {};
    for (const { name } of readModelProjections) digests[name] = await projectionDigest(database, name);
    return digests;
  } finally {
    await database.close();
  }
}
