import { Type } from '@sinclair/typebox';
import { JOURNEY_STATUSES } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { JOURNEY_RESULTS, JOURNEY_SORTS, type JourneySearch, type JourneySort, type Sight } from '@ledger/projections';
import * as field from '../http/fields';
import { instant } from '../http/instants';
import { stepsOf } from '../analytics/analytics-filter';
import { MOST_STEPS } from '../analytics/analytics.query';
import { PAGED_QUERY, pageSize, queryOf } from '../http/paged-query';
import type { Given } from '../http/validated';
import { JOURNEY_FIELDS, TIMELINE_FIELDS } from './journey.schemas';

const fieldsOf = (row: string, names: readonly string[], example: string) =>
  Type.Optional(
    field.opaque(`Only these fields of each ${row}, separated by commas: any of ${names.join(', ')}.`, example),
  );

/** More than most journeys have. */
export const TIMELINE_ENTRIES = 1_000;

export const TimelineQuery = queryOf({
  ...PAGED_QUERY,
  limit: Type.Optional(field.pageSize('Entries of a page, 1 to 1,000. Default: 1,000.', TIMELINE_ENTRIES)),
  fields: fieldsOf('entry', TIMELINE_FIELDS, 'type,occurredAt,from,to,dwellMs'),
});
export type TimelineQuery = Given<typeof TimelineQuery>;

export const JourneySearchQuery = queryOf({
  ...PAGED_QUERY,
  state: Type.Optional(field.name('Only journeys in this state.', 'PAYMENT_COLLECTOR')),
  definitionId: Type.Optional(field.name('Only journeys of this definition.')),
  definitionVersion: Type.Optional(field.version('Only journeys of this version of their definition.', 1)),
  customerId: Type.Optional(field.name('Only journeys of this customer.')),
  alias: Type.Optional(field.alias('Only journeys that have this alias, or had it when they ended.', 'crm:contact-93')),
  channel: Type.Optional(field.name('Only journeys on this channel.', 'voice')),
  status: Type.Optional(field.choice(JOURNEY_STATUSES, 'Only journeys with this status.')),
  refusalCode: Type.Optional(
    field.name('Only journeys of which a command was refused with this code.', 'GUARD_FAILED'),
  ),
  refusedAfter: Type.Optional(
    field.instant(
      'Only journeys of which a command was refused after this time, business time; with refusalCode: so refused.',
    ),
  ),
  startedFrom: Type.Optional(field.instant('Only journeys that started at or after this time, business time.')),
  startedBefore: Type.Optional(field.instant('Only journeys that started before this time, business time.')),
  outcome: Type.Optional(
    field.choice(JOURNEY_RESULTS, 'Only journeys with this outcome, as analytics count them; open: still running.'),
  ),
  path: Type.Optional(
    field.opaque(
      'Only journeys that went through exactly these states, separated by commas: those of a variant of analytics.',
      'INTRO_WELCOME,PAYMENT_COLLECTOR,COMPLETED',
    ),
  ),
  reached: Type.Optional(
    field.opaque(
      `Only journeys that reached these states in this order, 1 to ${MOST_STEPS} separated by commas: those of a step of a funnel.`,
      'INTRO_WELCOME,COMPLETED',
    ),
  ),
  overdue: Type.Optional(field.queryFlag('Only journeys whose deadline has passed, or has not.')),
  enteredBefore: Type.Optional(field.instant('Only journeys that entered their state before this time.')),
  sort: Type.Optional(
    field.choice(
      JOURNEY_SORTS.flatMap((name) => [name, `-${name}`] as const),
      'Sort order; a dash before the name reverses it. Default: newest first, by deadline with overdue=true, by entry ' +
        'with enteredBefore.',
      '-lastUpdatedAt',
    ),
  ),
  total: Type.Optional(field.queryFlag('Of JSON: whether to count the journeys of all pages. Default: false.')),
  fields: fieldsOf('journey', JOURNEY_FIELDS, 'sessionId,stateId,deadline'),
  ...field.CSV_QUERY,
});
export type JourneySearchQuery = Given<typeof JourneySearchQuery>;

/** Of GET /v1/customers/{customerId}/journeys: no filter but the customer, no other order than newest first. */
export const CustomerJourneysQuery = queryOf({
  ...PAGED_QUERY,
  status: Type.Optional(field.choice(JOURNEY_STATUSES, 'Only journeys with this status.')),
  fields: fieldsOf('journey', JOURNEY_FIELDS, 'sessionId,stateId,deadline'),
});
export type CustomerJourneysQuery = Given<typeof CustomerJourneysQuery>;

export function searchOf(sight: Sight, query: JourneySearchQuery, now: Date): JourneySearch {
  const { definitionVersion, refusalCode, outcome, path, reached } = query;
  const at = (time: string | undefined): string | undefined => (time === undefined ? undefined : instant(time));
  const { state, definitionId, customerId, alias, channel, status, overdue, enteredBefore, sort, cursor } = query;
  return {
    sight,
    stateId: state,
    definitionId,
    definitionVersion,
    customerId,
    alias,
    channel,
    status,
    refusalCode,
    refusedAfter: at(query.refusedAfter),
    startedFrom: at(query.startedFrom),
    startedBefore: at(query.startedBefore),
    outcome,
    path: path?.split(','),
    reached: reached === undefined ? undefined : stepsOf('reached', reached),
    overdue: overdue === undefined ? undefined : overdue === 'true',
    enteredBefore: at(enteredBefore),
    ...defined({ sort: sort && sortOf(sort) }),
    now: now.toISOString(),
    cursor,
    limit: pageSize(query),
  };
}

function sortOf(sort: string): JourneySort {
  const descending = sort.startsWith('-');
  return { by: (descending ? sort.slice(1) : sort) as JourneySort['by'], descending };
}
