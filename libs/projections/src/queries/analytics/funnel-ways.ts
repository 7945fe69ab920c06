import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { AnalyticsFilter } from '../analytics-queries';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { isNoStart, ofJourneys } from './visit-filter';

/** A journey's visits of the funnel's states, packed by `visitOf`, and last whether it still runs, 1 or 0. */
export type FunnelWay = readonly number[];

interface PageRow {
  readonly journeys: number;
  /** Null where the page is empty. */
  readonly last: string | null;
  readonly ways: string | null;
}

/** Journeys of one statement: bounds the text that it answers with, and how long one answer keeps this thread. */
const JOURNEYS_AT_ONCE = 10_000;
/** More than a funnel has steps; few enough for every instant of four-digit years to stay a whole number. */
const PACKED_STATES = 32;

/** The visit in a packed number: which of the states asked for, and when it was entered (milliseconds since 1970). */
export function visitOf(packed: number): { readonly stateIndex: number; readonly enteredMs: number } {
  const enteredMs = Math.floor(packed / PACKED_STATES);
  return { stateIndex: packed - enteredMs * PACKED_STATES, enteredMs };
}

/**
 * The ways of all journeys that a filter takes. One scan reads journeys and visits side by side, and a page of them
 * comes as one text: SQLite hands over a row for each visit at a quarter of the speed at which it finds them.
 * @param states each one once, at most 20.
 */
export async function* funnelWays(
  db: Kysely<ReadModelSchema>,
  filter: AnalyticsFilter,
  states: readonly string[],
  journeysAtOnce = JOURNEYS_AT_ONCE,
): AsyncGenerator<readonly FunnelWay[]> {
  for (let after = ''; ;) {
    const { rows } = await pageOf(filter, states, after, journeysAtOnce).execute(db);
    const [page] = rows;
    if (page === undefined || page.last === null) return;
    yield JSON.parse(`[[${page.ways ?? ''}]]`) as readonly FunnelWay[];
    if (Number(page.journeys) < journeysAtOnce) return;
    after = page.last;
  }
}

function pageOf(filter: AnalyticsFilter, states: readonly string[], after: string, limit: number): RawBuilder<PageRow> {
  // Null for every other state, and null is what `string_agg` leaves out.
  const stateIndex = sql`case v.state_id ${sql.join(
    states.map((state, index) => sql`when ${state} then ${sql.lit(index)}`),
    sql` `,
  )} end`;
  // Both databases string together what comes from a sorted subquery in its order; sorting within `string_agg` is slower.
  return sql<PageRow>`
    select count(*) as journeys, max(p.started_position) as last, string_agg(coalesce((
        select string_agg(cast(s.packed as text), ',') || ','
        from (
          select v.entered_ms * ${sql.lit(PACKED_STATES)} + ${stateIndex} as packed
          from ${sql.table('visits')} as v
          where v.journey_position = p.started_position and v.entered_by <> 'migrated'
            ${filter.excludeInitial === true ? sql`and ${isNoStart('v')}` : sql``}
          order by v.journey_position, v.sequence
        ) as s), '') || case p.status when 'ACTIVE' then '1' else '0' end, '],[') as ways
    from (
      select j.started_position, j.status from ${sql.table('journeys')} as j
      where ${ofJourneys(filter)} and j.started_position > ${after}
      order by j.started_position limit ${sql.lit(limit)}
    ) as p`;
}
