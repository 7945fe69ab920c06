import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ReadModelSchema } from '../../database/read-model-schema';
import { ranksOf } from './percentiles';

/** Dwell times of the visits `v` under a condition, at the ranks that decide these percentiles of `count` of them. */
export async function dwellRanks(
  db: Kysely<ReadModelSchema>,
  condition: RawBuilder<boolean>,
  count: number,
  percents: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ rank: number; dwell_ms: number }>`
    select r.rank, r.dwell_ms from (
      select v.dwell_ms, row_number() over (order by v.dwell_ms) as rank
      from ${sql.table('visits')} as v where ${condition}
    ) as r where r.rank in (${sql.join(ranksOf(count, percents))})`.execute(db);
  return new Map(rows.map(({ rank, dwell_ms }) => [Number(rank), Number(dwell_ms)]));
}
