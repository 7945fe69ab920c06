import { pathToFileURL } from 'node:url';
import { errorMessage } from '@ledger/runtime';
import Database from 'libsql';
import { sqliteAnalystViews } from '../../database/analyst-view-texts';
import { ReadModelsUnavailableError } from '../../database/errors';
import { hiddenProperties, refuseTables, tablesOf } from './hidden-properties';
import type { SqlAnswer } from './query-read-models';
import { assertReadOnly } from './read-only-program';
import type { QueryOrder } from './sqlite-query';
import { isExplained, SqlRefusedError } from './single-select';

const BUSY_TIMEOUT_MS = 10_000;

const TABLES = `
  select m.name as "table", c.name as "column", c.type as "type"
  from sqlite_temp_schema m, pragma_table_info(m.name) c
  where m.type = 'view' order by m.name, c.cid`;

/** Queries the embedded file, also while a server runs on it. Blocks until SQLite has answered. */
export function runSqliteQuery({ path, text, personal, tenant = 'default' }: QueryOrder): SqlAnswer {
  const database = openForReading(path, personal, tenant);
  try {
    const statement = database.prepare(text ?? TABLES);
    if (!statement.reader) throw new SqlRefusedError('Only queries can be run here; this statement gives no rows.');
    // What is explained is not run, and cannot be explained twice.
    if (text !== undefined && !isExplained(text)) assertReadOnly(database, text);
    if (text !== undefined && !personal) refuseTables(database, text);
    const columns = statement.columns().map(({ name }) => name);
    return { columns, rows: statement.raw(true).all() as unknown[][] };
  } catch (error) {
    if (error instanceof SqlRefusedError) throw error;
    const reason = errorMessage(error);
    if (/SQLITE_(BUSY|CORRUPT|NOTADB|IOERR|CANTOPEN)/.test(String((error as { code?: unknown }).code))) {
      throw new ReadModelsUnavailableError(`The read models in ${path} do not answer (${reason}).`, { cause: error });
    }
    throw new SqlRefusedError(`The query cannot be run: ${reason}.`, { cause: error });
  } finally {
    database.close();
  }
}

function openForReading(path: string, personal: boolean, tenant: string): Database.Database {
  try {
    // The driver has no option for it: SQLite takes it from the URI, and then refuses every write to the file.
    const database = new Database(`${pathToFileURL(path).href}?mode=ro`);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    putViews(database, personal, tenant);
    database.exec('PRAGMA query_only = 1');
    return database;
  } catch (cause) {
    throw new ReadModelsUnavailableError(`The read models in ${path} cannot be opened (${errorMessage(cause)}).`, {
      cause,
    });
  }
}

/** The views of `docs/reference/read-models.md`, as in PostgreSQL: one text suits both. They hide the file's own. */
function putViews(database: Database.Database, personal: boolean, tenant: string): void {
  const tables = tablesOf(database);
  const hidden = personal ? undefined : hiddenProperties(database, tables);
  for (const statement of sqliteAnalystViews(tables, hidden, tenant)) database.exec(statement);
}
