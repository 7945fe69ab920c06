import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { SlotTables } from '../database/slot-tables';
import type { SqlDialect, TextPart } from '../database/sql-dialect';
import { columnsOf, type ProjectionTable } from '../database/tables/declare-table';
import type { ReadModelDatabase } from '../delivery/read-model-database';

/** Few enough for the largest rows there may be, of about a megabyte each, to be in memory at once. */
const ROWS_OF_A_PAGE = 500;

type Tables = SlotTables['db'];
/** Values of a row's key, in the order of its columns. */
type Key = readonly unknown[];

export interface DigestPage {
  /** The key that they come after; undefined for the first page. */
  readonly after: Key | undefined;
  /** Lower-case hex SHA-256 of the rows. */
  readonly digest: string;
}

/** SHA-256 over all rows by key: equal if two databases hold the same. Take it while nothing is applied. */
export async function projectionDigest(
  database: ReadModelDatabase,
  name: string,
  tables: Pick<SlotTables, 'db'> = database,
): Promise<string> {
  const projection = database.projections.find((candidate) => candidate.name === name);
  if (projection === undefined) throw new RangeError(`There is no projection ${JSON.stringify(name)}.`);
  const whole = new DigestOfPages();
  for (const table of projection.tables) {
    for await (const page of digestPages(database, tables.db, table)) whole.add(page);
  }
  return whole.hex();
}

/** The digest of a projection from those of its tables' pages. */
export class DigestOfPages {
  readonly #hash = createHash('sha256');

  add({ digest }: DigestPage): void {
    this.#hash.update(`${digest}\n`);
  }

  hex(): string {
    return this.#hash.digest('hex');
  }
}

/** Digests in the order of the key. The database joins rows to one text: the driver's rows cost ten times as much. */
export async function* digestPages(
  database: ReadModelDatabase,
  db: Tables,
  table: ProjectionTable,
): AsyncIterable<DigestPage> {
  const text = sql.raw<string>(rowText(table, database.dialect));
  let after: Key | undefined;
  let hashed: Promise<DigestPage> | undefined;
  do {
    const page = {
      rows: sql<{ text: string }>`
        select ${text} as text, ${keyOf(table)} from ${sql.table(table.name)} where ${isBeyond(table, after)}
        order by ${keyOf(table)} limit ${ROWS_OF_A_PAGE}`,
      key: table.key,
      size: ROWS_OF_A_PAGE,
    };
    const { digest, last } = await database.attempt(() => database.dialect.digestPage(db, page));
    if (hashed !== undefined) yield await hashed;
    hashed = pageOf(after, digest);
    after = last;
  } while (after !== undefined);
  yield await hashed;
}

async function pageOf(after: Key | undefined, digest: Promise<string>): Promise<DigestPage> {
  return { after, digest: await digest };
}

/** Lengths before texts and marks behind numbers: no two rows give one text. Built once, as it takes a page's time. */
function rowText({ columns }: ProjectionTable, dialect: SqlDialect): string {
  const parts = Object.entries(columns).flatMap(([column, type]): TextPart[] => {
    const value = { value: `"${column}"` };
    if (type.startsWith('integer')) return [value, { literal: ';' }];
    return [{ value: `octet_length(${value.value})` }, { literal: ':' }, value];
  });
  return dialect.joinText(parts);
}

/** Rows in the order of the key, after `after`, each with its values in the order of its columns. */
export async function* rowsByKey(
  database: ReadModelDatabase,
  db: Tables,
  table: ProjectionTable,
  after?: Key,
): AsyncIterable<readonly unknown[]> {
  const columns = columnsOf(table);
  let from = after;
  do {
    const page = sql<Record<string, unknown>>`
      select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table.name)}
      where ${isBeyond(table, from)} order by ${keyOf(table)} limit ${ROWS_OF_A_PAGE}`;
    const { rows } = await database.attempt(() => page.execute(db));
    for (const row of rows) yield columns.map((column) => plain(row[column], table.columns[column]));
    const last = rows.at(-1);
    from = rows.length < ROWS_OF_A_PAGE || last === undefined ? undefined : table.key.map((column) => last[column]);
  } while (from !== undefined);
}

function keyOf({ key }: ProjectionTable): RawBuilder<unknown> {
  return sql.join(key.map((column) => sql.ref(column)));
}

function isBeyond(table: ProjectionTable, after: Key | undefined): RawBuilder<unknown> {
  return after === undefined ? sql`1 = 1` : sql`(${keyOf(table)}) > (${sql.join(after)})`;
}

/** A whole number comes as text from one database and as a number from another. */
function plain(value: unknown, type: string | undefined): unknown {
  return value !== null && type?.startsWith('integer') === true ? Number(value) : value;
}
