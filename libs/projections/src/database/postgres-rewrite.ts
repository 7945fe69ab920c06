import { sql, type RawBuilder } from 'kysely';
import { loadLive } from './live-tables';
import { lockPostgresViews, pointPostgresView } from './postgres-views';
import type { ReadModelTransaction, RewrittenRows } from './sql-dialect';
import { createIndexes, createKey, indexNames, keyName } from './create-table';
import { TableNames } from './table-names';
import { columnsOf, type ProjectionTable } from './tables/declare-table';

/** Enough to sort the keys of a million rows without a file. */
const SORT_MEMORY = '256MB';
/** 32 MiB: some hundred thousand waits. */
const PAGES_OF_A_PART = 4_096;

/**
 * A changed row is written to every index of its table, however few of its columns are in one. If most rows change, it is
 * several times faster to write a new table and to create its indexes once the rows are in. Queries read the old table
 * meanwhile, and wait only while the view is switched to the new one.
 */
export async function rewritePostgresTable(
  tx: ReadModelTransaction,
  declaration: ProjectionTable,
  rows: RewrittenRows,
): Promise<boolean> {
  const { name: view } = declaration;
  const plain = tx.withoutPlugins();
  const name = namesOf(tx)?.nameOf(view);
  if (name === undefined || (await loadLive(plain))?.tables[view] !== name) return false;
  const beside = `${name}_new`;
  const [old, written] = [sql.table(name), sql.table(beside)];
  await sql`create table ${written} (like ${old})`.execute(plain);
  const columns = sql.join(columnsOf(declaration).map((column) => sql.ref(column)));
  for (const part of await partsOf(plain, name)) {
    await sql`insert into ${written} (${columns}) ${rows(part)}`.execute(tx);
  }
  await sql`set local maintenance_work_mem = ${sql.lit(SORT_MEMORY)}`.execute(plain);
  const renaming = plain.withPlugin(new TableNames(new Map([[view, beside]])));
  await createKey(renaming, declaration, beside);
  await createIndexes(renaming, declaration, beside);
  await sql`analyze ${written}`.execute(plain);
  await lockPostgresViews(plain, [view]);
  await pointPostgresView(plain, view, beside);
  await sql`drop table ${old}`.execute(plain);
  await sql`alter table ${written} rename to ${sql.ref(name)}`.execute(plain);
  const indexes = [keyName(name), ...indexNames(declaration, name)];
  for (const [place, index] of [keyName(beside), ...indexNames(declaration, beside)].entries()) {
    await sql`alter index ${sql.ref(index)} rename to ${sql.ref(indexes[place] ?? '')}`.execute(plain);
  }
  return true;
}

/** Ranges of pages, so that no statement takes longer than a statement may, however large the table is. */
async function partsOf(tx: ReadModelTransaction, name: string): Promise<readonly RawBuilder<boolean>[]> {
  const { rows } = await sql<{ pages: string }>`
    select pg_relation_size(${name}::regclass) / current_setting('block_size')::bigint as pages`.execute(tx);
  const pages = Number(rows[0]?.pages ?? 0);
  const parts: RawBuilder<boolean>[] = [];
  for (let page = 0; page < pages; page += PAGES_OF_A_PART) {
    const [from, to] = [page, page + PAGES_OF_A_PART].map((at) => sql.lit(`(${at},0)`));
    parts.push(sql<boolean>`ctid >= ${from}::tid and ctid < ${to}::tid`);
  }
  return parts;
}

function namesOf(tx: ReadModelTransaction): TableNames | undefined {
  return tx.getExecutor().plugins.find((plugin): plugin is TableNames => plugin instanceof TableNames);
}
