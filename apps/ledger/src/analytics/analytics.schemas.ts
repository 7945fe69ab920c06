import { Type, type TProperties } from '@sinclair/typebox';
import type { FunnelStep, StateFigures, TimeoutFigures, TransitionFigures, Variant } from '@ledger/projections';
import {
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

/** Figures, and with `compareVersion` the same ones of another version. */
function compared<P extends TProperties>(name: string, description: string, properties: P) {
  const comparison = object('The same figures of compareVersion.', {
    version: version('That version.'),
    ...properties,
  });
  return component(name, description, { ...properties, comparison: Type.Optional(comparison) });
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
  abandoned: count('Ended journeys that reached this step and not the next. 0 on the last step.'),
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

/** Columns of the figures as CSV, in their order; `dwell.meanMs` is a member of `dwell`. */
export const ANALYTICS_COLUMNS = {
  transitions: Object.keys(TRANSITION),
  states: Object.keys(STATE).flatMap((name) =>
    name === 'dwell' ? Object.keys(DWELL).map((figure) => `dwell.${figure}`) : [name],
  ),
  steps: Object.keys(STEP),
  variants: Object.keys(VARIANT),
  timeouts: Object.keys(TIMEOUT),
} as const;
