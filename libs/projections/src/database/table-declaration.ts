import { sql, type Kysely } from 'kysely';
import type { SqlDialect } from './sql-dialect';
import { versionedTable } from './table-names';
import type { ReadModelSchema, ReadModelTable } from './read-model-schema';

/** `ordered`: text compared byte by byte; `integer`: 64 bits. A `?` behind it: may be null. */
export type ColumnType = 'text' | 'text?' | 'ordered' | 'ordered?' | 'integer' | 'integer?';

export interface IndexDeclaration {
  readonly columns: readonly string[];
  /** Leaves rows out in which this column is null. */
  readonly whereNotNull?: string;
}

/** A table of a projection: its columns, in the order in which rows are written, its key and its indexes. */
export interface ProjectionTable {
  readonly table: ReadModelTable;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly key: readonly string[];
  readonly indexes: readonly IndexDeclaration[];
}

/** Takes a declaration, which the compiler checks against the schema: each of its columns, and no other. */
export function declareTable<Table extends ReadModelTable>(declaration: {
  readonly table: Table;
  readonly columns: { readonly [Column in keyof ReadModelSchema[Table] & string]: ColumnType };
  readonly key: readonly (keyof ReadModelSchema[Table] & string)[];
  readonly indexes: readonly IndexDeclaration[];
}): ProjectionTable {
  return declaration;
}

export function columnsOf(declaration: ProjectionTable): readonly string[] {
  return Object.keys(declaration.columns);
}

/** Creates a table and its key where it is not there; its other indexes come with `createIndexes`. */
export async function createTable(
  db: Kysely<ReadModelSchema>,
  dialect: SqlDialect,
  { table, columns, key }: ProjectionTable,
  version: number,
): Promise<void> {
  let builder = db.schema.createTable(table).ifNotExists();
  for (const [column, type] of Object.entries<ColumnType>(columns)) {
    const isOptional = type.endsWith('?');
    const dataType = type.startsWith('integer')
      ? sql`bigint`
      : type.startsWith('ordered')
        ? dialect.orderedText
        : sql`text`;
    builder = builder.addColumn(column, sql`${dataType}`, (definition) =>
      isOptional ? definition : definition.notNull(),
    );
  }
  await builder.execute();
  // A unique index, not a primary key: a table without one is written in the order of arrival, which is the fastest.
  await db.schema
    .createIndex(`${versionedTable(table, version)}_key`)
    .ifNotExists()
    .unique()
    .on(table)
    .columns([...key])
    .execute();
}

/** Creates the indexes that only queries need: after a rebuild, since filling a table without them is much faster. */
export async function createIndexes(
  db: Kysely<ReadModelSchema>,
  { table, indexes }: ProjectionTable,
  version: number,
): Promise<void> {
  for (const { columns, whereNotNull } of indexes) {
    let builder = db.schema
      .createIndex(indexName(table, version, columns))
      .ifNotExists()
      .on(table)
      .columns([...columns]);
    if (whereNotNull !== undefined) builder = builder.where(sql.ref(whereNotNull), 'is not', null);
    await builder.execute();
  }
}

export async function dropTable(db: Kysely<ReadModelSchema>, { table }: ProjectionTable): Promise<void> {
  await db.schema.dropTable(table).ifExists().execute();
}

/** Names of the indexes that `createIndexes` makes. */
export function indexNames({ table, indexes }: ProjectionTable, version: number): readonly string[] {
  return indexes.map(({ columns }) => indexName(table, version, columns));
}

function indexName(table: ReadModelTable, version: number, columns: readonly string[]): string {
  return `${versionedTable(table, version)}_by_${columns.join('_')}`;
}
