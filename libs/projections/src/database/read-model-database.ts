import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { migrate } from './migrations';
import type { ReadModelSchema } from './read-model-schema';
import type { SqlDialect } from './sql-dialect';
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

  private constructor(
    /** For people and for telling databases apart: the file. */
    readonly name: string,
    readonly dialect: SqlDialect,
    readonly projections: readonly Projection[],
    kysely: Kysely<ReadModelSchema>,
  ) {
    this.#tables = projections.flatMap(({ tables, version }) => tables.map((table) => ({ table, version })));
    const names = this.#tables.map(
      ({ table, version }) => [table.table, versionedTable(table.table, version)] as const,
    );
    this.db = kysely.withPlugin(new TableNames(new Map(names)));
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
    try {
      await migrate(kysely, dialect, name);
      const database = new ReadModelDatabase(name, dialect, projections, kysely);
      await database.#createTables();
      return database;
    } catch (error) {
      await kysely.destroy().catch(() => undefined);
      throw dialect.translateError(error);
    }
  }

  /** Where every row goes when the ledger is projected from zero again. */
  async recreateTables(): Promise<void> {
    for (const { table } of this.#tables) await dropTable(this.db, table);
    await this.#createTables();
  }

  /** Indexes that only queries need; to be called once the history is in. */
  async createIndexes(): Promise<void> {
    for (const { table, version } of this.#tables) await createIndexes(this.db, table, version);
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
  }

  async #createTables(): Promise<void> {
    for (const { table, version } of this.#tables) await createTable(this.db, this.dialect, table, version);
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
