import { sql, type Kysely, type RawBuilder } from 'kysely';
import { DateTime } from 'luxon';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { SeriesQuestion, SeriesRow } from '../analytics-series';
import {
  ENTERED_MS,
  isJourneyOf,
  MOVED_MS,
  ofMoves,
  ofRefusals,
  ofTimeouts,
  ofVisits,
  REFUSED_MS,
  type SqlFilter,
} from './visit-filter';

/** No interval but a minute begins within one: offsets of time zones have been quarters of an hour since 1972. */
const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;

type Figure = Exclude<keyof SeriesRow, 'start' | 'end'>;
type Counted = Record<Figure, number>;

interface CountRow {
  readonly quarter_ms: number;
  readonly happened: number;
  readonly outcome?: Exclude<Figure, 'started' | 'ended' | 'transitions' | 'timeouts' | 'refused'>;
}

/** What happened in each interval; empty ones too. */
export async function readSeries(
  db: Kysely<ReadModelSchema>,
  asked: SqlFilter,
  question: SeriesQuestion,
): Promise<readonly SeriesRow[]> {
  const filter: SqlFilter = { ...asked, from: question.from, to: question.to };
  const withStarts: SqlFilter = { ...filter, excludeInitial: false };
  const starts = startsOf(question);
  const counts = starts.slice(0, -1).map(nothing);
  const edges = starts.map((start) => start.toMillis());
  const add = ({ quarter_ms, happened }: CountRow, ...figures: readonly Figure[]): void => {
    const row = counts[intervalOf(edges, Number(quarter_ms))];
    if (row !== undefined) for (const figure of figures) row[figure] += Number(happened);
  };
  const slice = question.interval === 'minute' ? MINUTE_MS : QUARTER_MS;
  const visits = sql`${sql.table('visits')} as v`;
  const started = await countBy(
    slice,
    ENTERED_MS,
    sql`${visits} where ${ofVisits(withStarts, ENTERED_MS)} and v.entered_by = 'start'`,
  ).execute(db);
  for (const row of started.rows) add(row, 'started');
  const ended = await countBy(
    slice,
    ENTERED_MS,
    sql`${visits} join ${sql.table('journeys')} as j on ${isJourneyOf('v')}
      where ${ofVisits(withStarts, ENTERED_MS)} and v.dwell_ms is null and j.outcome <> 'open'`,
    sql`j.outcome`,
  ).execute(db);
  for (const row of ended.rows) add(row, 'ended', ...(row.outcome === undefined ? [] : [row.outcome]));
  const moved = await countBy(slice, MOVED_MS, sql`${visits} where ${ofMoves(filter)}`).execute(db);
  for (const row of moved.rows) add(row, 'transitions');
  const refused = await countBy(
    slice,
    REFUSED_MS,
    sql`${sql.table('refusals')} as r where ${ofRefusals(filter)}`,
  ).execute(db);
  for (const row of refused.rows) add(row, 'refused');
  for (const { minute, happened } of await timeoutsByMinute(db, filter)) {
    add({ quarter_ms: Date.parse(`${minute}:00.000Z`), happened }, 'timeouts');
  }
  return counts.map((figures, index) => ({
    start: starts[index]?.toISO() ?? '',
    end: starts[index + 1]?.toISO() ?? '',
    ...figures,
  }));
}

/** Where each interval begins, and last where the last one ends. */
export function startsOf({ interval, timeZone, from, to }: SeriesQuestion): readonly DateTime[] {
  const starts = [DateTime.fromISO(from, { zone: timeZone }).startOf(interval)];
  const end = Date.parse(to);
  for (let last = starts[0]; last !== undefined && last.toMillis() < end;) {
    // Days and weeks by the calendar, hours by the clock that never stands back.
    last = last.plus({ [interval]: 1 });
    starts.push(last);
  }
  return starts;
}

function nothing(): Counted {
  return {
    started: 0,
    ended: 0,
    success: 0,
    failure: 0,
    abandoned: 0,
    completed: 0,
    transitions: 0,
    timeouts: 0,
    refused: 0,
  };
}

/** The interval that an instant is in: the last that does not begin after it. */
function intervalOf(edges: readonly number[], instant: number): number {
  let [low, high] = [0, edges.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? Infinity) <= instant) low = middle;
    else high = middle;
  }
  return low;
}

/** Counts by slices of time, within which no interval begins. */
function countBy(
  sliceMs: number,
  instant: RawBuilder<number>,
  rows: RawBuilder<unknown>,
  outcome?: RawBuilder<unknown>,
): RawBuilder<CountRow> {
  // The remainder of a negative number is negative.
  const quarter = sql.lit(sliceMs);
  const begun = sql`${instant} - ((${instant} % ${quarter}) + ${quarter}) % ${quarter}`;
  return sql<CountRow>`
    select c.quarter_ms, ${outcome === undefined ? sql`` : sql`c.outcome,`} count(*) as happened
    from (select ${begun} as quarter_ms ${outcome === undefined ? sql`` : sql`, ${outcome} as outcome`} from ${rows}) as c
    group by c.quarter_ms ${outcome === undefined ? sql`` : sql`, c.outcome`}`;
}

async function timeoutsByMinute(
  db: Kysely<ReadModelSchema>,
  filter: SqlFilter,
): Promise<readonly { readonly minute: string; readonly happened: number }[]> {
  // The first 16 characters of an RFC 3339 instant are its minute.
  const { rows } = await sql<{ minute: string; happened: number }>`
    select c.minute, count(*) as happened
    from (select substr(t.deadline, 1, 16) as minute from ${sql.table('timeouts')} as t where ${ofTimeouts(filter)}) as c
    group by c.minute`.execute(db);
  return rows;
}
