import { Kysely } from 'kysely';
import { backoffMs, sleep, type BackoffPolicy } from '@ledger/runtime';
import { ReadModelsUnavailableError } from '../database/errors';
import { dropTables, loadLive, storeLive, versionsOf, type LiveTables } from '../database/live-tables';
import { migrate } from '../database/migrations';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import { SlotTables } from '../database/slot-tables';
import type { ReadModelTransaction, SqlDialect } from '../database/sql-dialect';
import { hasCheckpoint } from './checkpoints';
import { assertOrder, type Projection } from './projection';

const AWAY: BackoffPolicy = { firstPauseMs: 500, longestPauseMs: 5_000 };

/** The read models' database: open, with its schema up to date and the tables of its projections in place. */
export class ReadModelDatabase {
  /** Reads what is live, by the views of the plain names. */
  readonly db: Kysely<ReadModelSchema>;
  /** For changes of the schema: `db` itself unless the dialect has other connections for them. */
  readonly maintenance: Kysely<ReadModelSchema>;
  readonly #slots = new Map<number, SlotTables>();
  readonly #closing = new AbortController();
  #isPrepared = false;
  #waiting: Promise<void> | undefined;
  /** Why it is not prepared yet. */
  #fault: unknown;

  private constructor(
    /** For people and for telling databases apart: the file, or the server's address without the password. */
    readonly name: string,
    readonly dialect: SqlDialect,
    /** In the order in which a batch is applied to them. */
    readonly projections: readonly Projection[],
  ) {
    this.db = new Kysely<ReadModelSchema>({ dialect: dialect.kysely });
    this.maintenance =
      dialect.maintenance === undefined ? this.db : new Kysely<ReadModelSchema>({ dialect: dialect.maintenance });
  }

  /**
   * Opens and migrates. Throws `ProjectionOrderError`, `ReadModelsNewerError` and `ReadModelsUnavailableError`.
   * @param onAway called instead if the server is away: it is prepared as soon as it answers, and queries fail until then.
   */
  static async open(
    name: string,
    dialect: SqlDialect,
    projections: readonly Projection[],
    onAway?: (error: ReadModelsUnavailableError) => void,
  ): Promise<ReadModelDatabase> {
    assertOrder(projections);
    const database = new ReadModelDatabase(name, dialect, projections);
    try {
      await database.#prepare();
    } catch (error) {
      if (onAway === undefined || !(error instanceof ReadModelsUnavailableError) || error.isMisconfigured) {
        await database.close().catch(() => undefined);
        throw error;
      }
      onAway(error);
      database.#waiting = database.#prepareLater();
    }
    return database;
  }

  async #prepare(): Promise<void> {
    try {
      await migrate(this.maintenance, this.dialect, this.name);
      await this.#prepareTables();
    } catch (error) {
      throw this.dialect.translateError(error);
    }
    this.#isPrepared = true;
  }

  async #prepareLater(): Promise<void> {
    const { signal } = this.#closing;
    for (let tries = 1; !this.#isPrepared && !signal.aborted; tries++) {
      await sleep(backoffMs(AWAY, tries), signal);
      if (!signal.aborted) await this.#prepare().catch((error: unknown) => (this.#fault = error));
    }
  }

  /** The tables of a slot, whether they exist or not. */
  slot(slot: number): SlotTables {
    const { db, maintenance, dialect, projections } = this;
    const known = this.#slots.get(slot) ?? new SlotTables({ slot, db, maintenance, dialect, projections });
    this.#slots.set(slot, known);
    return known;
  }

  /** Runs a query or a transaction; a fault of the database becomes `ReadModelsUnavailableError`. */
  async attempt<T>(work: (db: Kysely<ReadModelSchema>) => Promise<T>): Promise<T> {
    // Its tables may be missing, or those of another version.
    if (!this.#isPrepared)
      throw this.#fault ?? new ReadModelsUnavailableError(`The read models in ${this.name} wait for their database.`);
    try {
      return await work(this.db);
    } catch (error) {
      throw this.dialect.translateError(error);
    }
  }

  /** Makes queries read other tables as soon as the transaction is committed. */
  async publish(tx: ReadModelTransaction, live: LiveTables): Promise<void> {
    const before = await loadLive(tx);
    await this.dialect.lockViews?.(tx, Object.keys(live.tables));
    for (const [view, table] of Object.entries(live.tables)) {
      await this.dialect.pointView(tx, view, table);
    }
    // Where this software is older than what was here, some tables are none of its own.
    for (const view of Object.keys(before?.tables ?? {})) {
      if (!(view in live.tables)) await this.dialect.dropView(tx, view);
    }
    await storeLive(tx, live);
    await this.dialect.publishTables?.(tx, this.projections);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#waiting;
    await this.db.destroy();
    if (this.maintenance !== this.db) await this.maintenance.destroy();
  }

  /** Filled tables of another version stay what queries read until this version's are built beside them. */
  async #prepareTables(): Promise<void> {
    const { dialect } = this;
    const isUpToDate = (live: LiveTables | undefined): boolean => live?.versions === versionsOf(this.projections);
    // Mostly nothing is to be done, and this look waits for no writer.
    if (dialect.lockSchema === undefined && isUpToDate(await loadLive(this.db))) return;
    await this.maintenance.transaction().execute(async (tx) => {
      await dialect.lockSchema?.(tx);
      const live = await loadLive(tx);
      if (isUpToDate(live)) return dialect.publishTables?.(tx, this.projections);
      if (live !== undefined && (await hasCheckpoint(tx))) return;
      const first = this.slot(0);
      await first.create(tx);
      await this.publish(tx, first.names);
      if (live !== undefined) await dropTables(tx, live.tables, first.names.tables);
    });
  }
}
