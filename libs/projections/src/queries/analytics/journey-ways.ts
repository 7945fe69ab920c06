import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { isNoStart, ofJourneys, type SqlFilter } from './visit-filter';

/** What a question needs of one journey: the numbers of its visits that count, in their order, and last the journey's. */
export type JourneyWay = readonly number[];

/** How a journey is written as numbers: texts in SQL, with commas between several. */
export interface WayNumbers {
  /** Of the visit `v`; null leaves the visit out. */
  readonly visit: RawBuilder<string | null>;
  /** Of the journey `p`: `started_position`, `outcome` and `definition_id`. */
  readonly journey: RawBuilder<string>;
}

interface PageRow {
  readonly journeys: number;
  /** Null where the page is empty. */
  readonly last: string | null;
  readonly ways: string | null;
}

/** Journeys of one statement: bounds the text that it answers with, and how long one answer keeps this thread. */
const JOURNEYS_AT_ONCE = 10_000;

/**
 * The ways of all journeys that a filter takes. One scan reads journeys and visits side by side, and a page of them
 * comes as one text: SQLite hands over a row for each visit at a quarter of the speed at which it finds them.
 */
export async function* journeyWays(
  db: Kysely<ReadModelSchema>,
  filter: SqlFilter,
  numbers: WayNumbers,
  journeysAtOnce = JOURNEYS_AT_ONCE,
): AsyncGenerator<readonly JourneyWay[]> {
  for (let after = ''; ;) {
    const { rows } = await pageOf(filter, numbers, after, journeysAtOnce).execute(db);
    const [page] = rows;
    if (page === undefined || page.last === null) return;
    yield JSON.parse(`[[${page.ways ?? ''}]]`) as readonly JourneyWay[];
    if (Number(page.journeys) < journeysAtOnce) return;
    after = page.last;
  }
}

/** The place of a text among others, as SQL; null for any other text. */
export function placeIn(column: RawBuilder<unknown>, texts: readonly string[]): RawBuilder<number | null> {
  if (texts.length === 0) return sql`cast(null as integer)`;
  const places = texts.map((text, index) => sql`when ${text} then ${sql.lit(index)}`);
  return sql`case ${column} ${sql.join(places, sql` `)} end`;
}

function pageOf(filter: SqlFilter, { visit, journey }: WayNumbers, after: string, limit: number): RawBuilder<PageRow> {
  // Null is what `string_agg` leaves out. Both databases string together what comes from a sorted subquery in its order;
  // sorting within `string_agg` is slower.
  return sql<PageRow>`
    select count(*) as journeys, max(p.started_position) as last, string_agg(coalesce((
        select string_agg(s.numbers, ',') || ','
        from (
          select ${visit} as numbers
          from ${sql.table('visits')} as v
          where v.journey_position = p.started_position and v.entered_by <> 'migrated'
            ${filter.excludeInitial === true ? sql`and ${isNoStart('v')}` : sql``}
          order by v.journey_position, v.sequence
        ) as s), '') || ${journey}, '],[') as ways
    from (
      select j.started_position, j.outcome, j.definition_id from ${sql.table('journeys')} as j
      where ${ofJourneys(filter)} and j.started_position > ${after}
      order by j.started_position limit ${sql.lit(limit)}
    ) as p`;
}
