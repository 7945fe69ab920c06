import type { Expression, RawBuilder } from 'kysely';
import type { ProjectionTable } from './table-declaration';
import type { BulkDelete, BulkInsert, ReadModelTransaction, RewrittenRows, SqlDialect, SqlRow } from './sql-dialect';

/** A transaction on the read models, with the few things that Kysely cannot say for every database alike. */
export interface ProjectionTransaction {
  readonly sql: ReadModelTransaction;
  /** What a row is found by without an index, as a column of its table. */
  readonly rowId: RawBuilder<unknown>;
  oneOf(column: string, values: readonly string[]): Expression<boolean>;
  insertAll(statement: BulkInsert, rows: readonly SqlRow[]): Promise<void>;
  deleteAll(statement: BulkDelete, keys: readonly SqlRow[]): Promise<void>;
  /**
   * Has a table hold other rows instead of its own; for databases where that is faster than changing most of them.
   * False, with nothing done, for a table that queries do not read yet.
   */
  readonly rewrite?: (table: ProjectionTable, rows: RewrittenRows) => Promise<boolean>;
}

export function projectionTransaction(sql: ReadModelTransaction, dialect: SqlDialect): ProjectionTransaction {
  const { rewriteTable } = dialect;
  return {
    sql,
    rowId: dialect.rowId,
    ...(rewriteTable && { rewrite: (table, rows) => rewriteTable(sql, table, rows) }),
    oneOf: (column, values) => dialect.oneOf(column, values),
    insertAll: (statement, rows) => dialect.insertAll(sql, statement, rows),
    deleteAll: (statement, keys) => dialect.deleteAll(sql, statement, keys),
  };
}
