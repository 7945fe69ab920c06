import { sql } from 'kysely';
import type { ReadModelTransaction } from './sql-dialect';

/** Does something within a transaction that is taken back alone where it throws. `undo` takes it back at any rate. */
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
