import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { JOURNEY_RESULTS, type JourneyResult } from '../../read-models/journey-result';
import type { Cases, DurationFigures, StateCount } from '../analytics-queries';
import { journeyWays, placeIn, type JourneyWay } from './journey-ways';
import { percentile, ranksOf } from '../percentiles';
import type { SqlFilter } from './visit-filter';
import { inSight } from '../sight';

const PERCENTS = [50, 90, 95, 99] as const;

/** Counts by definition, state and what else tells them apart; the first to be counted comes first. */
type Counts = Map<string, { readonly of: readonly (string | undefined)[]; journeys: number; visits: number }>;

interface Gathered {
  journeys: number;
  readonly outcomes: Record<JourneyResult, number>;
  readonly durations: number[];
  readonly rework: { journeys: number; visits: number };
  readonly starts: Counts;
  readonly ends: Counts;
  readonly repeats: Counts;
}

interface Names {
  readonly definitions: readonly string[];
  readonly states: readonly string[];
}

/** Durations, rework, first and last states of whole journeys, in one scan of them. */
export async function readCases(db: Kysely<ReadModelSchema>, filter: SqlFilter): Promise<Cases> {
  const names = await namesOf(db, filter);
  const gathered: Gathered = {
    journeys: 0,
    durations: [],
    rework: { journeys: 0, visits: 0 },
    outcomes: { open: 0, success: 0, failure: 0, abandoned: 0, completed: 0 },
    starts: new Map(),
    ends: new Map(),
    repeats: new Map(),
  };
  const numbers = {
    visit: sql<
      string | null
    >`cast(${placeIn(sql`v.state_id`, names.states)} as text) || ',' || cast(v.entered_ms as text)`,
    journey: sql<string>`cast(${placeIn(sql`p.definition_id`, names.definitions)} as text) || ','
      || cast(${placeIn(sql`p.outcome`, JOURNEY_RESULTS)} as text)`,
  };
  for await (const ways of journeyWays(db, filter, numbers)) for (const way of ways) count(way, gathered, names);
  return {
    journeys: gathered.journeys,
    outcomes: gathered.outcomes,
    duration: durationFigures(gathered.durations),
    rework: {
      ...gathered.rework,
      states: sorted(gathered.repeats, 'visits').map((row) => ({ ...stateCount(row), visits: row.visits })),
    },
    starts: sorted(gathered.starts, 'journeys').map(stateCount),
    ends: sorted(gathered.ends, 'journeys').map((row) => ({ ...stateCount(row), outcome: row.of[2] as JourneyResult })),
  };
}

/** What places in a way stand for. */
async function namesOf(db: Kysely<ReadModelSchema>, { sight, definitionId }: SqlFilter): Promise<Names> {
  let query = db.selectFrom('visits').select(['definition_id', 'state_id']).distinct().where(inSight(sight, 'visits'));
  if (definitionId !== undefined) query = query.where('definition_id', '=', definitionId);
  const rows = await query.execute();
  return {
    definitions: [...new Set(rows.map((row) => row.definition_id))],
    states: [...new Set(rows.map((row) => row.state_id))],
  };
}

function count(way: JourneyWay, gathered: Gathered, { definitions, states }: Names): void {
  const visits = (way.length - 2) / 2;
  // A journey of which only the start is left counts for nothing.
  if (visits === 0) return;
  const definition = definitions[way.at(-2) ?? 0];
  const outcome = JOURNEY_RESULTS[way.at(-1) ?? 0] ?? 'open';
  gathered.journeys += 1;
  gathered.outcomes[outcome] += 1;
  add(gathered.starts, [definition, states[way[0] ?? 0]], 0);
  add(gathered.ends, [definition, states[way[visits * 2 - 2] ?? 0], outcome], 0);
  const seen = new Map<number, number>();
  let [least, most] = [Infinity, -Infinity];
  for (let index = 0; index < visits; index += 1) {
    const [state = 0, enteredMs = 0] = [way[index * 2], way[index * 2 + 1]];
    seen.set(state, (seen.get(state) ?? 0) + 1);
    least = Math.min(least, enteredMs);
    most = Math.max(most, enteredMs);
  }
  gathered.durations.push(most - least);
  if (seen.size === visits) return;
  gathered.rework.journeys += 1;
  gathered.rework.visits += visits - seen.size;
  for (const [state, times] of seen) if (times > 1) add(gathered.repeats, [definition, states[state]], times - 1);
}

function add(counts: Counts, of: readonly (string | undefined)[], visits: number): void {
  const key = JSON.stringify(of);
  const known = counts.get(key);
  if (known === undefined) counts.set(key, { of, journeys: 1, visits });
  else {
    known.journeys += 1;
    known.visits += visits;
  }
}

type Counted = Counts extends Map<string, infer Row> ? Row : never;

/** The most first; of equally many, by name. */
function sorted(counts: Counts, by: 'journeys' | 'visits'): readonly Counted[] {
  const byName = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return byName.sort((a, b) => b[by] - a[by]);
}

function stateCount({ of: [definitionId = '', state = ''], journeys }: Counted): StateCount {
  return { definitionId, state, journeys };
}

function durationFigures(durations: readonly number[]): DurationFigures | null {
  if (durations.length === 0) return null;
  const ordered = Float64Array.from(durations).sort();
  const total = ordered.reduce((all, one) => all + one, 0);
  const at = new Map(ranksOf(ordered.length, PERCENTS).map((rank) => [rank, ordered[rank - 1] ?? Number.NaN]));
  const [p50Ms = 0, p90Ms = 0, p95Ms = 0, p99Ms = 0] = PERCENTS.map((percent) =>
    percentile(ordered.length, percent, at),
  );
  return {
    totalMs: total,
    meanMs: total / ordered.length,
    minMs: ordered[0] ?? 0,
    maxMs: ordered.at(-1) ?? 0,
    p50Ms,
    p90Ms,
    p95Ms,
    p99Ms,
  };
}
