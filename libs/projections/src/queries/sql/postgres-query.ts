import { Client, DatabaseError, type QueryArrayConfig } from 'pg';
import { ANALYTICS_SCHEMA } from '../../database/analyst-view-texts';
import { translatePostgresError } from '../../database/postgres-errors';
import type { SqlAnswer } from './query-read-models';
import { SqlRefusedError } from './single-select';

const STATEMENT_TIMEOUT_MS = 60_000;
/** Classes of SQLSTATE in which the statement is at fault: syntax or access, data, feature, read-only transaction. */
const STATEMENTS_FAULT = new Set(['42', '22', '0A', '25', '26', '21']);

const TABLES = `
  select table_name as "table", column_name as "column", data_type as "type"
  from information_schema.columns where table_schema = '${ANALYTICS_SCHEMA}' order by table_name, ordinal_position`;

/** Queries the views for analysts in a read-only transaction. */
export async function queryPostgres(url: string, text = TABLES): Promise<SqlAnswer> {
  const client = new Client({
    connectionString: url,
    application_name: 'journey sql',
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  const { host, pathname } = new URL(url);
  try {
    await client.connect();
    await client.query('begin transaction read only');
    await client.query(`set local search_path to ${ANALYTICS_SCHEMA}, public`);
    // A named query goes by the extended protocol, which takes one statement: none can end the transaction first.
    const query: QueryArrayConfig = { name: 'journey-sql', text, rowMode: 'array' };
    const { fields, rows } = await client.query<unknown[]>(query);
    await client.query('rollback');
    return { columns: fields.map(({ name }) => name), rows };
  } catch (error) {
    if (error instanceof DatabaseError && STATEMENTS_FAULT.has((error.code ?? '').slice(0, 2))) {
      throw new SqlRefusedError(`The query cannot be run: ${error.message}.`, { cause: error });
    }
    throw translatePostgresError(error, `postgres://${host}${pathname}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
