import { errorMessage } from '@ledger/runtime';
import type { Kysely, Selectable } from 'kysely';
import type { DeadLettersTable } from '../database/tables/bookkeeping-tables';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import type { PoisonEvent } from '../delivery/poison-events';

/** An event that a projection failed to apply and skipped. */
export interface DeadLetter {
  readonly projection: string;
  /** Of the event in the ledger. */
  readonly position: string;
  readonly eventId: string;
  readonly stream: string;
  readonly type: string;
  /** The last error of the projection. */
  readonly error: string;
  /** Failed attempts to apply it. */
  readonly attempts: number;
  /** RFC 3339, UTC. */
  readonly firstFailedAt: string;
  readonly lastFailedAt: string;
  /** When a retry was requested; null if none is pending. */
  readonly retryRequestedAt: string | null;
}

export type DeadLetterRow = Selectable<DeadLettersTable>;
type Db = Kysely<ReadModelSchema>;

/** Records poison events, within the transaction that skips them. */
export async function recordDeadLetters(
  db: Db,
  events: readonly PoisonEvent[],
  attempts: number,
  at: string,
): Promise<void> {
  for (const { projection, event, error } of events) {
    const failure = { error: errorMessage(error), last_failed_at: at };
    await db
      .insertInto('dead_letters')
      .values({
        projection,
        position: event.recorded.position,
        entry_position: event.order,
        event_id: event.recorded.id,
        stream: event.recorded.stream,
        type: event.type,
        attempts,
        first_failed_at: at,
        rebuild: null,
        retry_requested_at: null,
        ...failure,
      })
      .onConflict((conflict) => conflict.columns(['projection', 'position']).doUpdateSet(failure))
      .execute();
  }
}

/** Notes what failed again, and in which rebuild; gives the first poison event that is not recorded. */
export async function recordFailedAgain(
  db: Db,
  events: readonly PoisonEvent[],
  rebuild: number | undefined,
  at: string,
): Promise<PoisonEvent | undefined> {
  for (const poison of events) {
    const letter = { projection: poison.projection, position: poison.event.recorded.position };
    if (!(await noteFailure(db, letter, errorMessage(poison.error), at, rebuild))) return poison;
  }
  return undefined;
}

export async function recordFailedRetries(
  db: Db,
  letters: readonly DeadLetterRow[],
  error: string,
  at: string,
): Promise<void> {
  for (const letter of letters) await noteFailure(db, letter, error, at);
}

/** False if there is no such dead letter. */
async function noteFailure(
  db: Db,
  { projection, position }: Pick<DeadLetterRow, 'projection' | 'position'>,
  error: string,
  at: string,
  rebuild?: number,
): Promise<boolean> {
  const change = db
    .updateTable('dead_letters')
    .set((row) => ({ attempts: row('attempts', '+', 1), error, last_failed_at: at, retry_requested_at: null }))
    .$if(rebuild !== undefined, (query) => query.set({ rebuild: rebuild ?? null }));
  const { numUpdatedRows } = await change
    .where('projection', '=', projection)
    .where('position', '=', position)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Projections of which a rebuild has applied dead letters: their rows are bound to differ. */
export async function projectionsRepairedBy(db: Db, rebuild: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('dead_letters')
    .select('projection')
    .distinct()
    .where('rebuild', 'is distinct from', rebuild)
    .execute();
  return new Set(rows.map(({ projection }) => projection));
}

/** Drops the dead letters that a rebuild has applied. */
export async function dropRepairedBy(db: Db, rebuild: number): Promise<void> {
  await db.deleteFrom('dead_letters').where('rebuild', 'is distinct from', rebuild).execute();
}

/** In the ledger's order. */
export async function readDeadLetters(db: Db, projection: string, limit: number): Promise<readonly DeadLetter[]> {
  const rows = await inOrder(db).where('projection', '=', projection).limit(limit).execute();
  return rows.map(describeLetter);
}

export async function readDeadLetter(db: Db, projection: string, position: string): Promise<DeadLetter | undefined> {
  const row = await inOrder(db)
    .where('projection', '=', projection)
    .where('position', '=', position)
    .executeTakeFirst();
  return row && describeLetter(row);
}

/** Those whose retry is requested, in the ledger's order. */
export function readRequestedLetters(db: Db): Promise<readonly DeadLetterRow[]> {
  return inOrder(db).where('retry_requested_at', 'is not', null).execute();
}

/** Those of some streams, of any projection. */
export function readLettersOf(db: Db, streams: readonly string[]): Promise<readonly DeadLetterRow[]> {
  return inOrder(db).where('stream', 'in', streams).execute();
}

/** Requests a retry. Undefined if there is no such dead letter. To be called in a transaction. */
export async function requestRetry(
  db: Db,
  projection: string,
  position: string,
  at: string,
): Promise<DeadLetter | undefined> {
  await setRequest(db, { projection, position }, at);
  return readDeadLetter(db, projection, position);
}

/** Leaves the dead letters as they are, for a rebuild to apply. */
export async function clearRequests(db: Db, letters: readonly DeadLetterRow[]): Promise<void> {
  for (const letter of letters) await setRequest(db, letter, null);
}

/** Drops a dead letter that has been applied. */
export async function dropLetter(db: Db, { projection, position }: DeadLetterRow): Promise<void> {
  await db.deleteFrom('dead_letters').where('projection', '=', projection).where('position', '=', position).execute();
}

async function setRequest(
  db: Db,
  { projection, position }: Pick<DeadLetterRow, 'projection' | 'position'>,
  at: string | null,
): Promise<void> {
  await db
    .updateTable('dead_letters')
    .set({ retry_requested_at: at })
    .where('projection', '=', projection)
    .where('position', '=', position)
    .execute();
}

function inOrder(db: Db) {
  return db.selectFrom('dead_letters').selectAll().orderBy('entry_position');
}

function describeLetter(row: DeadLetterRow): DeadLetter {
  return {
    projection: row.projection,
    position: row.position,
    eventId: row.event_id,
    stream: row.stream,
    type: row.type,
    error: row.error,
    attempts: Number(row.attempts),
    firstFailedAt: row.first_failed_at,
    lastFailedAt: row.last_failed_at,
    retryRequestedAt: row.retry_requested_at,
  };
}
