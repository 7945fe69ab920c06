import Libsql from 'libsql';

/** Values that a statement binds and a row holds. The ledger stores no blobs. A text that is not UTF-8 ends the process. */
export type SqlValue = string | number | null;

/** What a row of a damaged file holds, where texts are cast to blobs. */
export type DamagedValue = SqlValue | Buffer;

/** Raw rows: as objects, those of `get` carry `_metadata`. One array of parameters is bound without copying. */
export interface Statement {
  run(parameters: readonly SqlValue[]): void;
  get(parameters: readonly SqlValue[]): SqlValue[] | undefined;
  all(parameters: readonly SqlValue[]): SqlValue[][];
}

/** A connection. Integers come back as numbers: revisions and positions stay below 2^53. */
export interface Connection {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  readonly inTransaction: boolean;
  close(): void;
}

/** Waits for another connection's lock at most this long; in WAL mode only a schema change or recovery takes one. */
const BUSY_TIMEOUT_MS = 5_000;

/** Opens a database file, or a new one in memory. */
export function connect(path: string, busyTimeoutMs = BUSY_TIMEOUT_MS): Connection {
  const database = new Libsql(path, { timeout: busyTimeoutMs });
  return {
    exec: (sql) => void database.exec(sql),
    prepare: (sql) => rawStatement(database, sql),
    get inTransaction() {
      return database.inTransaction;
    },
    close: () => void database.close(),
  };
}

function rawStatement(database: Libsql.Database, sql: string): Statement {
  const statement = database.prepare(sql);
  // The driver refuses raw mode for statements that return no rows.
  const rows = statement.reader ? statement.raw() : statement;
  return {
    run: (parameters) => void statement.run(parameters),
    get: (parameters) => rows.get(parameters) as SqlValue[] | undefined,
    all: (parameters) => rows.all(parameters) as SqlValue[][],
  };
}
