import { sql } from 'kysely';
import type { ReadModelTransaction } from './sql-dialect';

/** Work within a transaction that is rolled back by itself if it throws, or if `undo` says so. */
export async function withinSavepoint<T>(
  tx: ReadModelTransaction,
  work: () => Promise<T>,
  undo: (result: T) => boolean = () => false,
): Promise<T> {
  await sql`savepoint attempt`.execute(tx);
  try {
    const result = await work();
    if (undo(result)) await sql`rollback to savepoint attempt`.execute(tx);
    await sql`release savepoint attempt`.execute(tx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx);
    await sql`release savepoint attempt`.execute(tx);
    throw error;
  }
}
