import { Client, DatabaseError, type QueryArrayConfig } from 'pg';
import { ANALYTICS_SCHEMA, TENANT_ROLE } from '../../database/analyst-view-texts';
import { translatePostgresError } from '../../database/postgres-errors';
import type { SqlAnswer } from './query-read-models';
import { ANALYST_ROLE } from '../../database/analyst-views';
import { ranTooLong, SqlRefusedError } from './single-select';

const QUERY_CANCELED = '57014';
/** Classes of SQLSTATE in which the statement is at fault: syntax or access, data, feature, read-only transaction. */
const STATEMENTS_FAULT = new Set(['42', '22', '0A', '25', '26', '21']);

const TABLES = `
  select table_name as "table", column_name as "column", data_type as "type"
  from information_schema.columns where table_schema = '${ANALYTICS_SCHEMA}' order by table_name, ordinal_position`;

/**
 * A superuser's query could leave the role by the first, and run texts that were never checked by the others; names
 * may be written by the escapes of the last.
 */
const LEAVES_THE_ROLE =
  /set_config|(query|cursor|table|schema|database)_to_xml|query_to_xmlschema|\bdblink|\bts_(stat|rewrite)\b|\bu&"/i;

/**
 * Queries the views for analysts in a read-only transaction, by the rights of the role `analyst`, or of that of a tenant.
 * @param tenant default: what the role `analyst` reads.
 */
export async function queryPostgres(
  url: string,
  text = TABLES,
  timeLimitMs: number,
  tenant?: string,
): Promise<SqlAnswer> {
  const [forbidden] = LEAVES_THE_ROLE.exec(text) ?? [];
  if (forbidden !== undefined) throw new SqlRefusedError(`A query with ${forbidden} cannot be run here.`);
  const client = new Client({
    connectionString: url,
    application_name: 'journey sql',
    statement_timeout: timeLimitMs,
  });
  const { host, pathname } = new URL(url);
  try {
    await client.connect();
    await client.query('begin transaction read only');
    if (tenant === undefined || tenant === 'default') await becomeAnalyst(client);
    else await becomeAnalystOf(client, tenant);
    await client.query(`set local search_path to ${ANALYTICS_SCHEMA}, public`);
    // A named query goes by the extended protocol, which takes one statement: none can end the transaction first.
    const query: QueryArrayConfig = { name: 'journey-sql', text, rowMode: 'array' };
    const { fields, rows } = await client.query<unknown[]>(query);
    await client.query('rollback');
    return { columns: fields.map(({ name }) => name), rows };
  } catch (error) {
    if (error instanceof SqlRefusedError) throw error;
    if (error instanceof DatabaseError && error.code === QUERY_CANCELED) throw ranTooLong(timeLimitMs);
    if (error instanceof DatabaseError && STATEMENTS_FAULT.has((error.code ?? '').slice(0, 2))) {
      throw new SqlRefusedError(`The query cannot be run: ${error.message}.`, { cause: error });
    }
    throw translatePostgresError(error, `postgres://${host}${pathname}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Nothing but the role of the tenant shows this tenant, and nothing else. */
async function becomeAnalystOf(client: Client, tenant: string): Promise<void> {
  const role = `${TENANT_ROLE}${tenant}`;
  try {
    await client.query(`set local role ${client.escapeIdentifier(role)}`);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const made = `CREATE ROLE ${client.escapeIdentifier(role)} NOLOGIN IN ROLE ${ANALYST_ROLE}`;
    throw new SqlRefusedError(
      `The tenant ${tenant} is read by the role ${role}, which the user of DATABASE_URL cannot act as (${error.message}). ` +
        `Run "${made}", and grant that role to the user.`,
      { cause: error },
    );
  }
}

/**
 * A user who may not take the role asks by its own rights: it may have been made to read, or may not create roles. A
 * superuser never does: nothing would keep its query from the server's files and programs.
 */
async function becomeAnalyst(client: Client): Promise<void> {
  await client.query('savepoint before_role');
  try {
    await client.query(`set local role ${ANALYST_ROLE}`);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    await client.query('rollback to savepoint before_role');
    const { rows } = await client.query<{ super: boolean }>(
      'select rolsuper as super from pg_roles where rolname = current_user',
    );
    if (rows[0]?.super === false) return;
    throw new SqlRefusedError(
      `DATABASE_URL names a superuser, and there is no role ${ANALYST_ROLE} to query as; start the server once, which creates it.`,
      { cause: error },
    );
  }
}
