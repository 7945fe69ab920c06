import type { Kysely } from 'kysely';
import type { Funnel, FunnelStep } from '../analytics-queries';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { FATES, funnelWays, visitOf, type Fate } from './funnel-ways';
import type { JourneyWay } from './journey-ways';
import { percentile, ranksOf } from '../percentiles';
import type { SqlFilter } from './visit-filter';

const MEDIAN = 50;
const P95 = 95;

/** What is counted of one step. */
interface Gathered {
  readonly state: string;
  readonly stateIndex: number;
  reached: number;
  /** Of those that reached it, by their place in `FATES`. */
  readonly fates: number[];
  /** Milliseconds from the step before, of each journey that reached this one. */
  readonly times: number[];
}

/** Matches visits to the steps from left to right, taking the first that fits, `journeysAtOnce` to a statement. */
export async function readFunnel(
  db: Kysely<ReadModelSchema>,
  filter: SqlFilter,
  states: readonly string[],
  journeysAtOnce?: number,
): Promise<Funnel> {
  const distinct = [...new Set(states)];
  const gathered = states.map((state): Gathered => ({
    state,
    stateIndex: distinct.indexOf(state),
    reached: 0,
    fates: FATES.map(() => 0),
    times: [],
  }));
  let journeys = 0;
  for await (const ways of funnelWays(db, filter, distinct, journeysAtOnce)) {
    journeys += ways.length;
    for (const way of ways) follow(way, gathered);
  }
  return { journeys, steps: gathered.map((_, index) => stepOf(gathered, index, journeys)) };
}

function follow(way: JourneyWay, steps: readonly Gathered[]): void {
  const fate = way.at(-1) ?? 0;
  let next = 0;
  let enteredBefore = 0;
  for (const packed of way.slice(0, -1)) {
    const step = steps[next];
    if (step === undefined) return;
    const { stateIndex, enteredMs } = visitOf(packed);
    if (step.stateIndex !== stateIndex) continue;
    step.reached += 1;
    step.fates[fate] = (step.fates[fate] ?? 0) + 1;
    if (next > 0) step.times.push(enteredMs - enteredBefore);
    enteredBefore = enteredMs;
    next += 1;
  }
}

function stepOf(steps: readonly Gathered[], index: number, journeys: number): FunnelStep {
  const { state = '', reached = 0, fates = [], times = [] } = steps[index] ?? {};
  const next = steps[index + 1];
  const lost = (fate: Fate): number => {
    const place = FATES.indexOf(fate);
    return next === undefined ? 0 : (fates[place] ?? 0) - (next.fates[place] ?? 0);
  };
  const percentileOf = percentilesOf(times);
  return {
    state,
    reached,
    conversion: part(reached, steps[0]?.reached ?? 0),
    stepConversion: part(reached, index === 0 ? journeys : (steps[index - 1]?.reached ?? 0)),
    open: lost('open'),
    completedElsewhere: lost('completedElsewhere'),
    failed: lost('failed'),
    abandoned: lost('abandoned'),
    medianMs: percentileOf(MEDIAN),
    p95Ms: percentileOf(P95),
  };
}

function percentilesOf(times: readonly number[]): (percent: number) => number | null {
  if (times.length === 0) return () => null;
  const sorted = Float64Array.from(times).sort();
  const at = new Map(ranksOf(times.length, [MEDIAN, P95]).map((rank) => [rank, sorted[rank - 1] ?? Number.NaN]));
  return (percent) => percentile(times.length, percent, at);
}

function part(count: number, whole: number): number {
  return whole === 0 ? 0 : count / whole;
}
