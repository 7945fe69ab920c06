import { activityOf } from '@ledger/exchange';
import type {
  AnalyticsFilter,
  AnalyticsQueries,
  Cases,
  StateCount,
  TransitionFigures,
  Variant,
} from '@ledger/projections';

interface Times {
  readonly mean_seconds: number;
  readonly median_seconds: number;
}

/** A view of a real log as its `expected.json` has it, as far as the ledger's analytics answer it. */
export interface AnalyticsFigures {
  readonly cases: number;
  readonly events: number;
  readonly activities: number;
  readonly variants: number;
  readonly events_per_case: {
    readonly min: number;
    readonly max: number;
    readonly mean: number;
    readonly median: number;
  };
  readonly activity_counts: Readonly<Record<string, { readonly events: number; readonly cases: number }>>;
  readonly start_activities: Readonly<Record<string, number>>;
  readonly end_activities: Readonly<Record<string, number>>;
  readonly variants_with_one_case: number;
  readonly top_variants: readonly {
    readonly count: number;
    readonly share: number;
    readonly activities: readonly string[];
  }[];
  readonly directly_follows_total: number;
  readonly directly_follows_distinct: number;
  readonly self_loops_total: number;
  readonly directly_follows: readonly ({
    readonly from: string;
    readonly to: string;
    readonly count: number;
  } & Times)[];
  readonly time_in_state: Readonly<Record<string, { readonly n: number; readonly total_seconds: number } & Times>>;
  readonly case_duration_seconds: Readonly<Record<'min' | 'max' | 'mean' | 'median' | 'p90_linear', number>>;
  readonly rework: { readonly cases_with_a_repeated_activity: number; readonly repeated_events_total: number };
}

/** More than any of the logs has. */
const ALL = 1_000_000;

/** Asks the analytics for everything that such a view says. */
export async function analyticsFigures(
  analytics: AnalyticsQueries,
  filter: AnalyticsFilter,
  topVariants: number,
): Promise<AnalyticsFigures> {
  const transitions = await analytics.transitions(filter);
  const states = await analytics.states(filter);
  const { journeys, total, rows } = await analytics.variants(filter, ALL);
  const cases = await analytics.cases(filter);
  return {
    cases: journeys,
    events: sum(states.map(({ visits }) => visits)),
    activities: states.length,
    variants: total,
    ...ofVariants(rows),
    ...ofCases(cases),
    top_variants: rows.slice(0, topVariants).map(({ count, share, states: way }) => ({
      ...{ count, share: rounded(share, 6), activities: way.map(activityOf) },
    })),
    activity_counts: Object.fromEntries(
      states.map(({ state, visits }) => [activityOf(state), { events: visits, cases: casesWith(rows, state) }]),
    ),
    ...ofTransitions(transitions),
    time_in_state: Object.fromEntries(
      states.flatMap(({ state, left, dwell }) =>
        dwell === null
          ? []
          : [
              [
                activityOf(state),
                { n: left, total_seconds: seconds(dwell.totalMs), ...times(dwell.meanMs, dwell.p50Ms) },
              ],
            ],
      ),
    ),
  };
}

function ofVariants(rows: readonly Variant[]) {
  const lengths = rows
    .map(({ states, count }) => ({ length: states.length, count }))
    .sort((a, b) => a.length - b.length);
  const cases = sum(rows.map(({ count }) => count));
  return {
    events_per_case: {
      min: lengths[0]?.length ?? 0,
      max: lengths.at(-1)?.length ?? 0,
      mean: rounded(sum(lengths.map(({ length, count }) => length * count)) / cases, 4),
      median: (lengthAt(lengths, Math.ceil(cases / 2)) + lengthAt(lengths, Math.floor(cases / 2) + 1)) / 2,
    },
    variants_with_one_case: rows.filter(({ count }) => count === 1).length,
  };
}

function ofCases({ duration, rework, starts, ends }: Cases) {
  return {
    case_duration_seconds: {
      ...{
        min: seconds(duration?.minMs ?? 0),
        max: seconds(duration?.maxMs ?? 0),
        mean: seconds(duration?.meanMs ?? 0),
      },
      ...{ median: seconds(duration?.p50Ms ?? 0), p90_linear: seconds(duration?.p90Ms ?? 0) },
    },
    start_activities: byActivity(starts),
    end_activities: byActivity(ends),
    rework: { cases_with_a_repeated_activity: rework.journeys, repeated_events_total: rework.visits },
  };
}

function byActivity(states: readonly StateCount[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state, journeys } of states) {
    counts[activityOf(state)] = (counts[activityOf(state)] ?? 0) + journeys;
  }
  return counts;
}

function ofTransitions(transitions: readonly TransitionFigures[]) {
  return {
    directly_follows_total: sum(transitions.map(({ count }) => count)),
    directly_follows_distinct: transitions.length,
    self_loops_total: sum(transitions.filter(({ from, to }) => from === to).map(({ count }) => count)),
    directly_follows: transitions.map(({ from, to, count, meanMs, medianMs }) => ({
      ...{ from: activityOf(from), to: activityOf(to), count },
      ...times(meanMs, medianMs),
    })),
  };
}

/** The figures with lists under names: of edges or variants that are as frequent as each other, none comes first. */
export function unordered(figures: AnalyticsFigures): object {
  return {
    ...figures,
    directly_follows: Object.fromEntries(figures.directly_follows.map((edge) => [`${edge.from} -> ${edge.to}`, edge])),
    top_variants: Object.fromEntries(figures.top_variants.map((one) => [one.activities.join(' > '), one])),
  };
}

function casesWith(rows: readonly Variant[], state: string): number {
  return sum(rows.filter(({ states }) => states.includes(state)).map(({ count }) => count));
}

/** Of the case at this rank, from 1. */
function lengthAt(lengths: readonly { readonly length: number; readonly count: number }[], rank: number): number {
  let seen = 0;
  for (const { length, count } of lengths) {
    seen += count;
    if (seen >= rank) return length;
  }
  return 0;
}

function times(meanMs: number, medianMs: number): Times {
  return { mean_seconds: seconds(meanMs), median_seconds: seconds(medianMs) };
}

function seconds(ms: number): number {
  return Math.round(ms) / 1_000;
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}
