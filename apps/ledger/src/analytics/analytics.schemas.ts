import { Type, type TProperties } from '@sinclair/typebox';
import {
  JOURNEY_RESULTS,
  SERIES_INTERVALS,
  type Cases,
  type DurationFigures,
  type FunnelStep,
  type Rework,
  type SeriesRow,
  type StateCount,
  type StateFigures,
  type TimeoutFigures,
  type TransitionFigures,
  type Variant,
} from '@ledger/projections';
import {
  choice,
  component,
  count,
  list,
  number,
  object,
  orNull,
  text,
  version,
  type PropertiesOf,
} from '../openapi/schema-parts';

/** Figures; with `compareVersion` the same ones of another version, with `groupBy` the same ones of each group. */
function compared<P extends TProperties>(name: string, description: string, properties: P) {
  const comparison = object('The same figures of compareVersion.', {
    version: version('That version.'),
    ...properties,
  });
  const group = object('The same figures of a group.', {
    value: Type.Unknown({ description: 'What its journeys have in common; null if they have no such value.' }),
    ...properties,
  });
  return component(name, description, {
    ...properties,
    comparison: Type.Optional(comparison),
    groups: Type.Optional(list('One for each value of groupBy, those of the most journeys first.', group)),
    groupsTotal: Type.Optional(count('Different values of groupBy; groups has groupLimit of them.')),
  });
}

const DEFINITION = text('Definition of the journeys.');
const EXACT = 'milliseconds, exact';

const TRANSITION = {
  definitionId: DEFINITION,
  from: text('State that was left.'),
  to: text('State that was entered.'),
  count: count('How often.'),
  share: number('Share of all transitions from this state, 0 to 1.'),
  meanMs: number('Mean time in the state that was left, milliseconds.'),
  medianMs: number(`Median of it, ${EXACT}.`),
  p95Ms: number(`95th percentile of it, ${EXACT}.`),
} as const satisfies PropertiesOf<TransitionFigures>;

export const TransitionAnalytics = compared('TransitionAnalytics', 'Transitions and the time before them.', {
  transitions: list('One for each pair of states.', object('A pair of states.', TRANSITION)),
});

const DWELL = {
  totalMs: number('Sum, milliseconds.'),
  meanMs: number('Mean, milliseconds.'),
  p50Ms: number(`Median, ${EXACT}.`),
  p90Ms: number(`90th percentile, ${EXACT}.`),
  p95Ms: number(`95th percentile, ${EXACT}.`),
  p99Ms: number(`99th percentile, ${EXACT}.`),
} as const satisfies PropertiesOf<NonNullable<StateFigures['dwell']>>;

const STATE = {
  definitionId: DEFINITION,
  state: text('The state.'),
  visits: count('Visits: left + open + ended.'),
  left: count('Visits that were left.'),
  open: count('Active journeys in the state.'),
  ended: count('Completed or timed-out journeys in the state.'),
  dwell: orNull(object('Time in the state, of the visits that were left; null if there are none.', DWELL)),
} as const satisfies PropertiesOf<StateFigures>;

export const StateAnalytics = compared('StateAnalytics', 'Visits and dwell times.', {
  states: list('One for each state.', object('A state.', STATE)),
});

const STEP = {
  state: text('The state.'),
  reached: count('Journeys that reached it.'),
  conversion: number('Share of those that reached the first step, 0 to 1; 0 if none did.'),
  stepConversion: number('Share of those that reached the step before, 0 to 1.'),
  open: count('Active journeys that reached this step and not the next; they may get there. 0 on the last step.'),
  completedElsewhere: count(
    'Journeys that reached this step, not the next, and ended in a final state with the outcome success or with none.',
  ),
  failed: count('Journeys that reached this step, not the next, and ended with the outcome failure.'),
  abandoned: count('Journeys that reached this step, not the next, and timed out or ended with the outcome abandoned.'),
  medianMs: orNull(number(`Median time from the step before, ${EXACT}; null for the first step.`)),
  p95Ms: orNull(number(`95th percentile of it, ${EXACT}; null for the first step.`)),
} as const satisfies PropertiesOf<FunnelStep>;

export const FunnelAnalytics = compared('FunnelAnalytics', 'A funnel.', {
  journeys: count('Journeys that the filter selects.'),
  steps: list('One for each state asked for, in their order.', object('A step.', STEP)),
});

const VARIANT = {
  states: list('States in the order of their visits.', text('A state id.')),
  count: count('Journeys that went this way.'),
  share: number('Share of all journeys, 0 to 1.'),
} as const satisfies PropertiesOf<Variant>;

export const VariantAnalytics = compared('VariantAnalytics', 'Paths of journeys.', {
  journeys: count('Journeys that the filter selects.'),
  total: count('Different paths among them.'),
  variants: list('The most frequent first.', object('A path.', VARIANT)),
});

const COUNTED = {
  count: count('Timeouts.'),
  escalated: count('Of these, how many asked for an escalation.'),
  answered: count('Of those, how many a webhook target accepted or a claimant completed.'),
};

const TIMEOUT = {
  definitionId: DEFINITION,
  state: text('The state that timed out.'),
  channel: orNull(text('Channel that the journeys were on.')),
  hour: Type.Integer({ description: 'Hour of the day in UTC at which the deadline passed.', minimum: 0, maximum: 23 }),
  ...COUNTED,
} as const satisfies PropertiesOf<TimeoutFigures>;

export const TimeoutAnalytics = compared('TimeoutAnalytics', 'Timeouts.', {
  ...COUNTED,
  timeouts: list('By state, channel and hour.', object('A state, a channel and an hour.', TIMEOUT)),
});

const DURATION = {
  ...DWELL,
  minMs: number('Shortest, milliseconds.'),
  maxMs: number('Longest, milliseconds.'),
} as const satisfies PropertiesOf<DurationFigures>;

const STATE_COUNT = {
  definitionId: DEFINITION,
  state: text('The state.'),
  journeys: count('Journeys.'),
} as const satisfies PropertiesOf<StateCount>;

const END = { ...STATE_COUNT, outcome: choice(JOURNEY_RESULTS, 'Outcome of these journeys; open if they are active.') };

const OUTCOMES = {
  open: count('Active journeys.'),
  success: count('Ended in a final state with this outcome.'),
  failure: count('Ended in a final state with this outcome.'),
  abandoned: count('Ended in a final state with this outcome, or timed out.'),
  completed: count('Ended in a final state without an outcome.'),
} as const satisfies PropertiesOf<Cases['outcomes']>;

export const CaseAnalytics = compared('CaseAnalytics', 'Whole journeys.', {
  journeys: count('Journeys that the filter selects.'),
  outcomes: object('Journeys by outcome.', OUTCOMES),
  duration: orNull(
    object('Time from the first state to the last one so far, open journeys included; null without any.', DURATION),
  ),
  rework: object('Visits of states that the same journey had visited before.', {
    journeys: count('Journeys with such visits.'),
    visits: count('Such visits.'),
    states: list(
      'By state, those with the most such visits first.',
      object('A state.', { ...STATE_COUNT, visits: count('Such visits of this state.') }),
    ),
  } satisfies PropertiesOf<Rework>),
  starts: list('First states, the most frequent first.', object('A state.', STATE_COUNT)),
  ends: list('Last states so far, the most frequent first.', object('A state and an outcome.', END)),
} satisfies PropertiesOf<Cases>);

const INTERVAL = {
  start: text('Start of the interval, with the offset of the time zone; inclusive.'),
  end: text('End of the interval, exclusive.'),
  started: count('Journeys that began.'),
  ended: count('Journeys that ended.'),
  success: count('Of these, with this outcome.'),
  failure: count('Of these, with this outcome.'),
  abandoned: count('Of these, with this outcome, or timed out.'),
  completed: count('Of these, in a final state without an outcome.'),
  transitions: count('Transitions between states.'),
  timeouts: count('Timeouts whose deadline passed.'),
  refused: count('Commands of journeys that were refused.'),
} as const satisfies PropertiesOf<SeriesRow>;

export const SeriesAnalytics = compared('SeriesAnalytics', 'What happened in each minute, hour, day or week.', {
  interval: choice(SERIES_INTERVALS, 'Length of an interval.'),
  timeZone: text('IANA time zone by whose calendar intervals begin.'),
  series: list('One for each interval of the period, in order; empty ones too.', object('An interval.', INTERVAL)),
});

/** Columns of the figures as CSV, in their order; `dwell.meanMs` is a member of `dwell`. */
export const ANALYTICS_COLUMNS = {
  transitions: Object.keys(TRANSITION),
  states: Object.keys(STATE).flatMap((name) =>
    name === 'dwell' ? Object.keys(DWELL).map((figure) => `dwell.${figure}`) : [name],
  ),
  steps: Object.keys(STEP),
  variants: Object.keys(VARIANT),
  timeouts: Object.keys(TIMEOUT),
  ends: Object.keys(END),
  series: Object.keys(INTERVAL),
} as const;
