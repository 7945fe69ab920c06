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
import type { SqlRow } from './sql-dialect';

/** Statements kept ready, by their text; the one used longest ago makes room. */
const STATEMENT_LIMIT = 128;

type Statement = Database.Statement;

/** Kysely's SQLite on `libsql`, with one connection that everybody takes in turn. */
export class LibsqlDialect implements Dialect {
  readonly #open: () => Database.Database;

  constructor(open: () => Database.Database) {
    this.#open = open;
  }

  createDriver(): Driver {
    return new LibsqlDriver(this.#open);
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
  readonly #open: () => Database.Database;
  #connection: LibsqlConnection | undefined;
  #turn: Promise<void> = Promise.resolve();
  readonly #releases = new WeakMap<DatabaseConnection, () => void>();

  constructor(open: () => Database.Database) {
    this.#open = open;
  }

  init(): Promise<void> {
    this.#connection = new LibsqlConnection(this.#open());
    return Promise.resolve();
  }

  async acquireConnection(): Promise<LibsqlConnection> {
    const before = this.#turn;
    let release: () => void = () => undefined;
    this.#turn = new Promise((resolve) => (release = resolve));
    await before;
    if (this.#connection === undefined) throw new Error('The database connection is not open');
    this.#releases.set(this.#connection, release);
    return this.#connection;
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#releases.get(connection)?.();
    return Promise.resolve();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Immediate: a transaction that begins by reading and finds another writer when it writes could not wait for it.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  destroy(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
    return Promise.resolve();
  }
}

/** The connection as Kysely wants it, and a loop that runs one prepared statement for many rows. */
export class LibsqlConnection implements DatabaseConnection {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Statement>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#prepare(query.sql);
    const parameters = query.parameters.map(bindable);
    if (statement.reader) return Promise.resolve({ rows: statement.all(...spread(parameters)) as Row[] });
    const { changes } = statement.run(...spread(parameters));
    return Promise.resolve({ rows: [], numAffectedRows: BigInt(changes) });
  }

  /** One statement, run once for each row: measured faster in SQLite than statements of many rows. */
  executeForEach(sql: string, rows: readonly SqlRow[]): void {
    const statement = this.#prepare(sql);
    for (const row of rows) statement.run(...spread(row));
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    const oldest = this.#statements.keys().next();
    if (this.#statements.size > STATEMENT_LIMIT && oldest.done !== true) this.#statements.delete(oldest.value);
    return statement;
  }
}

/** libsql takes an array as one argument: a call per value would only be flattened again. */
function spread(parameters: readonly unknown[]): unknown[] {
  return [parameters];
}

/** libsql ends the process when it is given a boolean to bind, so one never gets that far. */
function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value ?? null;
}
