import { Type } from '@sinclair/typebox';
import { SERIES_INTERVALS } from '@ledger/projections';
import * as field from '../http/fields';
import { queryOf, READ_MODEL_QUERY } from '../http/paged-query';
import type { Given } from '../http/validated';

export const DEFAULT_TOP = 10;
export const MOST_STEPS = 20;

const FROM = field.instant('Start of the period, inclusive; business time.', '2026-11-02T00:00:00Z');
const TO = field.instant('End of the period, exclusive; business time. Later than from.', '2026-11-09T00:00:00Z');

/** What every call of analytics takes. */
const ANALYTICS = {
  ...READ_MODEL_QUERY,
  from: Type.Optional(FROM),
  to: Type.Optional(TO),
  definitionId: Type.Optional(field.name('Only journeys of this definition.', 'CustomerJourneyState')),
  version: Type.Optional(field.version('Only this version of the definition.', 1)),
  compareVersion: Type.Optional(
    field.version('Adds the same figures of another version as comparison; needs definitionId and version.', 2),
  ),
  channel: Type.Optional(field.name('Only this channel.', 'voice')),
  endState: Type.Optional(field.opaque('Only journeys that ended in one of these states, separated by commas.')),
  outcome: Type.Optional(
    field.opaque(
      'Only journeys with one of these outcomes, separated by commas: open, success, failure, abandoned, completed.',
      'success,completed',
    ),
  ),
  customerId: Type.Optional(field.name('Only journeys of this customer.')),
  resource: Type.Optional(
    field.name('Only states that this resource entered, and journeys that it worked on: a subject, or org:resource.'),
  ),
  context: Type.Optional(
    field.opaque('Only journeys whose context has this value: a property, =, and the value.', 'tier=gold'),
  ),
  groupBy: Type.Optional(
    field.opaque(
      'Adds the same figures for each endState, outcome, customerId, resource or context.<property> as groups.',
      'context.tier',
    ),
  ),
  groupLimit: Type.Optional(
    field.groupLimit(`Most groups, 1 to 100: those with the most journeys. Default: ${DEFAULT_TOP}.`, DEFAULT_TOP),
  ),
  excludeInitial: Type.Optional(field.queryFlag('true leaves out states that a start or a restart entered.')),
  ...field.CSV_QUERY,
};

export const AnalyticsQuery = queryOf(ANALYTICS);
export type AnalyticsQuery = Given<typeof AnalyticsQuery>;

export const VariantsQuery = queryOf({
  ...ANALYTICS,
  limit: Type.Optional(field.pageSize(`Most variants, 1 to 1,000. Default: ${DEFAULT_TOP}.`, DEFAULT_TOP)),
});
export type VariantsQuery = Given<typeof VariantsQuery>;

export const FunnelQuery = queryOf({
  ...ANALYTICS,
  states: field.opaque(
    `The steps of the funnel: 1 to ${MOST_STEPS} states in their order, separated by commas.`,
    'INTRO_WELCOME,PAYMENT_COLLECTOR,COMPLETED',
  ),
});
export type FunnelQuery = Given<typeof FunnelQuery>;

export const SeriesQuery = queryOf({
  ...ANALYTICS,
  from: FROM,
  to: TO,
  interval: Type.Optional(
    field.choice(SERIES_INTERVALS, 'Length of an interval. Default: day. Weeks begin on Monday.'),
  ),
  timeZone: Type.Optional(
    field.name('IANA time zone by whose calendar intervals begin. Default: UTC.', 'Europe/Berlin'),
  ),
});
export type SeriesQuery = Given<typeof SeriesQuery>;
