import type { Dialect, Expression, Kysely, Migration, RawBuilder, Transaction } from 'kysely';
import type { ProjectionTable, VersionedTables } from './tables/declare-table';
import type { ReadModelSchema } from './tables/read-model-schema';

/** What a statement binds here. Booleans and bigints are left out on purpose: the drivers disagree about them. */
export type SqlValue = string | number | null;
/** Values by column. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

export type ReadModelTransaction = Transaction<ReadModelSchema>;

/** The query of the new rows of a part of a table; together, the parts are the whole table. */
export type RewrittenRows = (part: RawBuilder<boolean>) => RawBuilder<unknown>;

/** Of a text: what an SQL expression gives, nothing if that is null; or characters that stand for themselves. */
export type TextPart = { readonly value: string } | { readonly literal: string };

/** Rows of a table as texts, in the order of a key. */
export interface PageOfTexts {
  /** The query, ordered and limited, with the columns of the key beside the `text`. */
  readonly rows: RawBuilder<{ readonly text: string }>;
  readonly key: readonly string[];
  /** Rows at most. */
  readonly size: number;
}

export interface DigestOfPage {
  /** Lower-case hex SHA-256 of the texts, one after the other, in UTF-8; it may still be being computed. */
  readonly digest: Promise<string>;
  /** Key of the last row of a full page; undefined if it is not full, and so the last one. */
  readonly last: readonly unknown[] | undefined;
}

/**
 * What SQL databases disagree about; everything else is said through Kysely. A dialect that binds all rows of a call
 * in one statement has to cut them by its limit of parameters (65,535 for PostgreSQL's protocol).
 */
export interface SqlDialect {
  readonly kysely: Dialect;
  /** Connections for changes of the schema, if those for queries give a statement too little time. */
  readonly maintenance?: Dialect;
  /** What this database has beyond the migrations that all have. Their names are ordered together. */
  readonly migrations?: Readonly<Record<string, Migration>>;
  /** Data type of texts whose order is that of their bytes, whatever the database's language. */
  readonly orderedText: Expression<unknown>;
  /** Ends the creation of a table whose rows are stored in the order of its primary key, if the database can do that. */
  readonly clustered?: Expression<unknown>;
  /** Finds a row without an index, as a column of its table. */
  readonly rowId: RawBuilder<unknown>;
  /** `column in (…)` whose text does not depend on how many values there are, so that it is compiled once. */
  oneOf(column: string, values: readonly string[]): Expression<boolean>;
  /**
   * The JSON text of a member within a column of JSON texts, as `JSON.stringify` wrote it; null if there is none.
   * @param path names of the members, outermost first; each begins with a letter or `_`.
   */
  jsonAt(column: string, path: readonly string[]): RawBuilder<string | null>;
  /** Whether the database is another process, which works on a write while this one continues. */
  readonly isRemote?: true;
  /** @param update what is written to a row whose key exists; empty: the row stays as it is. */
  insertAll(
    tx: ReadModelTransaction,
    table: ProjectionTable,
    rows: readonly SqlRow[],
    update: readonly string[],
  ): Promise<void>;
  /** @param keys rows of which the columns of the key are read. */
  deleteAll(tx: ReadModelTransaction, table: ProjectionTable, keys: readonly SqlRow[]): Promise<void>;
  /** The SQL expression of a text made of parts. Their literals have neither quotes nor percent signs. */
  joinText(parts: readonly TextPart[]): string;
  digestPage(db: Kysely<ReadModelSchema>, page: PageOfTexts): Promise<DigestOfPage>;
  /** See `ProjectionTransaction.rewrite`. */
  readonly rewriteTable?: (tx: ReadModelTransaction, table: ProjectionTable, rows: RewrittenRows) => Promise<boolean>;
  /** Takes all rows from a projection's table, and what slows the filling down. Omitted: the table is dropped. */
  emptyTable?(tx: ReadModelTransaction, table: ProjectionTable, name: string): Promise<void>;
  /** Keeps queries off these views until the transaction ends, if they could be in the middle of them. */
  lockViews?(tx: ReadModelTransaction, views: readonly string[]): Promise<void>;
  /** Makes queries for `view` read this table of the database as soon as the transaction is committed. */
  pointView(tx: ReadModelTransaction, view: string, table: string): Promise<void>;
  /** Removes a view of a table that nothing writes any more, with what stands on it: it would show the past as the present. */
  dropView(tx: ReadModelTransaction, view: string): Promise<void>;
  /** Keeps other processes from changing the schema until the transaction ends, if they would get in the way. */
  lockSchema?(tx: ReadModelTransaction): Promise<void>;
  /** Opens the tables to those who read them without this software. */
  publishTables?(tx: ReadModelTransaction, projections: readonly VersionedTables[]): Promise<void>;
  /** The error as one of ours if the database is at fault; any other is returned as it is. */
  translateError(error: unknown): unknown;
}
