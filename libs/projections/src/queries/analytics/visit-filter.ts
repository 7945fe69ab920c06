import { sql, type RawBuilder } from 'kysely';
import type { AnalyticsFilter } from '../analytics-queries';

type Condition = RawBuilder<boolean>;

/** Conditions of a filter on the visits `v`; `instant` is the instant that its range is about, as milliseconds. */
export function ofVisits(filter: AnalyticsFilter, instant: RawBuilder<number>): Condition {
  const { from, to } = filter;
  return all([
    ...ofOrigin(filter, 'v'),
    ...(from === undefined ? [] : [sql<boolean>`${instant} >= ${Date.parse(from)}`]),
    ...(to === undefined ? [] : [sql<boolean>`${instant} < ${Date.parse(to)}`]),
    ...(filter.excludeInitial === true ? [isNoBeginning('v')] : []),
  ]);
}

/** Conditions of a filter on the timeouts `t`. */
export function ofTimeouts(filter: AnalyticsFilter): Condition {
  return all([
    ...ofOrigin(filter, 't'),
    ...between('t.deadline', filter),
    ...(filter.excludeInitial === true ? [isNoBeginning('t')] : []),
  ]);
}

/** Conditions of a filter on the journeys `j`. What a journey visited is looked at elsewhere. */
export function ofJourneys(filter: AnalyticsFilter): Condition {
  return all([...ofOrigin(filter, 'j'), ...between('j.started_at', filter)]);
}

/** Visits `v` that a restart began, of the journeys that a filter takes and of others: a channel or a version may change. */
export function ofRestarts({ tenant, definitionId }: AnalyticsFilter): Condition {
  const origin = { tenant, ...(definitionId !== undefined && { definitionId }) };
  return all([...ofOrigin(origin, 'v'), sql<boolean>`v.entered_by = 'restart'`]);
}

export function isNoBeginning(table: string): Condition {
  return sql<boolean>`${sql.ref(`${table}.entered_by`)} not in ('start', 'restart')`;
}

function ofOrigin({ tenant, definitionId, version, channel }: AnalyticsFilter, table: string): readonly Condition[] {
  const equals = (column: string, value: string | number): Condition =>
    sql<boolean>`${sql.ref(`${table}.${column}`)} = ${value}`;
  return [
    equals('tenant', tenant),
    ...(definitionId === undefined ? [] : [equals('definition_id', definitionId)]),
    ...(version === undefined ? [] : [equals('definition_version', version)]),
    ...(channel === undefined ? [] : [equals('channel', channel)]),
  ];
}

function between(column: string, { from, to }: AnalyticsFilter): readonly Condition[] {
  return [
    ...(from === undefined ? [] : [sql<boolean>`${sql.ref(column)} >= ${from}`]),
    ...(to === undefined ? [] : [sql<boolean>`${sql.ref(column)} < ${to}`]),
  ];
}

function all(conditions: readonly Condition[]): Condition {
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}
