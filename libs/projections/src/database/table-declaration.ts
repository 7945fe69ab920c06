import { sql, type Kysely } from 'kysely';
import type { SqlDialect } from './sql-dialect';
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
  /** Read along its key row by row, and written near its end: lies in the order of its key where a database can do that. */
  readonly isClustered?: true;
  /**
   * The column by which all rows of one journey are found: its session id, beside the tenant, or a position of one of its
   * events. Absent where rows are not of one journey each.
   */
  readonly ofJourney?: 'session_id' | 'journey_position';
}

/** The tables of a projection, whose names in the database carry its version. */
export interface VersionedTables {
  readonly name: string;
  /** Raised whenever its rows would come out differently: the rows of another version are never built upon. */
  readonly version: number;
  readonly tables: readonly ProjectionTable[];
}

/** Takes a declaration, which the compiler checks against the schema: each of its columns, and no other. */
export function declareTable<Table extends ReadModelTable>(declaration: {
  readonly table: Table;
  readonly columns: { readonly [Column in keyof ReadModelSchema[Table] & string]: ColumnType };
  readonly key: readonly (keyof ReadModelSchema[Table] & string)[];
  readonly indexes: readonly IndexDeclaration[];
  readonly isClustered?: true;
  readonly ofJourney?: 'session_id' | 'journey_position';
}): ProjectionTable {
  return declaration;
}

export function columnsOf(declaration: ProjectionTable): readonly string[] {
  return Object.keys(declaration.columns);
}

/**
 * Creates a table and its key where it is not there; its other indexes come with `createIndexes`.
 * @param name of the table in the database, as the plugin of `db` has it.
 */
export async function createTable(
  db: Kysely<ReadModelSchema>,
  dialect: SqlDialect,
  { table, columns, key, isClustered }: ProjectionTable,
  name: string,
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
  if (isClustered === true && dialect.clustered !== undefined) {
    await builder
      .addPrimaryKeyConstraint(`${name}_key`, [...key] as never[])
      .modifyEnd(dialect.clustered)
      .execute();
    return;
  }
  await builder.execute();
  await createKey(db, { table, key }, name);
}

/** A unique index, not a primary key: a table without one is written in the order of arrival, which is the fastest. */
export async function createKey(
  db: Kysely<ReadModelSchema>,
  { table, key }: Pick<ProjectionTable, 'table' | 'key'>,
  name: string,
): Promise<void> {
  await db.schema
    .createIndex(keyName(name))
    .ifNotExists()
    .unique()
    .on(table)
    .columns([...key])
    .execute();
}

/** Name of the index that `createKey` makes. */
export function keyName(name: string): string {
  return `${name}_key`;
}

/** Creates the indexes that only queries need: after a rebuild, since filling a table without them is much faster. */
export async function createIndexes(
  db: Kysely<ReadModelSchema>,
  { table, indexes }: ProjectionTable,
  name: string,
): Promise<void> {
  for (const { columns, whereNotNull } of indexes) {
    let builder = db.schema
      .createIndex(indexName(name, columns))
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
export function indexNames({ indexes }: ProjectionTable, name: string): readonly string[] {
  return indexes.map(({ columns }) => indexName(name, columns));
}

function indexName(name: string, columns: readonly string[]): string {
  return `${name}_by_${columns.join('_')}`;
}
