import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely } from 'kysely';
import { migrate } from './migrations';
import { dropTables, loadLive, storeLive, versionsOf, type LiveTables } from './live-tables';
import type { ReadModelSchema, ReadModelTable } from './read-model-schema';
import { SlotTables } from './slot-tables';
import type { ReadModelTransaction, SqlDialect } from './sql-dialect';
import { SqliteDialect } from './sqlite-dialect';
import { hasCheckpoint } from '../delivery/checkpoints';
import { readModelProjections } from '../read-models/read-model-projections';
import type { Projection } from '../delivery/projection';

/** The read models' database, open, with its schema up to date and the tables of the given projections in place. */
export class ReadModelDatabase {
  /** Reads what is live, by the views of the plain names. */
  readonly db: Kysely<ReadModelSchema>;
  /** For changes of the schema: `db` itself unless the dialect has other connections for them. */
  readonly maintenance: Kysely<ReadModelSchema>;
  readonly #slots = new Map<number, SlotTables>();

  private constructor(
    /** For people and for telling databases apart: the file, or the server's address without the password. */
    readonly name: string,
    readonly dialect: SqlDialect,
    readonly projections: readonly Projection[],
  ) {
    this.db = new Kysely<ReadModelSchema>({ dialect: dialect.kysely });
    this.maintenance =
      dialect.maintenance === undefined ? this.db : new Kysely<ReadModelSchema>({ dialect: dialect.maintenance });
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
    const database = new ReadModelDatabase(name, dialect, projections);
    try {
      await migrate(database.maintenance, dialect, name);
      await database.#prepareTables();
      return database;
    } catch (error) {
      await database.close().catch(() => undefined);
      throw dialect.translateError(error);
    }
  }

  /** The tables of a slot, whether they are there or not. */
  slot(slot: number): SlotTables {
    const { db, maintenance, dialect, projections } = this;
    const known = this.#slots.get(slot) ?? new SlotTables({ slot, db, maintenance, dialect, projections });
    this.#slots.set(slot, known);
    return known;
  }

  /** Runs a query or a transaction; a fault of the database becomes `ReadModelsUnavailableError`. */
  async attempt<T>(work: (db: Kysely<ReadModelSchema>) => Promise<T>): Promise<T> {
    try {
      return await work(this.db);
    } catch (error) {
      throw this.dialect.translateError(error);
    }
  }

  /** Has queries read other tables from the end of the transaction on. */
  async publish(tx: ReadModelTransaction, live: LiveTables): Promise<void> {
    await this.dialect.lockViews?.(tx, Object.keys(live.tables));
    for (const [view, table] of Object.entries(live.tables)) {
      await this.dialect.pointView(tx, view as ReadModelTable, table);
    }
    await storeLive(tx, live);
    await this.dialect.publishTables?.(tx, this.projections);
  }

  async close(): Promise<void> {
    await this.db.destroy();
    if (this.maintenance !== this.db) await this.maintenance.destroy();
  }

  /**
   * Tables of another version that hold something stay what queries read, until this version's are built beside them.
   */
  async #prepareTables(): Promise<void> {
    const { dialect } = this;
    // Most of the time nothing is to be done, and asking waits for nobody who writes.
    if (dialect.lockSchema === undefined && (await loadLive(this.db))?.versions === versionsOf(this.projections))
      return;
    await this.maintenance.transaction().execute(async (tx) => {
      await dialect.lockSchema?.(tx);
      const live = await loadLive(tx);
      if (live?.versions === versionsOf(this.projections)) return dialect.publishTables?.(tx, this.projections);
      if (live !== undefined && (await hasCheckpoint(tx))) return;
      const first = this.slot(0);
      await first.create(tx);
      await this.publish(tx, first.names);
      if (live !== undefined) await dropTables(tx, live.tables, first.names.tables);
    });
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
