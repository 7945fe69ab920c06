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
  /**
   * Every statement after it sees the rows. It may still be in progress, or fail, until `settled`.
   * @param update what is written to a row whose key exists; by default the row stays as it is.
   */
  insertAll<Table extends ProjectionTable>(
    table: Table,
    rows: readonly RowOf<Table>[],
    update?: readonly ColumnOf<Table>[],
  ): Promise<void>;
  /** As `insertAll`. */
  deleteAll<Table extends ProjectionTable>(table: Table, keys: readonly KeyOf<Table>[]): Promise<void>;
  /** Resolves when every write has ended; throws the error of the first that failed. */
  settled(): Promise<void>;
  /**
   * Replaces the rows of a table, if the database does that faster than changing most of them. False, with nothing done,
   * for a table that queries do not read yet.
   */
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

/**
 * Writes that a database in another process is working on while this one prepares the next: waiting for each of them
 * would leave one of the two idle all the time. The connection keeps their order.
 */
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
