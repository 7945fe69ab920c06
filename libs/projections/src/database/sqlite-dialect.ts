import { subtle } from 'node:crypto';
import Database from 'libsql';
import { sql, type Dialect, type Expression, type Kysely } from 'kysely';
import { ReadModelsUnavailableError } from './errors';
import { LibsqlConnection, LibsqlDialect } from './libsql-driver';
import type { ReadModelSchema, ReadModelTable } from './read-model-schema';
import type {
  BulkDelete,
  BulkInsert,
  DigestOfPage,
  PageOfTexts,
  ReadModelTransaction,
  SqlDialect,
  SqlRow,
  TextPart,
} from './sql-dialect';
import { TableNames } from './table-names';

/** How long a statement waits for another process or thread that writes, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
/** Pages of 4 KiB: fewer, larger checkpoints, since each one makes the ledger's own flush to disk wait. */
const WAL_PAGES_PER_CHECKPOINT = 4_000;
const CACHE_KIB = 32_000;
const ROWS_OF_AN_INSERT = 20;

/** SQLite through libsql. `path` is a file or `:memory:`. */
export class SqliteDialect implements SqlDialect {
  readonly kysely: Dialect;
  readonly orderedText: Expression<unknown> = sql`text`;
  readonly clustered: Expression<unknown> = sql`without rowid`;
  readonly rowId = sql`rowid`;
  readonly #path: string;
  /** By the tables that names stand for in the transaction. */
  readonly #statements = new WeakMap<object, Map<string, string>>();

  constructor(path: string) {
    this.#path = path;
    this.kysely = new LibsqlDialect(() => this.#open());
  }

  oneOf(column: string, values: readonly string[]): Expression<boolean> {
    return sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`;
  }

  async insertAll(tx: ReadModelTransaction, statement: BulkInsert, rows: readonly SqlRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#forEach(tx, rows, (count) => this.#insertText(tx, statement, count), ROWS_OF_AN_INSERT);
  }

  async deleteAll(tx: ReadModelTransaction, statement: BulkDelete, keys: readonly SqlRow[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#forEach(tx, keys, () => this.#deleteText(tx, statement));
  }

  joinText(parts: readonly TextPart[]): string {
    return `concat(${parts.map((part) => ('value' in part ? part.value : `'${part.literal}'`)).join()})`;
  }

  async digestPage(db: Kysely<ReadModelSchema>, { rows, key, size }: PageOfTexts): Promise<DigestOfPage> {
    // As bytes, which are hashed as they come. The limit keeps SQLite from leaving the order of the inner query out.
    const texts = sql<{
      bytes: ArrayBuffer | null;
    }>`select cast(group_concat(text, '') as blob) as bytes from (${rows})`;
    const [page] = (await texts.execute(db)).rows;
    const digest = sha256(page?.bytes ?? new ArrayBuffer(0));
    const names = sql.join(key.map((column) => sql.ref(column)));
    // Whose texts are not asked for, so that they are not made either.
    const last = sql<Record<string, unknown>>`select ${names} from (${rows}) limit 1 offset ${size - 1}`;
    const [row] = (await last.execute(db)).rows;
    return { digest, last: row && key.map((column) => row[column]) };
  }

  translateError(error: unknown): unknown {
    if (error instanceof Error && /no such (table|column)/.test(error.message)) {
      return new ReadModelsUnavailableError(
        `The read models in ${this.#path} are of another version and are being built anew (${error.message}).`,
        { cause: error },
      );
    }
    if (!(error instanceof Error) || !isDatabaseFault(error)) return error;
    return new ReadModelsUnavailableError(
      `The read models in ${this.#path} do not answer (${error.message}). They can be deleted while the server is ` +
        'stopped: its next start rebuilds them from the ledger.',
      { cause: error },
    );
  }

  async pointView(tx: ReadModelTransaction, view: ReadModelTable, table: string): Promise<void> {
    await sql`drop view if exists ${sql.ref(view)}`.execute(tx);
    await sql`create view ${sql.ref(view)} as select * from ${sql.ref(table)}`.execute(tx);
  }

  #open(): Database.Database {
    const database = new Database(this.#path);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    database.exec('PRAGMA journal_mode = WAL');
    // Enough for rows and checkpoint to agree after a crash; what a power cut takes is projected again.
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec(`PRAGMA wal_autocheckpoint = ${WAL_PAGES_PER_CHECKPOINT}`);
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    return database;
  }

  #forEach(
    tx: ReadModelTransaction,
    rows: readonly SqlRow[],
    textFor: (count: number) => string,
    rowsAtOnce?: number,
  ): Promise<void> {
    return tx.getExecutor().provideConnection((connection) => {
      if (!(connection instanceof LibsqlConnection)) throw new TypeError('The transaction is not one of libsql.');
      connection.executeForEach(rows, textFor, rowsAtOnce);
      return Promise.resolve();
    });
  }

  /** The text for so many rows. Kysely takes longer to write it than SQLite to run it, so it is written once. */
  #insertText(tx: ReadModelTransaction, { table, columns, key, onConflict }: BulkInsert, count: number): string {
    return this.#once(tx, `insert ${count} ${table} ${columns.join()} ${JSON.stringify(onConflict)}`, () => {
      const placeholders = Object.fromEntries(columns.map((column) => [column, 0]));
      const insert = tx
        .insertInto(table)
        .values(Array.from({ length: count }, () => placeholders) as never)
        .onConflict((conflict) => {
          const target = conflict.columns(key as never);
          if (onConflict === 'ignore') return target.doNothing();
          const written = onConflict.update.map((column) => [column, sql.ref(`excluded.${column}`)] as const);
          return target.doUpdateSet(Object.fromEntries(written));
        });
      return insert.compile().sql;
    });
  }

  #deleteText(tx: ReadModelTransaction, { table, key }: BulkDelete): string {
    return this.#once(tx, `delete ${table} ${key.join()}`, () => {
      const matches = key.map((column) => sql<boolean>`${sql.ref(column)} = ${null}`);
      return tx
        .deleteFrom(table)
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

/** Lower-case hex, taken in another thread, so that this one can read on. */
async function sha256(bytes: ArrayBuffer): Promise<string> {
  return Buffer.from(await subtle.digest('SHA-256', bytes)).toString('hex');
}

/** libsql's errors have a code of SQLite's; that it could not open a file, or is closed, it says without one. */
function isDatabaseFault(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_')) return !code.startsWith('SQLITE_CONSTRAINT');
  return /connection is not open|ConnectionFailed|driver has already been destroyed/.test(error.message);
}
