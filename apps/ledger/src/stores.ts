import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreError, StoreUnavailableError, type EventStore } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { EmbeddedLeases, type Leases } from '@ledger/leases';
import {
  KyselyReadModelQueries,
  openPostgresReadModels,
  openSqliteReadModels,
  openPostgresLeases,
  ReadModelError,
  type ReadModelDatabase,
} from '@ledger/projections';
import { makeFolder } from '@ledger/runtime';
import { ConfigurationError } from './config/configuration.error';
import type { LedgerConfig } from './config/ledger.config';
import { areForeign, refuseNewLedger, renameReadModels } from './lost-events';

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

/** What operators are told: a notice, that the ledger waits for a server, or that it is lost. */
export interface StoresLog {
  readonly info: (notice: string) => void;
  readonly warn: (notice: string) => void;
  readonly error: (notice: string) => void;
}

/**
 * Opens the stores; one that cannot be opened is a `ConfigurationError` with a sentence for the operator. A server that
 * is away is waited for: callers get 503 until it answers. `onGivenUp` is called when the embedded ledger has lost its
 * writer for good: the process should end.
 */
export async function openStores(
  config: LedgerConfig,
  log: StoresLog,
  onGivenUp: () => void = () => undefined,
): Promise<LedgerStores> {
  if (config.eventStoreUrl === undefined || config.databaseUrl === undefined) makeDataDir(config.dataDir);
  if (config.eventStoreUrl === undefined) await forOperators(() => refuseLostLedger(config));
  const events = await forOperators(() => openLedgerStore(config, log, onGivenUp));
  try {
    const readModels = await forOperators(() => openOwnReadModels(config, events, log));
    const leases =
      config.databaseUrl === undefined ? new EmbeddedLeases() : openPostgresLeases({ url: config.databaseUrl });
    return { events, readModels, queries: new KyselyReadModelQueries(readModels), leases };
  } catch (error) {
    await events.close();
    throw error;
  }
}

async function openLedgerStore(config: LedgerConfig, log: StoresLog, onGivenUp: () => void): Promise<EventStore> {
  if (config.eventStoreUrl !== undefined) {
    // Its client is a fifth of all that a server loads, and an embedded ledger has no use for it.
    const { EventStoreDbEventStore } = await import('@ledger/event-store-eventstoredb');
    return reached(new EventStoreDbEventStore({ url: config.eventStoreUrl }), log);
  }
  // Processes that decide commands append; one that only projects reads.
  const readOnly = !config.roles.has('api') && !config.roles.has('saga');
  return SqliteEventStore.open({
    path: ledgerFiles(config).ledger,
    readOnly,
    log,
    onGivenUp: (reason) => {
      log.error(reason);
      onGivenUp();
    },
  });
}

/** Wrong credentials or an unknown certificate end the start; a server that is away does not. */
async function reached(store: EventStore, log: StoresLog): Promise<EventStore> {
  try {
    await store.lastPosition();
  } catch (error) {
    if (!(error instanceof StoreUnavailableError) || error.isMisconfigured) {
      await store.close();
      throw error;
    }
    log.warn(`${error.message} The ledger waits for it; calls that need it get 503.`);
  }
  return store;
}

/** They are opened again for good, and speak then. */
const SILENT: StoresLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function refuseLostLedger(config: LedgerConfig): Promise<void> {
  const { ledger, readModels } = ledgerFiles(config);
  if (config.databaseUrl === undefined && !existsSync(readModels)) return;
  await refuseNewLedger(config, ledger, () => openReadModels(config, SILENT));
}

/** The read models of this ledger; those of another one are kept under another name. */
async function openOwnReadModels(config: LedgerConfig, events: EventStore, log: StoresLog): Promise<ReadModelDatabase> {
  const readModels = await openReadModels(config, log);
  try {
    if (!(await areForeign(config, { events, readModels }))) return readModels;
  } catch (error) {
    await readModels.close();
    throw error;
  }
  await readModels.close();
  const kept = renameReadModels(ledgerFiles(config).readModels, new Date());
  log.warn(`The read models know events that this ledger does not hold. They are kept as ${kept}; new ones are built.`);
  return openReadModels(config, log);
}

function openReadModels(config: LedgerConfig, { info, warn }: StoresLog): Promise<ReadModelDatabase> {
  return config.databaseUrl === undefined
    ? openSqliteReadModels({ path: ledgerFiles(config).readModels })
    : openPostgresReadModels({
        url: config.databaseUrl,
        onNotice: info,
        onAway: ({ message }) => warn(`${message} The ledger waits for them; calls that need them get 503.`),
      });
}

/** Closes what was opened, the event store last. */
export async function closeStores({ events, readModels, leases }: LedgerStores): Promise<void> {
  await leases.close();
  await readModels.close();
  await events.close();
}

function makeDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir);
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
