import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Variant, Variants } from '../analytics-queries';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { isNoStart, ofJourneys, ofRestarts, type SqlFilter } from './visit-filter';

/** Journeys whose visits are read at once. */
const EXAMPLES_AT_ONCE = 500;

type OneOf = ReadModelDatabase['dialect']['oneOf'];

interface PathRow {
  /** Position of one journey that went through these states. */
  readonly example: string;
  readonly journeys: number;
}

/** The sequences of states that journeys went through, by how many did. */
export async function readVariants(
  db: Kysely<ReadModelSchema>,
  filter: SqlFilter,
  top: number,
  oneOf: OneOf,
): Promise<Variants> {
  const { rows } = await pathsOf(filter).execute(db);
  // Sequences that differ only in excluded states are one: to know, all of them have to be read.
  if (filter.excludeInitial === true) return cut(await withoutStarts(db, rows, oneOf), top);
  const states = await statesOf(db, rows.slice(0, top), oneOf, false);
  const journeys = sum(rows);
  return {
    journeys,
    total: rows.length,
    rows: rows.slice(0, top).map((row) => variant(states.get(row.example) ?? [], Number(row.journeys), journeys)),
  };
}

/** A path does not tell restarts from transitions: where that decides, only journeys restarted alike count together. */
function pathsOf(filter: SqlFilter): RawBuilder<PathRow> {
  const journeys = sql`${sql.table('journeys')} as j`;
  if (filter.excludeInitial !== true) {
    return sql<PathRow>`
      select min(j.started_position) as example, count(*) as journeys
      from ${journeys} where ${ofJourneys(filter)} group by j.path order by journeys desc, example`;
  }
  return sql<PathRow>`
    select min(j.started_position) as example, count(*) as journeys
    from ${journeys} left join (
      select v.journey_position, string_agg(cast(v.sequence as text), ',') as places
      from ${sql.table('visits')} as v where ${ofRestarts(filter)} group by v.journey_position
    ) as r on r.journey_position = j.started_position
    where ${ofJourneys(filter)} group by j.path, r.places order by journeys desc, example`;
}

async function withoutStarts(
  db: Kysely<ReadModelSchema>,
  rows: readonly PathRow[],
  oneOf: OneOf,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (let from = 0; from < rows.length; from += EXAMPLES_AT_ONCE) {
    const some = rows.slice(from, from + EXAMPLES_AT_ONCE);
    const states = await statesOf(db, some, oneOf, true);
    for (const { example, journeys } of some) {
      const way = states.get(example);
      // A journey of which only the start is left counts for nothing.
      if (way === undefined) continue;
      const key = JSON.stringify(way);
      counts.set(key, (counts.get(key) ?? 0) + Number(journeys));
    }
  }
  return counts;
}

async function statesOf(
  db: Kysely<ReadModelSchema>,
  rows: readonly PathRow[],
  oneOf: OneOf,
  excludeInitial: boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const examples = rows.map(({ example }) => example);
  const visits = await sql<{ journey_position: string; state_id: string }>`
    select v.journey_position, v.state_id from ${sql.table('visits')} as v
    where ${oneOf('v.journey_position', examples)} and v.entered_by <> 'migrated'
      ${excludeInitial ? sql`and ${isNoStart('v')}` : sql``}
    order by v.journey_position, v.sequence`.execute(db);
  const states = new Map<string, string[]>();
  for (const { journey_position, state_id } of visits.rows) {
    const known = states.get(journey_position);
    if (known === undefined) states.set(journey_position, [state_id]);
    else known.push(state_id);
  }
  return states;
}

function cut(counts: ReadonlyMap<string, number>, top: number): Variants {
  const journeys = [...counts.values()].reduce((all, count) => all + count, 0);
  // A stable sort: of two equally frequent ones, the one whose example started first stays first.
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return {
    journeys,
    total: sorted.length,
    rows: sorted.slice(0, top).map(([key, count]) => variant(JSON.parse(key) as string[], count, journeys)),
  };
}

function variant(states: readonly string[], count: number, journeys: number): Variant {
  return { states, count, share: count / journeys };
}

function sum(rows: readonly PathRow[]): number {
  return rows.reduce((all, { journeys }) => all + Number(journeys), 0);
}
