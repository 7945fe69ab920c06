import type Database from 'libsql';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import type { SqlRow } from './sql-dialect';

/** Prepared statements kept, by their text. */
const STATEMENT_LIMIT = 128;

export interface LibsqlDialectOptions {
  readonly open: () => Database.Database;
  /** Whether a connection is replaced after an error of the disk, which may stay with it for ever. Not in memory. */
  readonly reopens: boolean;
}

/** Kysely's SQLite on `libsql`, with one connection that all callers use in turn. */
export class LibsqlDialect implements Dialect {
  constructor(private readonly options: LibsqlDialectOptions) {}

  createDriver(): Driver {
    return new LibsqlDriver(this.options);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

class LibsqlDriver implements Driver {
  #connection: LibsqlConnection | undefined;
  #turn: Promise<void> = Promise.resolve();
  readonly #releases = new WeakMap<DatabaseConnection, () => void>();

  constructor(private readonly options: LibsqlDialectOptions) {}

  init(): Promise<void> {
    this.#connection = new LibsqlConnection(this.options.open());
    return Promise.resolve();
  }

  async acquireConnection(): Promise<LibsqlConnection> {
    const before = this.#turn;
    let release: () => void = () => undefined;
    this.#turn = new Promise((resolve) => (release = resolve));
    await before;
    try {
      const connection = this.#standing();
      this.#releases.set(connection, release);
      return connection;
    } catch (error) {
      release();
      throw error;
    }
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#releases.get(connection)?.();
    return Promise.resolve();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Immediate: a transaction that starts by reading and finds another writer when it writes could not wait for it.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Some errors, as of a full disk, make SQLite roll back by itself; a second rollback's error would hide the cause.
    if (this.#connection?.inTransaction !== true) return;
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  /** A new connection if the last one met an error of the disk. */
  #standing(): LibsqlConnection {
    const connection = this.#connection;
    if (connection === undefined) throw new Error('The database connection is not open');
    if (!connection.isBroken || !this.options.reopens) return connection;
    this.#connection = new LibsqlConnection(this.options.open());
    connection.close();
    return this.#connection;
  }

  destroy(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
    return Promise.resolve();
  }
}

/** The connection as Kysely uses it, and a loop that runs one prepared statement for many rows. */
export class LibsqlConnection implements DatabaseConnection {
  readonly #statements = new LRUCache<string, Database.Statement>({ max: STATEMENT_LIMIT });
  #isBroken = false;

  constructor(private readonly database: Database.Database) {}

  get inTransaction(): boolean {
    return this.database.inTransaction;
  }

  /** Whether a statement has met an error that may lie with the connection. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#noting(() => this.#execute(query));
  }

  #execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#prepare(query.sql);
    // libsql takes an array as one argument: a call per value would only be flattened again.
    const parameters = query.parameters.map(bindable);
    if (statement.reader) return Promise.resolve({ rows: statement.all(parameters) as Row[] });
    const { changes } = statement.run(parameters);
    return Promise.resolve({ rows: [], numAffectedRows: BigInt(changes) });
  }

  /** Calling the driver costs as much as a short row: hence `rowsAtOnce`, whose statement `textFor` gives. */
  executeForEach(
    rows: readonly SqlRow[],
    columns: readonly string[],
    textFor: (count: number) => string,
    rowsAtOnce = 1,
  ): void {
    let next = 0;
    this.#noting(() => {
      for (const count of [rowsAtOnce, 1]) {
        if (next + count > rows.length) continue;
        const statement = this.#prepare(textFor(count));
        for (; next + count <= rows.length; next += count) statement.run(valuesOf(rows, columns, next, next + count));
      }
    });
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  #noting<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#isBroken ||= isDiskError(error);
      throw error;
    }
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function isDiskError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN)/.test(code);
}

/** Values in the order of the columns. Allocated at once and filled by index, in half the time of pushing each value. */
function valuesOf(rows: readonly SqlRow[], columns: readonly string[], from: number, to: number): unknown[] {
  const values = new Array<unknown>((to - from) * columns.length);
  let at = 0;
  for (const row of rows.slice(from, to)) {
    for (const column of columns) values[at++] = row[column];
  }
  return values;
}

/** libsql ends the process when it is given a boolean to bind, so one never gets that far. */
function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value ?? null;
}
