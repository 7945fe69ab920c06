import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { AnalyticsFilter, Funnel, FunnelStep } from '../../analytics-queries';
import type { ReadModelSchema } from '../../database/read-model-schema';
import { percentile } from './percentiles';
import { isNoBeginning, ofJourneys } from './visit-filter';

/**
 * What is known of one step: with rank 0 how many reached it and how many of those still run, above that the time from
 * the step before (`value`) at this rank among those who reached it. Step 0 is every journey.
 */
interface FigureRow {
  readonly step: number;
  readonly rank: number;
  readonly value: number;
  readonly running: number;
}

/** Matches each journey's visits to the steps from left to right, taking the first that fits. */
export async function readFunnel(
  db: Kysely<ReadModelSchema>,
  filter: AnalyticsFilter,
  states: readonly string[],
): Promise<Funnel> {
  const parts = [journeysPart(filter), ...states.map((state, index) => stepPart(filter, state, index + 1))];
  const figures = [counts(0), ...states.flatMap((_, index) => stepFigures(index + 1))];
  const { rows } = await sql<FigureRow>`
    with ${sql.join(parts)} ${sql.join(figures, sql` union all `)}`.execute(db);
  const found = states.map((_, index) => foundOf(rows, index + 1));
  const all = foundOf(rows, 0);
  const steps = states.map((state, index): FunnelStep => {
    const { reached, running, percentileOf } = found[index] ?? NOTHING;
    const next = found[index + 1];
    const open = next === undefined ? 0 : running - next.running;
    return {
      state,
      reached,
      conversion: part(reached, found[0]?.reached ?? 0),
      stepConversion: part(reached, (found[index - 1] ?? all).reached),
      open,
      abandoned: next === undefined ? 0 : reached - next.reached - open,
      medianMs: percentileOf(50),
      p95Ms: percentileOf(95),
    };
  });
  return { journeys: all.reached, steps };
}

interface Found {
  readonly reached: number;
  readonly running: number;
  /** Of the time from the step before; null where there is none. */
  readonly percentileOf: (percent: number) => number | null;
}

const NOTHING: Found = { reached: 0, running: 0, percentileOf: () => null };

function foundOf(rows: readonly FigureRow[], step: number): Found {
  const ofStep = rows.filter((row) => Number(row.step) === step);
  const counted = ofStep.find(({ rank }) => Number(rank) === 0);
  if (counted === undefined) return NOTHING;
  const reached = Number(counted.value);
  const times = new Map(ofStep.map(({ rank, value }) => [Number(rank), Number(value)]));
  const hasTimes = step > 1 && reached > 0;
  return {
    reached,
    running: Number(counted.running),
    percentileOf: (percent) => (hasTimes ? percentile(reached, percent, times) : null),
  };
}

function journeysPart(filter: AnalyticsFilter): RawBuilder<unknown> {
  return sql`step_0 as materialized (
    select j.started_position as journey, j.status, 0 as sequence, 0 as ms
    from ${sql.table('journeys')} as j where ${ofJourneys(filter)})`;
}

/** Journeys that reach a step, with the visit by which they do: the first of the state after the step before. */
function stepPart({ excludeInitial }: AnalyticsFilter, state: string, step: number): RawBuilder<unknown> {
  const found = sql`select min(w.sequence) from ${sql.table('visits')} as w
    where w.journey_position = p.journey and w.sequence > p.sequence and w.state_id = ${state}
      and w.entered_by <> 'migrated' ${excludeInitial === true ? sql`and ${isNoBeginning('w')}` : sql``}`;
  return sql`${name(step)} as materialized (
    select p.journey, p.status, v.sequence, v.entered_ms as ms, v.entered_ms - p.ms as gap_ms
    from ${name(step - 1)} as p join ${sql.table('visits')} as v
      on v.journey_position = p.journey and v.sequence = (${found}))`;
}

function counts(step: number): RawBuilder<unknown> {
  return sql`select ${sql.lit(step)} as step, 0 as rank, count(*) as value,
      count(case when status = 'ACTIVE' then 1 end) as running from ${name(step)}`;
}

function stepFigures(step: number): readonly RawBuilder<unknown>[] {
  if (step === 1) return [counts(step)];
  // The ranks of `percentiles.ts`, in whole numbers that both databases divide alike.
  const times = sql`select ${sql.lit(step)}, r.rank, r.gap_ms, 0 from (
      select gap_ms, row_number() over (order by gap_ms) as rank, (select count(*) from ${name(step)}) as reached
      from ${name(step)}) as r
    where r.rank between (r.reached - 1) * 50 / 100 + 1 and (r.reached - 1) * 50 / 100 + 2
       or r.rank between (r.reached - 1) * 95 / 100 + 1 and (r.reached - 1) * 95 / 100 + 2`;
  return [counts(step), times];
}

function name(step: number): RawBuilder<unknown> {
  return sql.ref(`step_${step}`);
}

function part(count: number, whole: number): number {
  return whole === 0 ? 0 : count / whole;
}
