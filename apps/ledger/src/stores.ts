import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreError, type EventStore } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import {
  KyselyReadModelQueries,
  openSqliteReadModels,
  ReadModelError,
  type ReadModelDatabase,
} from '@ledger/projections';
import { ConfigurationError } from './config/configuration.error';
import type { LedgerConfig } from './config/ledger.config';

/** What the process keeps open. */
export interface LedgerStores {
  readonly events: EventStore;
  readonly readModels: ReadModelDatabase;
  readonly queries: KyselyReadModelQueries;
}

/** Where the embedded files lie. */
export function ledgerFiles({ dataDir }: Pick<LedgerConfig, 'dataDir'>): { ledger: string; readModels: string } {
  return { ledger: join(dataDir, 'ledger.db'), readModels: join(dataDir, 'read-models.db') };
}

/** Opens the stores; what cannot be opened is a `ConfigurationError` that tells the operator in one sentence. */
export async function openStores(config: LedgerConfig): Promise<LedgerStores> {
  const files = ledgerFiles(config);
  makeDataDir(config.dataDir);
  // Whoever decides commands appends; a process that only projects reads beside it.
  const readOnly = !config.roles.has('api') && !config.roles.has('saga');
  const events = await forOperators(() => SqliteEventStore.open({ path: files.ledger, readOnly }));
  try {
    const readModels = await forOperators(() => openSqliteReadModels({ path: files.readModels }));
    return { events, readModels, queries: new KyselyReadModelQueries(readModels) };
  } catch (error) {
    await events.close();
    throw error;
  }
}

/** Closes what was opened, the truth last. */
export async function closeStores({ events, readModels }: LedgerStores): Promise<void> {
  await readModels.close();
  await events.close();
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`DATA_DIR should be a folder that can be written: ${reason}.`, { cause: error });
  }
}

async function forOperators<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof EventStoreError || error instanceof ReadModelError) {
      throw new ConfigurationError(error.message, { cause: error });
    }
    throw error;
  }
}
