import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { AnalyticsFilter, Funnel, FunnelStep } from '../../analytics-queries';
import type { ReadModelSchema } from '../../database/read-model-schema';
import { percentile } from './percentiles';
import { isNoBeginning, ofJourneys } from './visit-filter';

/**
 * A figure of one step: with rank 0 how many reached it (`value`), with rank -1 how many of them still run and have
 * not reached the next, and above that the time from the step before at this rank among `reached`.
 */
interface FigureRow {
  readonly step: number;
  readonly rank: number;
  readonly value: number;
  readonly reached: number;
}

const JOURNEYS = 0;

/** Matches each journey's visits to the steps from left to right, taking the first that fits. */
export async function readFunnel(
  db: Kysely<ReadModelSchema>,
  filter: AnalyticsFilter,
  states: readonly string[],
): Promise<Funnel> {
  const { rows } = await sql<FigureRow>`
    with ${sql.join([journeysPart(filter), ...states.map((state, index) => stepPart(filter, state, index + 1))])}
    ${sql.join([journeyCount(), ...states.flatMap((_, index) => stepFigures(index + 1, states.length))], sql` union all `)}`.execute(
    db,
  );
  const journeys = valueOf(rows, JOURNEYS, 0);
  const first = valueOf(rows, 1, 0);
  const steps = states.map((state, index): FunnelStep => {
    const step = index + 1;
    const reached = valueOf(rows, step, 0);
    const before = step === 1 ? journeys : valueOf(rows, step - 1, 0);
    const isLast = step === states.length;
    const open = isLast ? 0 : valueOf(rows, step, -1);
    const times = new Map(
      rows
        .filter((row) => Number(row.step) === step && Number(row.rank) > 0)
        .map((row) => [Number(row.rank), Number(row.value)]),
    );
    const timeAt = (percent: number): number | null => (times.size === 0 ? null : percentile(reached, percent, times));
    return {
      state,
      reached,
      conversion: part(reached, first),
      stepConversion: part(reached, before),
      open,
      abandoned: isLast ? 0 : reached - valueOf(rows, step + 1, 0) - open,
      medianMs: timeAt(50),
      p95Ms: timeAt(95),
    };
  });
  return { journeys, steps };
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

function journeyCount(): RawBuilder<unknown> {
  return sql`select ${sql.lit(JOURNEYS)} as step, 0 as rank, count(*) as value, 0 as reached from step_0`;
}

function stepFigures(step: number, last: number): readonly RawBuilder<unknown>[] {
  const figures = [sql`select ${sql.lit(step)}, 0, count(*), 0 from ${name(step)}`];
  if (step < last) {
    figures.push(sql`select ${sql.lit(step)}, -1, count(*), 0 from ${name(step)} as p
      where p.status = 'ACTIVE'
        and not exists (select 1 from ${name(step + 1)} as n where n.journey = p.journey)`);
  }
  // The ranks of `percentiles.ts`, in whole numbers that both databases divide alike.
  if (step > 1) {
    figures.push(sql`select ${sql.lit(step)}, r.rank, r.gap_ms, r.reached from (
        select gap_ms, row_number() over (order by gap_ms) as rank, (select count(*) from ${name(step)}) as reached
        from ${name(step)}) as r
      where r.rank between (r.reached - 1) * 50 / 100 + 1 and (r.reached - 1) * 50 / 100 + 2
         or r.rank between (r.reached - 1) * 95 / 100 + 1 and (r.reached - 1) * 95 / 100 + 2`);
  }
  return figures;
}

function name(step: number): RawBuilder<unknown> {
  return sql.ref(`step_${step}`);
}

function valueOf(rows: readonly FigureRow[], step: number, rank: number): number {
  return Number(rows.find((row) => Number(row.step) === step && Number(row.rank) === rank)?.value ?? 0);
}

function part(count: number, whole: number): number {
  return whole === 0 ? 0 : count / whole;
}
