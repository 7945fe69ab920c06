import type { Dialect, Expression, Kysely, Migration, RawBuilder, Transaction } from 'kysely';
import type { ReadModelSchema, ReadModelTable } from './read-model-schema';
import type { ProjectionTable, VersionedTables } from './table-declaration';

/** What a statement binds here. Booleans and bigints are left out on purpose: the drivers disagree about them. */
export type SqlValue = string | number | null;
/** Values in the order of the columns named beside them. */
export type SqlRow = readonly SqlValue[];

export type ReadModelTransaction = Transaction<ReadModelSchema>;

/** The query of what a part of a table's rows is to become; together, the parts are the whole table. */
export type RewrittenRows = (part: RawBuilder<boolean>) => RawBuilder<unknown>;

export interface BulkInsert {
  readonly table: ReadModelTable;
  readonly columns: readonly string[];
  /** The primary or a unique key. */
  readonly key: readonly string[];
  /** What happens to a row whose key is there: it is left alone, or these columns of it are written. */
  readonly onConflict: 'ignore' | { readonly update: readonly string[] };
}

export interface BulkDelete {
  readonly table: ReadModelTable;
  readonly key: readonly string[];
}

/** Of a text: what an SQL expression gives, nothing where that is null; or characters that stand for themselves. */
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
  /** Lower-case hex SHA-256 of the texts, one after the other, in UTF-8; it may be on its way still. */
  readonly digest: Promise<string>;
  /** Key of the last row of a page that is full; undefined where it is not, and so nothing comes after it. */
  readonly last: readonly unknown[] | undefined;
}

/**
 * What SQL databases disagree about, in one place: everything else is said through Kysely. A further database is a
 * further implementation of this, beside `sqlite-dialect.ts`. One that binds all rows of a call in one statement cuts
 * them by its limit of parameters (65,535 for PostgreSQL's protocol).
 */
export interface SqlDialect {
  readonly kysely: Dialect;
  /** Connections for changes of the schema, where those for queries give a statement too little time. */
  readonly maintenance?: Dialect;
  /** What this database has beyond the migrations that all have. Their names are ordered together. */
  readonly migrations?: Readonly<Record<string, Migration>>;
  /** Data type of texts whose order is that of their bytes, whatever the database's language. */
  readonly orderedText: Expression<unknown>;
  /** Ends the creation of a table whose rows lie in the order of its primary key; absent where there is no such thing. */
  readonly clustered?: Expression<unknown>;
  /** What a row is found by without an index, as a column of its table. */
  readonly rowId: RawBuilder<unknown>;
  /** `column in (…)` whose text does not depend on how many values there are, so that it is compiled once. */
  oneOf(column: string, values: readonly string[]): Expression<boolean>;
  /** Whether the database works on a write while this process goes on, since it is another process. */
  readonly isRemote?: true;
  insertAll(tx: ReadModelTransaction, statement: BulkInsert, rows: readonly SqlRow[]): Promise<void>;
  deleteAll(tx: ReadModelTransaction, statement: BulkDelete, keys: readonly SqlRow[]): Promise<void>;
  /** The SQL expression of a text made of parts. Their literals have neither quotes nor percent signs. */
  joinText(parts: readonly TextPart[]): string;
  digestPage(db: Kysely<ReadModelSchema>, page: PageOfTexts): Promise<DigestOfPage>;
  /** See `ProjectionTransaction.rewrite`. */
  readonly rewriteTable?: (tx: ReadModelTransaction, table: ProjectionTable, rows: RewrittenRows) => Promise<boolean>;
  /** Takes all rows from a projection's table, and what slows the filling down. Absent: the table is dropped. */
  emptyTable?(tx: ReadModelTransaction, table: ProjectionTable, name: string): Promise<void>;
  /** Keeps queries off these views until the transaction ends; for databases where they could be in the middle of them. */
  lockViews?(tx: ReadModelTransaction, views: readonly string[]): Promise<void>;
  /** Lets queries for `view` read this table of the database from the end of the transaction on. */
  pointView(tx: ReadModelTransaction, view: ReadModelTable, table: string): Promise<void>;
  /** Keeps others from changing the schema until the transaction ends; for databases where they would get in the way. */
  lockSchema?(tx: ReadModelTransaction): Promise<void>;
  /** Once the tables are there: opens them to those who read them past this software. */
  publishTables?(tx: ReadModelTransaction, projections: readonly VersionedTables[]): Promise<void>;
  /** The error as one of ours where the database is at fault; any other is returned as it is. */
  translateError(error: unknown): unknown;
}
