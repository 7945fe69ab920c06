import { subtle } from 'node:crypto';
import Database from 'libsql';
import { sql, type Dialect, type Expression, type Kysely, type RawBuilder } from 'kysely';
import { ReadModelsUnavailableError } from './errors';
import { LibsqlConnection, LibsqlDialect } from './libsql-driver';
import type { DigestOfPage, PageOfTexts, ReadModelTransaction, SqlDialect, SqlRow, TextPart } from './sql-dialect';
import { TableNames } from './table-names';
import { columnsOf, type ProjectionTable } from './tables/declare-table';
import type { ReadModelSchema } from './tables/read-model-schema';

/** How long a statement waits for another process or thread that writes, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
/** Pages of 4 KiB: fewer, larger checkpoints, since each one makes the ledger's own flush to disk wait. */
const WAL_PAGES_PER_CHECKPOINT = 4_000;
/** Bytes. */
const WAL_SIZE_LIMIT = 64 * 1_024 * 1_024;
const CACHE_KIB = 32_000;
const ROWS_OF_AN_INSERT = 20;

/** SQLite through libsql. `path` is a file or `:memory:`. */
export class SqliteDialect implements SqlDialect {
  readonly kysely: Dialect;
  readonly orderedText: Expression<unknown> = sql`text`;
  readonly clustered: Expression<unknown> = sql`without rowid`;
  readonly rowId = sql`rowid`;
  /** By the table names of the transaction. */
  readonly #statements = new WeakMap<object, Map<string, string>>();

  constructor(private readonly path: string) {
    this.kysely = new LibsqlDialect({ open: () => this.#open(), reopens: path !== ':memory:' });
  }

  oneOf(column: string, values: readonly string[]): Expression<boolean> {
    return sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
  }

  jsonAt(column: string, path: readonly string[]): RawBuilder<string | null> {
    return sql`${sql.ref(column)} -> ${`$${path.map((name) => `."${name}"`).join('')}`}`;
  }

  async insertAll(
    tx: ReadModelTransaction,
    table: ProjectionTable,
    rows: readonly SqlRow[],
    update: readonly string[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const textFor = (count: number): string => this.#insertText(tx, table, update, count);
    await withConnection(tx, (connection) =>
      connection.executeForEach(rows, columnsOf(table), textFor, ROWS_OF_AN_INSERT),
    );
  }

  async deleteAll(tx: ReadModelTransaction, table: ProjectionTable, keys: readonly SqlRow[]): Promise<void> {
    if (keys.length === 0) return;
    const textFor = (): string => this.#deleteText(tx, table);
    await withConnection(tx, (connection) => connection.executeForEach(keys, table.key, textFor));
  }

  joinText(parts: readonly TextPart[]): string {
    return `concat(${parts.map((part) => ('value' in part ? part.value : `'${part.literal}'`)).join()})`;
  }

  async digestPage(db: Kysely<ReadModelSchema>, { rows, key, size }: PageOfTexts): Promise<DigestOfPage> {
    // As bytes, which are hashed as they come. The limit keeps SQLite from dropping the order of the inner query.
    const texts = sql<{
      bytes: ArrayBuffer | null;
    }>`select cast(group_concat(text, '') as blob) as bytes from (${rows})`;
    const [page] = (await texts.execute(db)).rows;
    const digest = sha256(page?.bytes ?? new ArrayBuffer(0));
    const names = sql.join(key.map((column) => sql.ref(column)));
    // Without the texts, which are not computed then.
    const last = sql<Record<string, unknown>>`select ${names} from (${rows}) limit 1 offset ${size - 1}`;
    const [row] = (await last.execute(db)).rows;
    return { digest, last: row && key.map((column) => row[column]) };
  }

  translateError(error: unknown): unknown {
    if (error instanceof Error && /no such (table|column)/.test(error.message)) {
      return new ReadModelsUnavailableError(
        `The read models in ${this.path} are of another version and are being rebuilt (${error.message}).`,
        { cause: error },
      );
    }
    if (!(error instanceof Error) || !isDatabaseFault(error)) return error;
    return new ReadModelsUnavailableError(
      `The read models in ${this.path} do not answer (${error.message}). You can delete them while the server is ` +
        'stopped; its next start rebuilds them from the ledger.',
      { cause: error },
    );
  }

  async dropView(tx: ReadModelTransaction, view: string): Promise<void> {
    await sql`drop view if exists ${sql.ref(view)}`.execute(tx);
  }

  async pointView(tx: ReadModelTransaction, view: string, table: string): Promise<void> {
    await sql`drop view if exists ${sql.ref(view)}`.execute(tx);
    await sql`create view ${sql.ref(view)} as select * from ${sql.ref(table)}`.execute(tx);
  }

  #open(): Database.Database {
    const database = new Database(this.path);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    database.exec('PRAGMA journal_mode = WAL');
    // Enough for rows and checkpoint to agree after a crash; what a power cut loses is projected again.
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec(`PRAGMA wal_autocheckpoint = ${WAL_PAGES_PER_CHECKPOINT}`);
    // A long query keeps the log from being checkpointed; afterwards the file shrinks to this again.
    database.exec(`PRAGMA journal_size_limit = ${WAL_SIZE_LIMIT}`);
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    return database;
  }

  /** The text for so many rows. Kysely takes longer to write it than SQLite to run it, so it is written once. */
  #insertText(tx: ReadModelTransaction, table: ProjectionTable, update: readonly string[], count: number): string {
    return this.#once(tx, `insert ${count} ${table.name} ${update.join()}`, () => {
      const placeholders = Object.fromEntries(columnsOf(table).map((column) => [column, 0]));
      const insert = tx
        .insertInto(table.name as keyof ReadModelSchema)
        .values(Array.from({ length: count }, () => placeholders))
        .onConflict((conflict) => {
          const target = conflict.columns(table.key as never);
          if (update.length === 0) return target.doNothing();
          const written = update.map((column) => [column, sql.ref(`excluded.${column}`)] as const);
          return target.doUpdateSet(Object.fromEntries(written));
        });
      return insert.compile().sql;
    });
  }

  #deleteText(tx: ReadModelTransaction, { name, key }: ProjectionTable): string {
    return this.#once(tx, `delete ${name}`, () => {
      const matches = key.map((column) => sql<boolean>`${sql.ref(column)} = ${null}`);
      return tx
        .deleteFrom(name as keyof ReadModelSchema)
        .where(sql.join<boolean>(matches, sql` and `))
        .compile().sql;
    });
  }

  #once(tx: ReadModelTransaction, key: string, write: () => string): string {
    const names = tx.getExecutor().plugins.find((plugin) => plugin instanceof TableNames) ?? this;
    const texts = this.#statements.get(names) ?? new Map<string, string>();
    this.#statements.set(names, texts);
    const text = texts.get(key) ?? write();
    texts.set(key, text);
    return text;
  }
}

/** Runs `work` on the transaction's connection. */
function withConnection(tx: ReadModelTransaction, work: (connection: LibsqlConnection) => void): Promise<void> {
  return tx.getExecutor().provideConnection((connection) => {
    if (!(connection instanceof LibsqlConnection)) throw new TypeError('The transaction is not one of libsql.');
    work(connection);
    return Promise.resolve();
  });
}

/** Lower-case hex, taken in another thread, so that this one can read on. */
async function sha256(bytes: ArrayBuffer): Promise<string> {
  return Buffer.from(await subtle.digest('SHA-256', bytes)).toString('hex');
}

/** libsql's errors have SQLite's codes; the errors for a file that it cannot open, or a closed one, have none. */
function isDatabaseFault(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_')) return !code.startsWith('SQLITE_CONSTRAINT');
  return /connection is not open|ConnectionFailed|driver has already been destroyed/.test(error.message);
}
