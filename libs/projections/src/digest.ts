import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ReadModelDatabase } from './database/read-model-database';
import type { SlotTables } from './database/slot-tables';
import { columnsOf, type ProjectionTable } from './database/table-declaration';

const PAGE_SIZE = 2_000;

/**
 * Lower-case hex SHA-256 over all rows of a projection, in the order of their keys: equal where two databases hold the
 * same read model, however it came about: the live one, or the `tables` of a slot. Take it while nothing is being
 * applied, or compare the checkpoints too.
 */
export async function projectionDigest(
  database: ReadModelDatabase,
  name: string,
  tables: Pick<SlotTables, 'db'> = database,
): Promise<string> {
  const projection = database.projections.find((candidate) => candidate.name === name);
  if (projection === undefined) throw new RangeError(`There is no projection ${JSON.stringify(name)}.`);
  const hash = createHash('sha256');
  for (const table of projection.tables) {
    for await (const row of rowsByKey(database, tables.db, table)) hash.update(`${JSON.stringify(row)}\n`);
  }
  return hash.digest('hex');
}

/** Rows of a table in the order of its key, each with its values in the order of its columns. */
export async function* rowsByKey(
  database: ReadModelDatabase,
  db: SlotTables['db'],
  table: ProjectionTable,
): AsyncIterable<readonly unknown[]> {
  const columns = columnsOf(table);
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  let after: readonly unknown[] | undefined;
  do {
    const isBeyond = after === undefined ? sql`1 = 1` : sql`(${key}) > (${sql.join(after)})`;
    const page = sql<Record<string, unknown>>`
      select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table.table)}
      where ${isBeyond} order by ${key} limit ${PAGE_SIZE}`;
    const { rows } = await database.attempt(() => page.execute(db));
    for (const row of rows) yield columns.map((column) => plain(row[column], table.columns[column]));
    const last = rows.at(-1);
    after = rows.length < PAGE_SIZE || last === undefined ? undefined : table.key.map((column) => last[column]);
  } while (after !== undefined);
}

/** A whole number comes as text from one database and as a number from another. */
function plain(value: unknown, type: string | undefined): unknown {
  return value !== null && type?.startsWith('integer') === true ? Number(value) : value;
}
