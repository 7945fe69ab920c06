import { createHash } from 'node:crypto';
import { errorMessage } from '@ledger/runtime';
import { sql } from 'kysely';
import type { VersionedTables } from './tables/declare-table';
import type { ReadModelTransaction } from './sql-dialect';
import { ANALYST_FUNCTIONS, ANALYTICS_SCHEMA as SCHEMA, analystViewsOf } from './analyst-view-texts';

/** Reads the views and nothing else. It cannot log in until an operator gives it a password or a member. */
export const ANALYST_ROLE = 'analyst';

/** Puts the views of `docs/reference/read-models.md` over the tables unless up to date: replacing waits for readers. */
export async function publishAnalystViews(
  tx: ReadModelTransaction,
  projections: readonly VersionedTables[],
  onNotice: (text: string) => void,
): Promise<void> {
  const role = await ensureRole(tx, onNotice);
  if (!(await ensureSchema(tx, onNotice))) return;
  const statements = [...ANALYST_FUNCTIONS, ...analystViewsOf(projections)];
  const mark = `Views of the journey ledger's read models, ${digestOf([...statements, String(role)])}`;
  if ((await schemaComment(tx)) === mark) return;
  await sql`savepoint before_views`.execute(tx);
  try {
    for (const statement of [...statements, ...(role ? GRANTS : [])]) await sql.raw(statement).execute(tx);
    await sql`comment on schema ${sql.ref(SCHEMA)} is ${sql.lit(mark)}`.execute(tx);
  } catch (error) {
    // Other users' views may stand on ours: they are not ours to drop, and the ledger runs as well without new ones.
    await sql`rollback to savepoint before_views`.execute(tx);
    onNotice(`The views for analysts could not be replaced and stay as they were: ${errorMessage(error)}.`);
  }
}

/** On our views alone: others in the same schema are their owners' to open. */
const GRANTS = [
  `grant usage on schema ${SCHEMA} to ${ANALYST_ROLE}`,
  `do $$ declare view_name text; begin
     for view_name in
       select relname from pg_class
       where relkind = 'v' and relnamespace = '${SCHEMA}'::regnamespace and relowner = current_user::regrole
     loop execute format('grant select on ${SCHEMA}.%I to ${ANALYST_ROLE}', view_name); end loop;
   end $$`,
];

/** Whether the role exists. Roles belong to the whole server: another database's ledger may create it at the same time. */
async function ensureRole(tx: ReadModelTransaction, onNotice: (text: string) => void): Promise<boolean> {
  const { rows } = await sql<{ exists: boolean; may_create: boolean }>`
    select exists (select 1 from pg_roles where rolname = ${ANALYST_ROLE}) as exists,
           (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as may_create`.execute(tx);
  if (rows[0]?.exists === true) return true;
  if (rows[0]?.may_create !== true) {
    onNotice(
      `The role ${ANALYST_ROLE} does not exist and this user may not create it. Run "CREATE ROLE ${ANALYST_ROLE} NOLOGIN" ` +
        'as a user who may; the next start lets it read the views.',
    );
    return false;
  }
  await sql
    .raw(
      `do $$ begin
         create role ${ANALYST_ROLE} nologin;
         alter role ${ANALYST_ROLE} set default_transaction_read_only = on;
         alter role ${ANALYST_ROLE} set statement_timeout = '60s';
       exception when duplicate_object or unique_violation then null;
       end $$`,
    )
    .execute(tx);
  return true;
}

/** Whether the schema exists and is ours to change. */
async function ensureSchema(tx: ReadModelTransaction, onNotice: (text: string) => void): Promise<boolean> {
  const { rows } = await sql<{ is_ours: boolean | null; may_create: boolean }>`
    select (select pg_has_role(nspowner, 'usage') from pg_namespace where nspname = ${SCHEMA}) as is_ours,
           has_database_privilege(current_database(), 'create') as may_create`.execute(tx);
  const { is_ours: isOurs = null, may_create: mayCreate = false } = rows[0] ?? {};
  if (isOurs === true) return true;
  if (isOurs === null && mayCreate) {
    await sql`create schema ${sql.ref(SCHEMA)}`.execute(tx);
    return true;
  }
  onNotice(
    `There are no views for analysts, since this user may not create the schema ${SCHEMA}. ` +
      'Let it create in the database (GRANT CREATE ON DATABASE) and own that schema.',
  );
  return false;
}

export async function schemaComment(tx: ReadModelTransaction): Promise<string | null> {
  const { rows } = await sql<{ comment: string | null }>`
    select obj_description(oid, 'pg_namespace') as comment from pg_namespace where nspname = ${SCHEMA}`.execute(tx);
  return rows[0]?.comment ?? null;
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
}
