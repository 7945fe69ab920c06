import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreError, type EventStore } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { EventStoreDbEventStore } from '@ledger/event-store-eventstoredb';
import { EmbeddedLeases, type Leases } from '@ledger/leases';
import {
  KyselyReadModelQueries,
  openPostgresReadModels,
  openSqliteReadModels,
  openPostgresLeases,
  ReadModelError,
  type ReadModelDatabase,
} from '@ledger/projections';
import { ConfigurationError } from './config/configuration.error';
import type { LedgerConfig } from './config/ledger.config';

export interface LedgerStores {
  readonly events: EventStore;
  readonly readModels: ReadModelDatabase;
  readonly queries: KyselyReadModelQueries;
  /** Which of several processes projects, and which sends timeouts. */
  readonly leases: Leases;
}

export function ledgerFiles({ dataDir }: Pick<LedgerConfig, 'dataDir'>): { ledger: string; readModels: string } {
  return { ledger: join(dataDir, 'ledger.db'), readModels: join(dataDir, 'read-models.db') };
}

/** Opens the stores; one that cannot be opened is a `ConfigurationError` with a sentence for the operator. */
export async function openStores(config: LedgerConfig, tell: (notice: string) => void): Promise<LedgerStores> {
  if (config.eventStoreUrl === undefined || config.databaseUrl === undefined) makeDataDir(config.dataDir);
  const events = await forOperators(() => openLedgerStore(config));
  try {
    const readModels = await forOperators(() => openReadModels(config, tell));
    const leases =
      config.databaseUrl === undefined ? new EmbeddedLeases() : openPostgresLeases({ url: config.databaseUrl });
    return { events, readModels, queries: new KyselyReadModelQueries(readModels), leases };
  } catch (error) {
    await events.close();
    throw error;
  }
}

async function openLedgerStore(config: LedgerConfig): Promise<EventStore> {
  if (config.eventStoreUrl !== undefined) return new EventStoreDbEventStore({ url: config.eventStoreUrl });
  // Processes that decide commands append; one that only projects reads.
  const readOnly = !config.roles.has('api') && !config.roles.has('saga');
  return SqliteEventStore.open({ path: ledgerFiles(config).ledger, readOnly });
}

function openReadModels(config: LedgerConfig, tell: (notice: string) => void): Promise<ReadModelDatabase> {
  return config.databaseUrl === undefined
    ? openSqliteReadModels({ path: ledgerFiles(config).readModels })
    : openPostgresReadModels({ url: config.databaseUrl, onNotice: tell });
}

/** Closes what was opened, the event store last. */
export async function closeStores({ events, readModels, leases }: LedgerStores): Promise<void> {
  await leases.close();
  await readModels.close();
  await events.close();
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`DATA_DIR must be a writable folder: ${reason}.`, { cause: error });
  }
}

async function forOperators<T>(open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    // A malformed connection string is a `TypeError` whose sentence contains no password.
    if (error instanceof EventStoreError || error instanceof ReadModelError || error instanceof TypeError) {
      throw new ConfigurationError(error.message, { cause: error });
    }
    throw error;
  }
}
