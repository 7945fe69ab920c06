import type { JourneyResult } from '../read-models/journey-result';
import type { SeriesQuestion, SeriesRow } from './analytics-series';
import type { LiveCounts, LiveCountsQuestion } from './live-counts';
import type { NamedJourney, NamedJourneys } from './lookup';
import type { JourneySearch } from './read-model-queries';
import type { OpenJourneys, OpenJourneysQuestion } from './open-journeys';
import type { TimeoutPreview, TimeoutPreviewQuestion } from './timeout-preview';
import type { Sight } from './sight';

/** What journeys are told apart by; `context.tier` is a property of their context, `context.a.b` one within another. */
export const GROUPINGS = ['endState', 'outcome', 'customerId', 'resource'] as const;
export type Grouping = (typeof GROUPINGS)[number] | `context.${string}`;

/** Journeys by a property of theirs; by resource, visits that it began, and journeys with such a visit. */
export interface AnalyticsCondition {
  readonly by: Grouping;
  /** One of these; null stands for none. Of the context: JSON texts. */
  readonly values: readonly (string | null)[];
}

/**
 * Which visits or journeys an answer is made of. Moves and timeouts count where they happened between `from` and `to`
 * (a timeout at its deadline), states where they were entered between them; funnel and variants take the journeys that
 * began between them, on the channel and the version that they have now.
 */
export interface AnalyticsFilter {
  readonly sight: Sight;
  /** RFC 3339, UTC, milliseconds; business time (`occurredAt`). Inclusive. */
  readonly from?: string;
  /** As `from`, exclusive. */
  readonly to?: string;
  readonly definitionId?: string;
  readonly version?: number;
  readonly channel?: string;
  /** Leaves the states out that a start or a restart entered: for a first state that stands for no step of anybody. */
  readonly excludeInitial?: boolean;
  /** All of them must hold. */
  readonly where?: readonly AnalyticsCondition[];
}

/** Directly-follows: how often a state came right after another, and the time from entering the one to entering the other. */
export interface TransitionFigures {
  readonly definitionId: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Of all moves that left `from`. */
  readonly share: number;
  readonly meanMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface StateFigures {
  readonly definitionId: string;
  readonly state: string;
  /** `left` + `open` + `ended`. */
  readonly visits: number;
  readonly left: number;
  /** Journeys that stand in the state and are `ACTIVE`. */
  readonly open: number;
  /** Journeys that stand in the state, `COMPLETED` or `TIMED_OUT`. */
  readonly ended: number;
  /** Time in the state, of the visits that have been left; null where there is none. */
  readonly dwell: DwellFigures | null;
}

export interface DwellFigures {
  readonly totalMs: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

export interface Funnel {
  /** Journeys that the filter takes. */
  readonly journeys: number;
  readonly steps: readonly FunnelStep[];
}

/** A journey reaches a step where the states up to it occur in its way in that order, others between them allowed. */
export interface FunnelStep {
  readonly state: string;
  readonly reached: number;
  /** Of those that reached the first step; 0 where none did. */
  readonly conversion: number;
  /** Of those that reached the step before. */
  readonly stepConversion: number;
  /** Reached this step, not the next, and still run: they may get there. On the last step all of these are 0. */
  readonly open: number;
  /** Reached this step and ended without the next, in a final state whose outcome is `success`, or that has none. */
  readonly completedElsewhere: number;
  /** Reached this step and ended without the next, in a final state whose outcome is `failure`. */
  readonly failed: number;
  /** Reached this step and ended without the next, in a final state whose outcome is `abandoned`, or timed out. */
  readonly abandoned: number;
  /** From the step before to this one; null for the first and if no journey reached it. */
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}

export interface Variants {
  /** Journeys with at least one state that counts. */
  readonly journeys: number;
  /** Different ways altogether, of which `rows` has the most frequent. */
  readonly total: number;
  readonly rows: readonly Variant[];
}

export interface Variant {
  readonly states: readonly string[];
  readonly count: number;
  readonly share: number;
}

export interface Timeouts {
  readonly count: number;
  /** Of these, how many asked for an escalation, as their definition has it. */
  readonly escalated: number;
  /** Of those, how many were answered: a webhook's target took the escalation, or a desk completed it. */
  readonly answered: number;
  readonly rows: readonly TimeoutFigures[];
}

export interface TimeoutFigures {
  readonly definitionId: string;
  readonly state: string;
  readonly channel: string | null;
  /** Of the day in UTC, 0 to 23, at which the deadline passed. */
  readonly hour: number;
  readonly count: number;
  readonly escalated: number;
  readonly answered: number;
}

/** How long journeys took, from the first state that they entered to the last one so far. */
export interface DurationFigures extends DwellFigures {
  readonly minMs: number;
  readonly maxMs: number;
}

export interface Cases {
  /** Journeys with at least one state that counts. */
  readonly journeys: number;
  readonly outcomes: Readonly<Record<JourneyResult, number>>;
  /** Null without journeys. */
  readonly duration: DurationFigures | null;
  readonly rework: Rework;
  /** States by how many journeys began in them, the most frequent first. */
  readonly starts: readonly StateCount[];
  /** States by how many journeys ended in them, or stand there and are `open`. */
  readonly ends: readonly (StateCount & { readonly outcome: JourneyResult })[];
}

export interface StateCount {
  readonly definitionId: string;
  readonly state: string;
  readonly journeys: number;
}

/** Visits of a state that the same journey had visited before. */
export interface Rework {
  /** Journeys with such visits. */
  readonly journeys: number;
  readonly visits: number;
  /** By state, those with the most first. */
  readonly states: readonly (StateCount & { readonly visits: number })[];
}

/** Which figures a question about groups is for: they decide what its period selects. */
export type GroupBasis = 'journeys' | 'visits' | 'transitions' | 'timeouts';

export interface Groups {
  /** Different values altogether, of which `values` has the most frequent. */
  readonly total: number;
  /** As `AnalyticsCondition.values`. */
  readonly values: readonly (string | null)[];
}

/**
 * What is counted over the visits of states; eventually consistent, as all read models. Every percentile is exact, by
 * linear interpolation between the two nearest values (as SQL's `percentile_cont`): the 50th is the arithmetic median.
 */
export interface AnalyticsQueries {
  transitions(filter: AnalyticsFilter): Promise<readonly TransitionFigures[]>;
  states(filter: AnalyticsFilter): Promise<readonly StateFigures[]>;
  /** @param states at least one, at most 20, each the next step; a state may be asked for again. */
  funnel(filter: AnalyticsFilter, states: readonly string[]): Promise<Funnel>;
  /** @param top how many variants at most, the most frequent first. */
  variants(filter: AnalyticsFilter, top: number): Promise<Variants>;
  timeouts(filter: AnalyticsFilter): Promise<Timeouts>;
  cases(filter: AnalyticsFilter): Promise<Cases>;
  /** One row for each interval of the question, also if nothing happened in it. */
  series(filter: AnalyticsFilter, question: SeriesQuestion): Promise<readonly SeriesRow[]>;
  /** @param top how many values at most, those of the most journeys first. */
  groups(filter: AnalyticsFilter, by: Grouping, basis: GroupBasis, top: number): Promise<Groups>;
  /** Whom a change of a state's timeout would hit. */
  timeoutPreview(question: TimeoutPreviewQuestion): Promise<TimeoutPreview>;
  /** The open journeys of a definition, or of one of its versions. */
  openJourneys(question: OpenJourneysQuestion): Promise<OpenJourneys>;
  /** Where all journeys are. Cheap enough to be asked some times a second. */
  liveCounts(question: LiveCountsQuestion): Promise<LiveCounts>;
  /** How many journeys a search finds on all its pages. */
  countJourneys(search: JourneySearch): Promise<number>;
  /** Journeys that a text names. */
  namedJourneys(named: NamedJourneys): Promise<readonly NamedJourney[]>;
}

export const ANALYTICS_QUERIES = Symbol('ANALYTICS_QUERIES');
