import { setImmediate } from 'node:timers/promises';
import type { Expression, RawBuilder } from 'kysely';
import type { ReadModelTransaction, RewrittenRows, SqlDialect } from './sql-dialect';
import type { ColumnOf, KeyOf, ProjectionTable, RowOf } from './tables/declare-table';

/** A transaction on the read models, with the few things that Kysely cannot say for every database alike. */
export interface ProjectionTransaction {
  readonly sql: ReadModelTransaction;
  /** Finds a row without an index, as a column of its table. */
  readonly rowId: RawBuilder<unknown>;
  oneOf(column: string, values: readonly string[]): Expression<boolean>;
  /** Later statements see the rows; until `settled` it may fail. Rows of an existing key get `update`, or stay. */
  insertAll<Table extends ProjectionTable>(
    table: Table,
    rows: readonly RowOf<Table>[],
    update?: readonly ColumnOf<Table>[],
  ): Promise<void>;
  /** As `insertAll`. */
  deleteAll<Table extends ProjectionTable>(table: Table, keys: readonly KeyOf<Table>[]): Promise<void>;
  /** Resolves when every write has ended; throws the error of the first that failed. */
  settled(): Promise<void>;
  /** Replaces a table's rows where that beats changing most of them; false for a table that queries do not read yet. */
  readonly rewrite?: (table: ProjectionTable, rows: RewrittenRows) => Promise<boolean>;
}

export function projectionTransaction(sql: ReadModelTransaction, dialect: SqlDialect): ProjectionTransaction {
  const { rewriteTable, isRemote = false } = dialect;
  const writes = isRemote ? new WritesInProgress() : undefined;
  const write = (written: Promise<void>): Promise<void> => writes?.add(written) ?? written;
  return {
    sql,
    rowId: dialect.rowId,
    rewrite: rewriteTable && ((table, rows) => rewriteTable(sql, table, rows)),
    oneOf: (column, values) => dialect.oneOf(column, values),
    insertAll: (table, rows, update = []) => write(dialect.insertAll(sql, table, rows, update)),
    deleteAll: (table, keys) => write(dialect.deleteAll(sql, table, keys)),
    settled: () => writes?.settled() ?? Promise.resolve(),
  };
}

/** Writes under way while the next are prepared: waiting for each would idle one side. The connection orders them. */
class WritesInProgress {
  #all: Promise<unknown>[] = [];
  #failure: { readonly error: unknown } | undefined;

  /** Resolves once the connection has had the opportunity to send it. */
  add(write: Promise<void>): Promise<void> {
    this.#all.push(write.catch((error: unknown) => (this.#failure ??= { error })));
    return setImmediate();
  }

  async settled(): Promise<void> {
    await Promise.all(this.#all);
    const failure = this.#failure;
    this.#all = [];
    this.#failure = undefined;
    if (failure !== undefined) throw failure.error;
  }
}
