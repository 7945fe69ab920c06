import { sql, type Kysely } from 'kysely';
import type { SqlDialect } from './sql-dialect';
import type { ColumnType, ProjectionTable } from './tables/declare-table';
import type { ReadModelSchema } from './tables/read-model-schema';

/** Creates a table and its key unless it exists; its other indexes come with `createIndexes`. */
export async function createTable(
  db: Kysely<ReadModelSchema>,
  dialect: SqlDialect,
  { name: table, columns, key, isClustered }: ProjectionTable,
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
  await createKey(db, { name: table, key }, name);
}

/** A unique index, not a primary key: a table without one is written in the order of arrival, which is the fastest. */
export async function createKey(
  db: Kysely<ReadModelSchema>,
  { name: table, key }: Pick<ProjectionTable, 'name' | 'key'>,
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

export function keyName(name: string): string {
  return `${name}_key`;
}

/** Creates the indexes that only queries need: after a rebuild, since filling a table without them is much faster. */
export async function createIndexes(
  db: Kysely<ReadModelSchema>,
  { name: table, indexes }: ProjectionTable,
  name: string,
): Promise<void> {
  for (const { columns, whereNotNull, whereNull } of indexes) {
    let builder = db.schema
      .createIndex(indexName(name, columns))
      .ifNotExists()
      .on(table)
      .columns([...columns]);
    if (whereNotNull !== undefined) builder = builder.where(sql.ref(whereNotNull), 'is not', null);
    if (whereNull !== undefined) builder = builder.where(sql.ref(whereNull), 'is', null);
    await builder.execute();
  }
}

export async function dropTable(db: Kysely<ReadModelSchema>, { name }: ProjectionTable): Promise<void> {
  await db.schema.dropTable(name).ifExists().execute();
}

export function indexNames({ indexes }: ProjectionTable, name: string): readonly string[] {
  return indexes.map(({ columns }) => indexName(name, columns));
}

function indexName(name: string, columns: readonly string[]): string {
  return `${name}_by_${columns.join('_')}`;
}
