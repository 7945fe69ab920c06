import { InvalidPositionError, type EventStore } from '@ledger/event-store';
import { LedgerBehindError } from '../database/errors';
import { checkpointOf, fitsLedger } from './checkpoints';
import type { ReadModelDatabase } from './read-model-database';

/** Read models that were built from another ledger than this one, or from more of it than there is. */
export interface ForeignReadModels {
  /** Events that they were built from. */
  readonly known: number;
  /** Events that the ledger holds. */
  readonly held: number;
  /** At least so many events are gone; 0 if the ledger holds as many others. */
  readonly missing: number;
  /** Of the last event that they were built from. */
  readonly lastEventId: string;
}

/** Undefined if the last event that the read models were built from is where they say, or there is none. */
export async function foreignReadModels(
  database: ReadModelDatabase,
  store: Pick<EventStore, 'readAll'>,
): Promise<ForeignReadModels | undefined> {
  const rows = await database.attempt((db) => db.selectFrom('projection_checkpoints').selectAll().execute());
  const [furthest] = rows
    .filter((row) => row.anchor_event_id !== null)
    .sort((one, other) => Number(other.events) - Number(one.events));
  const lastEventId = furthest?.anchor_event_id ?? undefined;
  if (furthest === undefined || lastEventId === undefined) return undefined;
  try {
    if (await fitsLedger(checkpointOf(furthest), store)) return undefined;
  } catch (error) {
    // A position of another kind of store.
    if (!(error instanceof InvalidPositionError)) throw error;
  }
  const known = Number(furthest.events);
  const held = await countUpTo(store, known);
  return { known, held, missing: known - held, lastEventId };
}

/** Read models that know more than the ledger are evidence of a loss: they are never emptied for it. */
export async function assertNothingMissing(
  database: ReadModelDatabase,
  store: Pick<EventStore, 'readAll'>,
): Promise<void> {
  const foreign = await foreignReadModels(database, store);
  if (foreign !== undefined && foreign.missing > 0) throw new LedgerBehindError(database.name, foreign);
}

/** Not by positions: those of a server have gaps, and those of another store mean nothing here. */
async function countUpTo(store: Pick<EventStore, 'readAll'>, limit: number): Promise<number> {
  let events = 0;
  for await (const _ of store.readAll({ limit })) events++;
  return events;
}
