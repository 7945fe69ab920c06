import Database from 'libsql';
import { sqliteInstant, stateVisitsSelect } from '../database/state-visits-view';
import { ReadModelsUnavailableError } from '../errors';
import type { SqlAnswer } from './query-read-models';
import { SqlRefusedError } from './single-select';

const BUSY_TIMEOUT_MS = 10_000;

const TABLES = `
  select m.name as "table", c.name as "column", c.type as "type"
  from (select name from sqlite_temp_schema where type = 'view'
        union select name from sqlite_schema where type = 'view') m, pragma_table_info(m.name) c
  order by m.name, c.cid`;

/** Queries the embedded file, opened so that SQLite itself refuses every write; a server may be running on it. */
export function querySqlite(path: string, text = TABLES): SqlAnswer {
  const database = openForReading(path);
  try {
    const statement = database.prepare(text);
    if (!statement.reader) throw new SqlRefusedError('Only queries are run here, and this statement gives no rows.');
    const columns = statement.columns().map(({ name }) => name);
    return { columns, rows: statement.raw(true).all() as unknown[][] };
  } catch (error) {
    if (error instanceof SqlRefusedError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (/SQLITE_(BUSY|CORRUPT|NOTADB|IOERR|CANTOPEN)/.test(String((error as { code?: unknown }).code))) {
      throw new ReadModelsUnavailableError(`The read models in ${path} do not answer (${reason}).`, { cause: error });
    }
    throw new SqlRefusedError(`The query cannot be run: ${reason}.`, { cause: error });
  } finally {
    database.close();
  }
}

function openForReading(path: string): Database.Database {
  try {
    const database = new Database(path, { readonly: true });
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    nameTables(database);
    database.exec('PRAGMA query_only = 1');
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ReadModelsUnavailableError(`The read models in ${path} cannot be opened (${reason}).`, { cause });
  }
}

/** Tables carry the version of their projection; a file whose plain names have no views of their own gets them here. */
function nameTables(database: Database.Database): void {
  const names = database.prepare("select name from sqlite_schema where type in ('table', 'view')").raw(true).all();
  const known = new Set((names as [string][]).map(([name]) => name));
  const newest = new Map<string, number>();
  for (const name of known) {
    const [, plain = '', version = ''] = /^(\w+)_v(\d+)$/.exec(name) ?? [];
    if (plain === '' || known.has(plain)) continue;
    newest.set(plain, Math.max(newest.get(plain) ?? 0, Number(version)));
  }
  for (const [plain, version] of newest) {
    database.exec(`create temp view "${plain}" as select * from main."${plain}_v${version}"`);
    known.add(plain);
  }
  if (known.has('visits') && known.has('journeys')) {
    database.exec(`create temp view state_visits as ${stateVisitsSelect(sqliteInstant)}`);
  }
}
