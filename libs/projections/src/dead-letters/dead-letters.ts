import type { Kysely, Selectable } from 'kysely';
import type { DeadLettersTable, ReadModelSchema } from '../database/read-model-schema';
import type { Refusal } from '../delivery/poison-events';

/** An event that a projection was led past, since it does not take it. */
export interface DeadLetter {
  readonly projection: string;
  /** Of the event in the ledger. */
  readonly position: string;
  readonly eventId: string;
  readonly stream: string;
  readonly type: string;
  /** What the projection said last. */
  readonly error: string;
  /** How often it was offered and refused. */
  readonly attempts: number;
  /** RFC 3339, UTC. */
  readonly firstFailedAt: string;
  readonly lastFailedAt: string;
  /** When it was asked to be tried again; null where it has been since, or nobody asked. */
  readonly retryRequestedAt: string | null;
}

export type DeadLetterRow = Selectable<DeadLettersTable>;

/** Records what was refused, within the transaction that leads the projection past it. */
export async function recordDeadLetters(
  db: Kysely<ReadModelSchema>,
  refusals: readonly Refusal[],
  attempts: number,
  at: string,
): Promise<void> {
  for (const { projection, event, error } of refusals) {
    const said = { error: sentenceOf(error), last_failed_at: at };
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
        ...said,
      })
      .onConflict((conflict) => conflict.columns(['projection', 'position']).doUpdateSet(said))
      .execute();
  }
}

/**
 * Notes that what is on record was refused again; gives the first refusal that is not.
 * @param rebuild which met it, where it was one.
 */
export async function recordAgain(
  db: Kysely<ReadModelSchema>,
  refusals: readonly Refusal[],
  rebuild: number | undefined,
  at: string,
): Promise<Refusal | undefined> {
  for (const refusal of refusals) {
    const { numUpdatedRows } = await db
      .updateTable('dead_letters')
      .set((row) => ({
        attempts: row('attempts', '+', 1),
        error: sentenceOf(refusal.error),
        last_failed_at: at,
        retry_requested_at: null,
        ...(rebuild !== undefined && { rebuild }),
      }))
      .where('projection', '=', refusal.projection)
      .where('position', '=', refusal.event.recorded.position)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return refusal;
  }
  return undefined;
}

/** Projections of which a rebuild has taken dead letters: their rows are bound to come out otherwise. */
export async function takenBy(db: Kysely<ReadModelSchema>, rebuild: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('dead_letters')
    .select('projection')
    .distinct()
    .where('rebuild', 'is distinct from', rebuild)
    .execute();
  return new Set(rows.map(({ projection }) => projection));
}

/** What a rebuild has taken is no dead letter any more. */
export async function dropTakenLetters(db: Kysely<ReadModelSchema>, rebuild: number): Promise<void> {
  await db.deleteFrom('dead_letters').where('rebuild', 'is distinct from', rebuild).execute();
}

/** In the ledger's order. */
export async function readDeadLetters(
  db: Kysely<ReadModelSchema>,
  projection: string,
  limit: number,
): Promise<readonly DeadLetter[]> {
  const rows = await db
    .selectFrom('dead_letters')
    .selectAll()
    .where('projection', '=', projection)
    .orderBy('entry_position')
    .limit(limit)
    .execute();
  return rows.map(describeLetter);
}

/** Those that somebody wants tried again, in the ledger's order. */
export function readRequestedLetters(db: Kysely<ReadModelSchema>): Promise<readonly DeadLetterRow[]> {
  return db
    .selectFrom('dead_letters')
    .selectAll()
    .where('retry_requested_at', 'is not', null)
    .orderBy('entry_position')
    .execute();
}

/** Asks for a letter to be tried again. Undefined where there is none. To be called in a transaction. */
export async function requestRetry(
  db: Kysely<ReadModelSchema>,
  projection: string,
  position: string,
  at: string,
): Promise<DeadLetter | undefined> {
  await db
    .updateTable('dead_letters')
    .set({ retry_requested_at: at })
    .where('projection', '=', projection)
    .where('position', '=', position)
    .execute();
  const row = await db
    .selectFrom('dead_letters')
    .selectAll()
    .where('projection', '=', projection)
    .where('position', '=', position)
    .executeTakeFirst();
  return row && describeLetter(row);
}

/** Those of some streams, of whichever projection. */
export function lettersOf(db: Kysely<ReadModelSchema>, streams: readonly string[]): Promise<readonly DeadLetterRow[]> {
  return db.selectFrom('dead_letters').selectAll().where('stream', 'in', streams).execute();
}

/** What was taken is no dead letter any more. */
export async function dropLetter(db: Kysely<ReadModelSchema>, { projection, position }: DeadLetterRow): Promise<void> {
  await db.deleteFrom('dead_letters').where('projection', '=', projection).where('position', '=', position).execute();
}

/** Notes that letters were tried again and nothing came of it. */
export async function noteFailedRetry(
  db: Kysely<ReadModelSchema>,
  letters: readonly DeadLetterRow[],
  error: string,
  at: string,
): Promise<void> {
  for (const { projection, position } of letters) {
    await db
      .updateTable('dead_letters')
      .set((row) => ({ attempts: row('attempts', '+', 1), error, last_failed_at: at, retry_requested_at: null }))
      .where('projection', '=', projection)
      .where('position', '=', position)
      .execute();
  }
}

/** Leaves the letters as they are, to be met by a rebuild. */
export async function clearRequests(db: Kysely<ReadModelSchema>, letters: readonly DeadLetterRow[]): Promise<void> {
  for (const { projection, position } of letters) {
    await db
      .updateTable('dead_letters')
      .set({ retry_requested_at: null })
      .where('projection', '=', projection)
      .where('position', '=', position)
      .execute();
  }
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

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
