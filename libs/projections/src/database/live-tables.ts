import type { Kysely } from 'kysely';
import type { ReadModelSchema } from './tables/read-model-schema';
import type { VersionedTables } from './tables/declare-table';
import { versionedTable } from './table-names';

/** Which tables of the database queries read. */
export interface LiveTables {
  readonly slot: number;
  /** `versionsOf` the projections that fill them. */
  readonly versions: string;
  /** Names in the database, by the names that queries use. */
  readonly tables: Readonly<Record<string, string>>;
}

/** The version of each projection: equal if the rows come out alike. */
export function versionsOf(projections: readonly VersionedTables[]): string {
  return JSON.stringify(Object.fromEntries(projections.map(({ name, version }) => [name, version])));
}

export function tablesOf(projections: readonly VersionedTables[], slot: number): LiveTables {
  const names = projections.flatMap(({ tables, version }) =>
    tables.map(({ name }) => [name, versionedTable(name, version, slot)] as const),
  );
  return { slot, versions: versionsOf(projections), tables: Object.fromEntries(names) };
}

/** Undefined in a new database. */
export async function loadLive(db: Kysely<ReadModelSchema>): Promise<LiveTables | undefined> {
  const row = await db.selectFrom('live_tables').selectAll().where('id', '=', 1).executeTakeFirst();
  return row && { slot: row.slot, versions: row.versions, tables: readTables(row.tables) };
}

export async function storeLive(db: Kysely<ReadModelSchema>, { slot, versions, tables }: LiveTables): Promise<void> {
  const row = { slot, versions, tables: JSON.stringify(tables) };
  await db
    .insertInto('live_tables')
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export function readTables(text: string): Readonly<Record<string, string>> {
  return JSON.parse(text) as Record<string, string>;
}

/** Drops tables that no query reads any more, except those that are `kept`. */
export async function dropTables(
  db: Kysely<ReadModelSchema>,
  tables: Readonly<Record<string, string>>,
  kept: Readonly<Record<string, string>>,
): Promise<void> {
  const inUse = new Set(Object.values(kept));
  for (const name of Object.values(tables)) {
    if (!inUse.has(name)) await db.schema.dropTable(name).ifExists().execute();
  }
}
