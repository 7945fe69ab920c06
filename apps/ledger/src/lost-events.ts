import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { sealUnordered, StoreUnavailableError, streamName, type EventStore } from '@ledger/event-store';
import { LOSS_ACCEPTED, tenantLossesStream, type LossAccepted } from '@ledger/journey';
import {
  foreignReadModels,
  LedgerBehindError,
  ReadModelsUnavailableError,
  type ForeignReadModels,
  type ReadModelDatabase,
} from '@ledger/projections';
import { ConfigurationError } from './config/configuration.error';
import type { LedgerConfig } from './config/ledger.config';
import { DEFAULT_TENANT } from './http/incoming-call';

const LOSSES = streamName(tenantLossesStream(DEFAULT_TENANT));
const ACTOR = { subject: 'ACCEPT_LOSS', kind: 'operator' } as const;

interface OpenStores {
  readonly events: EventStore;
  readonly readModels: ReadModelDatabase;
}

/**
 * Read models that know events which the ledger lacks are evidence that it lost them: the start ends with a
 * `ConfigurationError`, unless `ACCEPT_LOSS` is the number of events that are missing. Then the loss is recorded, once.
 * True: these read models belong to another ledger, and are to be kept under another name.
 */
export async function areForeign(config: LedgerConfig, stores: OpenStores): Promise<boolean> {
  const foreign = await foreignIn(stores);
  if (foreign === undefined) return false;
  if (foreign.missing === 0) return config.databaseUrl === undefined;
  await accept(config, stores, foreign);
  if (config.databaseUrl === undefined) return true;
  throw new ConfigurationError(
    `The loss of ${foreign.missing} events is recorded, and ${stores.readModels.name} is left as it is. Set ` +
      'DATABASE_URL to an empty database, which is filled from the ledger, and start again.',
  );
}

/**
 * To be called before the ledger is opened, which creates a missing one: a log without its file would be removed by that,
 * and a file that is put back later would meet another.
 */
export async function refuseNewLedger(
  config: LedgerConfig,
  ledgerPath: string,
  openReadModels: () => Promise<ReadModelDatabase>,
): Promise<void> {
  const log = `${ledgerPath}-wal`;
  const hasLog = sizeOf(log) > 0;
  if (!existsSync(ledgerPath) && hasLog) {
    throw new ConfigurationError(
      `${log} is there without its ledger ${ledgerPath}. Put back both, or a backup; or move the log to another folder ` +
        'and keep it.',
    );
  }
  if (hasLog || sizeOf(ledgerPath) > ONE_PAGE) return;
  const readModels = await openReadModels();
  try {
    const foreign = await foreignIn({ events: EMPTY, readModels });
    if (foreign !== undefined && foreign.missing !== config.acceptLoss) throw refusal(config, readModels, foreign);
  } finally {
    await readModels.close();
  }
}

/** What SQLite writes of a new file before it has a table. */
const ONE_PAGE = 4_096;
const EMPTY = { readAll: () => Readable.from([]) };

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Gives a file of read models another name, with its log. */
export function renameReadModels(path: string, now: Date): string {
  const at = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const kept = path.replace(/(\.db)?$/, `.before-${at}.db`);
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, kept + suffix);
  return kept;
}

/** What cannot be asked now is waited for: then the projector looks, and stops instead of emptying anything. */
async function foreignIn({
  events,
  readModels,
}: Pick<OpenStores, 'readModels'> & {
  readonly events: Pick<EventStore, 'readAll'>;
}): Promise<ForeignReadModels | undefined> {
  try {
    return await foreignReadModels(readModels, events);
  } catch (error) {
    if (error instanceof StoreUnavailableError || error instanceof ReadModelsUnavailableError) return undefined;
    throw error;
  }
}

async function accept(
  config: LedgerConfig,
  { events, readModels }: OpenStores,
  foreign: ForeignReadModels,
): Promise<void> {
  const { missing, held, known, lastEventId } = foreign;
  // Recorded at a start that went no further.
  if (await isAccepted(events, lastEventId)) return;
  if (config.acceptLoss !== missing) throw refusal(config, readModels, foreign);
  const data: LossAccepted = { missing, held, known, lastEventId };
  const occurredAt = new Date().toISOString();
  const metadata = { tenant: DEFAULT_TENANT, actor: ACTOR, schemaVersion: 1, occurredAt };
  const sealed = sealUnordered(LOSSES, [{ id: randomUUID(), type: LOSS_ACCEPTED, data, metadata }]);
  await events.append(LOSSES, sealed, { expectedRevision: 'ANY' });
}

function refusal(
  { acceptLoss }: LedgerConfig,
  readModels: ReadModelDatabase,
  foreign: ForeignReadModels,
): ConfigurationError {
  const given = acceptLoss === 0 ? '' : ` ACCEPT_LOSS is ${acceptLoss}, which is another number.`;
  return new ConfigurationError(new LedgerBehindError(readModels.name, foreign).message + given);
}

async function isAccepted(events: EventStore, lastEventId: string): Promise<boolean> {
  for await (const { data } of events.readStream(LOSSES, { ifMissing: 'empty' })) {
    if ((JSON.parse(data) as LossAccepted).lastEventId === lastEventId) return true;
  }
  return false;
}
