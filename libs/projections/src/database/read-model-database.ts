import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { migrate } from './migrations';
import type { ReadModelSchema } from './read-model-schema';
import type { ReadModelTransaction, SqlDialect } from './sql-dialect';
import { SqliteDialect } from './sqlite-dialect';
import { TableNames } from './table-names';
import { createIndexes, createTable, dropTable } from './table-declaration';
import { versionedTable } from './table-names';
import { readModelProjections } from '../read-model-projections';
import type { Projection } from '../projection';

/** The read models' database, open, with its schema up to date and the tables of the given projections in place. */
export class ReadModelDatabase {
  readonly db: Kysely<ReadModelSchema>;
  readonly #tables;
  /** For changes of the schema: `db` itself unless the dialect has other connections for them. */
  readonly #maintenance: Kysely<ReadModelSchema>;

  private constructor(
    /** For people and for telling databases apart: the file, or the server's address without the password. */
    readonly name: string,
    readonly dialect: SqlDialect,
    readonly projections: readonly Projection[],
    kysely: Kysely<ReadModelSchema>,
    maintenance: Kysely<ReadModelSchema>,
  ) {
    this.#tables = projections.flatMap(({ tables, version }) => tables.map((table) => ({ table, version })));
    const names = this.#tables.map(
      ({ table, version }) => [table.table, versionedTable(table.table, version)] as const,
    );
    const plugin = new TableNames(new Map(names));
    this.db = kysely.withPlugin(plugin);
    this.#maintenance = maintenance === kysely ? this.db : maintenance.withPlugin(plugin);
  }

  /**
   * Opens a database and brings its schema up to date. Throws `ReadModelsNewerError` for one that a later version has
   * written and `ReadModelsUnavailableError` for one that cannot be read.
   */
  static async open(
    name: string,
    dialect: SqlDialect,
    projections: readonly Projection[] = readModelProjections,
  ): Promise<ReadModelDatabase> {
    const kysely = new Kysely<ReadModelSchema>({ dialect: dialect.kysely });
    const maintenance =
      dialect.maintenance === undefined ? kysely : new Kysely<ReadModelSchema>({ dialect: dialect.maintenance });
    const database = new ReadModelDatabase(name, dialect, projections, kysely, maintenance);
    try {
      await migrate(maintenance, dialect, name);
      await database.#prepareTables();
      return database;
    } catch (error) {
      await database.close().catch(() => undefined);
      throw dialect.translateError(error);
    }
  }

  /**
   * Where every row goes when the ledger is projected from zero again.
   * @param within what belongs to the same transaction; first, so that it can still call it off.
   */
  async recreateTables(within: (tx: ReadModelTransaction) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.#maintenance.transaction().execute(async (tx) => {
      await within(tx);
      for (const { table, version } of this.#tables) {
        if (this.dialect.emptyTable === undefined) await dropTable(tx, table);
        else await this.dialect.emptyTable(tx, table, version);
        await createTable(tx, this.dialect, table, version);
      }
    });
  }

  /** Indexes that only queries need; to be called once the history is in. */
  async createIndexes(): Promise<void> {
    for (const { table, version } of this.#tables) await createIndexes(this.#maintenance, table, version);
  }

  /** Runs a query or a transaction; a fault of the database becomes `ReadModelsUnavailableError`. */
  async attempt<T>(work: (db: Kysely<ReadModelSchema>) => Promise<T>): Promise<T> {
    try {
      return await work(this.db);
    } catch (error) {
      throw this.dialect.translateError(error);
    }
  }

  async close(): Promise<void> {
    await this.db.destroy();
    if (this.#maintenance !== this.db) await this.#maintenance.destroy();
  }

  async #prepareTables(): Promise<void> {
    const { dialect } = this;
    if (dialect.lockSchema === undefined) return this.#createTables(this.#maintenance);
    await this.#maintenance.transaction().execute(async (tx) => {
      await dialect.lockSchema?.(tx);
      await this.#createTables(tx);
      await dialect.publishTables?.(tx, this.projections);
    });
  }

  async #createTables(db: Kysely<ReadModelSchema>): Promise<void> {
    for (const { table, version } of this.#tables) await createTable(db, this.dialect, table, version);
  }
}

/** Opens `read-models.db`, creating it (and its folder) where it is absent; `:memory:` for one that is gone when closed. */
export async function openSqliteReadModels(options: {
  readonly path: string;
  readonly projections?: readonly Projection[];
}): Promise<ReadModelDatabase> {
  const isInMemory = options.path === ':memory:';
  const path = isInMemory ? options.path : resolve(options.path);
  if (!isInMemory) mkdirSync(dirname(path), { recursive: true });
  const name = isInMemory ? `:memory:${randomUUID()}` : path;
  return ReadModelDatabase.open(name, new SqliteDialect(path), options.projections);
}
