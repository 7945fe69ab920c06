import type { Kysely } from 'kysely';
import type { ReadModelSchema } from './database/read-model-schema';
import type { Refusal } from './isolation';

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
}

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

/** Notes that a rebuild was refused again what is on record; gives the first refusal that is not. */
export async function recordAgain(
  db: Kysely<ReadModelSchema>,
  refusals: readonly Refusal[],
  rebuild: number,
  at: string,
): Promise<Refusal | undefined> {
  for (const refusal of refusals) {
    const { numUpdatedRows } = await db
      .updateTable('dead_letters')
      .set((row) => ({
        attempts: row('attempts', '+', 1),
        error: sentenceOf(refusal.error),
        last_failed_at: at,
        rebuild,
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
  return rows.map((row) => ({
    projection: row.projection,
    position: row.position,
    eventId: row.event_id,
    stream: row.stream,
    type: row.type,
    error: row.error,
    attempts: Number(row.attempts),
    firstFailedAt: row.first_failed_at,
    lastFailedAt: row.last_failed_at,
  }));
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
