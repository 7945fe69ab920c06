import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import { ranksOf } from './percentiles';

/**
 * Dwell times of the visits `v` under a condition, at the ranks that decide these percentiles of `count` of them. They
 * are sorted once and counted off: both databases return a materialized result in the order in which it was made, and
 * numbering every row instead took three times as long.
 */
export async function dwellRanks(
  db: Kysely<ReadModelSchema>,
  condition: RawBuilder<boolean>,
  count: number,
  percents: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const picked = ranksOf(count, percents).map(
    (rank) =>
      sql`select * from (select ${sql.lit(rank)} as rank, s.dwell_ms from sorted as s limit 1 offset ${sql.lit(rank - 1)}) as r`,
  );
  const { rows } = await sql<{ rank: number; dwell_ms: number }>`
    with sorted as materialized (
      select v.dwell_ms from ${sql.table('visits')} as v where ${condition} order by v.dwell_ms
    ) ${sql.join(picked, sql` union all `)}`.execute(db);
  return new Map(rows.map(({ rank, dwell_ms }) => [Number(rank), Number(dwell_ms)]));
}
