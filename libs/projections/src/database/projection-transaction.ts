import { setImmediate } from 'node:timers/promises';
import type { Expression, RawBuilder } from 'kysely';
import type { ProjectionTable } from './table-declaration';
import type { BulkDelete, BulkInsert, ReadModelTransaction, RewrittenRows, SqlDialect, SqlRow } from './sql-dialect';

/** A transaction on the read models, with the few things that Kysely cannot say for every database alike. */
export interface ProjectionTransaction {
  readonly sql: ReadModelTransaction;
  /** What a row is found by without an index, as a column of its table. */
  readonly rowId: RawBuilder<unknown>;
  oneOf(column: string, values: readonly string[]): Expression<boolean>;
  /** Seen by every statement after it. It may still be under way, or fail, until `settled`. */
  insertAll(statement: BulkInsert, rows: readonly SqlRow[]): Promise<void>;
  /** As `insertAll`. */
  deleteAll(statement: BulkDelete, keys: readonly SqlRow[]): Promise<void>;
  /** Resolves when every write has ended; throws the error of the first that failed. */
  settled(): Promise<void>;
  /**
   * Has a table hold other rows instead of its own; for databases where that is faster than changing most of them.
   * False, with nothing done, for a table that queries do not read yet.
   */
  readonly rewrite?: (table: ProjectionTable, rows: RewrittenRows) => Promise<boolean>;
}

export function projectionTransaction(sql: ReadModelTransaction, dialect: SqlDialect): ProjectionTransaction {
  const { rewriteTable, isRemote = false } = dialect;
  const writes = isRemote ? new WritesUnderWay() : undefined;
  const write = (written: Promise<void>): Promise<void> => writes?.add(written) ?? written;
  return {
    sql,
    rowId: dialect.rowId,
    ...(rewriteTable && { rewrite: (table, rows) => rewriteTable(sql, table, rows) }),
    oneOf: (column, values) => dialect.oneOf(column, values),
    insertAll: (statement, rows) => write(dialect.insertAll(sql, statement, rows)),
    deleteAll: (statement, keys) => write(dialect.deleteAll(sql, statement, keys)),
    settled: () => writes?.settled() ?? Promise.resolve(),
  };
}

/**
 * Writes that a database in another process is working on while this one prepares the next: waiting for each of them
 * would leave one of the two idle all the time. The connection keeps their order.
 */
class WritesUnderWay {
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
