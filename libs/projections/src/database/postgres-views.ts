import { sql } from 'kysely';
import { sleep } from '@ledger/runtime';
import { ANALYTICS_SCHEMA } from './analyst-view-texts';
import { schemaComment } from './analyst-views';
import type { ReadModelTransaction } from './sql-dialect';

/** Well below PostgreSQL's `deadlock_timeout` of one second, so that it is never a query that is cancelled. */
const LOCK_TIMEOUT_MS = 100;
const ATTEMPTS = 200;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Locks all views at once, or releases them and tries again: queries lock views in an order of their own, and both
 * would wait for ever. `lock table` would lock the tables too, and a vacuum on one of them yields only to a longer
 * wait than this one. Changing a view, even to what it is, locks it alone.
 */
export async function lockPostgresViews(tx: ReadModelTransaction, views: readonly string[]): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${views}::text[]) as name where to_regclass(name) is not null`.execute(tx);
  if (rows.length === 0) return;
  for (let attempt = 1; ; attempt++) {
    await sql`savepoint before_lock`.execute(tx);
    try {
      await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT_MS)}`.execute(tx);
      for (const { name } of rows) await sql`alter view ${sql.ref(name)} reset (security_barrier)`.execute(tx);
      await sql`set local lock_timeout to default`.execute(tx);
      return;
    } catch (error) {
      await sql`rollback to savepoint before_lock`.execute(tx);
      if (attempt >= ATTEMPTS || !isLockTimeout(error)) throw error;
      await sleep(Math.random() * LOCK_TIMEOUT_MS);
    }
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}

/**
 * If its columns differ, the views for analysts, which stand on it, are dropped first: publish them again in the same
 * transaction. It fails while other users' views stand on it, which are not ours to drop.
 */
export async function pointPostgresView(tx: ReadModelTransaction, view: string, table: string): Promise<void> {
  const text = `view ${view} as select * from ${table}`;
  await sql`savepoint before_view`.execute(tx);
  try {
    await sql.raw(`create or replace ${text}`).execute(tx);
  } catch {
    await sql`rollback to savepoint before_view`.execute(tx);
    await sql.raw(`drop view if exists ${ANALYTICS_SCHEMA}.${view}`).execute(tx);
    await sql.raw(`drop view if exists ${view}`).execute(tx);
    await sql.raw(`create ${text}`).execute(tx);
    if ((await schemaComment(tx)) !== null)
      await sql`comment on schema ${sql.ref(ANALYTICS_SCHEMA)} is null`.execute(tx);
  }
}
