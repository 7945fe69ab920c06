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
  const figures = [journeyCount, ...states.flatMap((_, index) => stepFigures(index + 1))];
  const { rows } = await sql<FigureRow>`
    with ways as materialized (${waysOf(filter, states)}) ${sql.join(figures, sql` union all `)}`.execute(db);
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

/** One row for each journey, with the time at which it reached each step; null where it did not. */
function waysOf(filter: AnalyticsFilter, states: readonly string[]): RawBuilder<unknown> {
  const times = states.map((_, index) => sql`${of(index + 1, 'entered_ms')} as ${timeOf(index + 1)}`);
  const joins = states.map((state, index) => stepJoin(filter, state, index + 1));
  return sql`select j.status, ${sql.join(times)} from ${sql.table('journeys')} as j ${sql.join(joins, sql` `)}
    where ${ofJourneys(filter)}`;
}

/** The visit by which a journey reaches a step: the first of the state after the step before. */
function stepJoin({ excludeInitial }: AnalyticsFilter, state: string, step: number): RawBuilder<unknown> {
  const visits = sql.table('visits');
  return sql`left join ${visits} as ${visitOf(step)} on ${of(step, 'journey_position')} = j.started_position
    and ${of(step, 'sequence')} = (
      select min(w.sequence) from ${visits} as w
      where w.journey_position = j.started_position and w.state_id = ${state} and w.entered_by <> 'migrated'
        ${step === 1 ? sql`` : sql`and w.sequence > ${of(step - 1, 'sequence')}`}
        ${excludeInitial === true ? sql`and ${isNoBeginning('w')}` : sql``})`;
}

const journeyCount = sql`select 0 as step, 0 as rank, count(*) as value, 0 as running from ways`;

function stepFigures(step: number): readonly RawBuilder<unknown>[] {
  const time = timeOf(step);
  const counts = sql`select ${sql.lit(step)}, 0, count(${time}),
      count(case when status = 'ACTIVE' then ${time} end) from ways`;
  if (step === 1) return [counts];
  // The ranks of `percentiles.ts`, in whole numbers that both databases divide alike.
  const gap = sql`${time} - ${timeOf(step - 1)}`;
  const gaps = sql`select ${sql.lit(step)}, r.rank, r.gap_ms, 0 from (
      select ${gap} as gap_ms, row_number() over (order by ${gap}) as rank,
             (select count(${time}) from ways) as reached
      from ways where ${time} is not null) as r
    where r.rank between (r.reached - 1) * 50 / 100 + 1 and (r.reached - 1) * 50 / 100 + 2
       or r.rank between (r.reached - 1) * 95 / 100 + 1 and (r.reached - 1) * 95 / 100 + 2`;
  return [counts, gaps];
}

function visitOf(step: number): RawBuilder<unknown> {
  return sql.ref(`visit_${step}`);
}

function of(step: number, column: string): RawBuilder<unknown> {
  return sql.ref(`visit_${step}.${column}`);
}

function timeOf(step: number): RawBuilder<unknown> {
  return sql.ref(`ms_${step}`);
}

function part(count: number, whole: number): number {
  return whole === 0 ? 0 : count / whole;
}
