import { Type } from '@sinclair/typebox';
import { defined } from '@ledger/plain-data';
import type { AnalyticsFilter } from '@ledger/projections';
import * as field from '../http/fields';
import { instant } from '../http/instants';
import { queryOf, READ_MODEL_QUERY } from '../http/paged-query';
import { validationProblem } from '../http/problem';
import type { Given } from '../http/validated';

const DEFAULT_TOP = 10;
const MOST_STEPS = 20;

/** What every call of analytics takes. */
const ANALYTICS = {
  ...READ_MODEL_QUERY,
  from: Type.Optional(field.instant('Start of the period, inclusive; business time.')),
  to: Type.Optional(field.instant('End of the period, exclusive; business time.')),
  definitionId: Type.Optional(field.name('Only journeys of this definition.', 'CustomerJourneyState')),
  version: Type.Optional(field.version('Only this version of the definition.', 1)),
  compareVersion: Type.Optional(
    field.version('Adds the same figures of another version as comparison; needs definitionId and version.', 2),
  ),
  channel: Type.Optional(field.name('Only this channel.', 'voice')),
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

export function filterOf(tenant: string, query: AnalyticsQuery): AnalyticsFilter {
  const { from, to, definitionId, version, compareVersion, channel, excludeInitial } = query;
  if (compareVersion !== undefined && (definitionId === undefined || version === undefined)) {
    throw validationProblem(
      'compareVersion needs definitionId and version: it compares two versions of one definition.',
    );
  }
  return defined({
    tenant,
    from: from && instant(from),
    to: to && instant(to),
    definitionId,
    version,
    channel,
    excludeInitial: excludeInitial === 'true',
  });
}

export function stepsOf({ states }: FunnelQuery): readonly string[] {
  const steps = states.split(',');
  if (steps.length <= MOST_STEPS && !steps.includes('')) return steps;
  throw validationProblem(`states must be 1 to ${MOST_STEPS} states, separated by commas; you sent ${steps.length}.`);
}

export function topOf({ limit }: VariantsQuery): number {
  return limit ?? DEFAULT_TOP;
}
