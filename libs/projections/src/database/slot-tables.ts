import type { Kysely } from 'kysely';
import { tablesOf, type LiveTables } from './live-tables';
import type { ReadModelSchema } from './tables/read-model-schema';
import type { ReadModelTransaction, SqlDialect } from './sql-dialect';
import { createIndexes, createTable, dropTable } from './create-table';
import type { ProjectionTable, VersionedTables } from './tables/declare-table';
import { TableNames } from './table-names';

/** One set of the projections' tables: the live one, or a shadow of it. */
export class SlotTables {
  /** Its statements mean the tables of this slot by their plain names. */
  readonly db: Kysely<ReadModelSchema>;
  readonly names: LiveTables;
  readonly #maintenance: Kysely<ReadModelSchema>;
  readonly #dialect: SqlDialect;
  readonly #projections: readonly VersionedTables[];

  constructor(options: {
    readonly slot: number;
    readonly db: Kysely<ReadModelSchema>;
    readonly maintenance: Kysely<ReadModelSchema>;
    readonly dialect: SqlDialect;
    readonly projections: readonly VersionedTables[];
  }) {
    this.#dialect = options.dialect;
    this.#projections = options.projections;
    this.names = tablesOf(options.projections, options.slot);
    const plugin = new TableNames(new Map(Object.entries(this.names.tables)));
    this.db = options.db.withPlugin(plugin);
    this.#maintenance = options.maintenance === options.db ? this.db : options.maintenance.withPlugin(plugin);
  }

  /** Creates the missing tables, within the caller's transaction. */
  async create(tx: Kysely<ReadModelSchema>): Promise<void> {
    const renaming = tx.withPlugin(new TableNames(new Map(Object.entries(this.names.tables))));
    for (const table of this.#tables) await createTable(renaming, this.#dialect, table, this.#nameOf(table.name));
  }

  /** Empties all tables to project from zero. `within` comes first in the transaction: its error leaves them. */
  async recreate(within: (tx: ReadModelTransaction) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.#maintenance.transaction().execute(async (tx) => {
      await within(tx);
      for (const table of this.#tables) {
        const name = this.#nameOf(table.name);
        // Created first, since only an existing table can be emptied.
        await createTable(tx, this.#dialect, table, name);
        if (this.#dialect.emptyTable === undefined) await dropTable(tx, table);
        else await this.#dialect.emptyTable(tx, table, name);
        await createTable(tx, this.#dialect, table, name);
      }
    });
  }

  /** Creates the indexes that only queries need, once the history is in. */
  async createIndexes(): Promise<void> {
    for (const table of this.#tables) await createIndexes(this.#maintenance, table, this.#nameOf(table.name));
  }

  get #tables(): readonly ProjectionTable[] {
    return this.#projections.flatMap(({ tables }) => tables);
  }

  #nameOf(table: string): string {
    return this.names.tables[table] ?? table;
  }
}
