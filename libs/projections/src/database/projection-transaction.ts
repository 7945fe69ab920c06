import type { Expression } from 'kysely';
import type { BulkDelete, BulkInsert, ReadModelTransaction, SqlDialect, SqlRow } from './sql-dialect';

/** A transaction on the read models, with the few things that Kysely cannot say for every database alike. */
export interface ProjectionTransaction {
  readonly sql: ReadModelTransaction;
  oneOf(column: string, values: readonly string[]): Expression<boolean>;
  insertAll(statement: BulkInsert, rows: readonly SqlRow[]): Promise<void>;
  deleteAll(statement: BulkDelete, keys: readonly SqlRow[]): Promise<void>;
}

export function projectionTransaction(sql: ReadModelTransaction, dialect: SqlDialect): ProjectionTransaction {
  return {
    sql,
    oneOf: (column, values) => dialect.oneOf(column, values),
    insertAll: (statement, rows) => dialect.insertAll(sql, statement, rows),
    deleteAll: (statement, keys) => dialect.deleteAll(sql, statement, keys),
  };
}
