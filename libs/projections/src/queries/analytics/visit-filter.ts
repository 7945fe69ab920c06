import { sql, type RawBuilder } from 'kysely';
import type { AnalyticsFilter } from '../analytics-queries';
import { allOf, compare, type Condition } from '../conditions';

/** Conditions of a filter on the visits `v`; its range is that of `instant`, in milliseconds. */
export function ofVisits(filter: AnalyticsFilter, instant: RawBuilder<number>): Condition {
  const [from, to] = [filter.from, filter.to].map((at) => (at === undefined ? undefined : Date.parse(at)));
  return allOf([
    ...ofOrigin(filter, 'v'),
    compare(instant, '>=', from),
    compare(instant, '<', to),
    filter.excludeInitial === true && isNoStart('v'),
  ]);
}

/** Conditions of a filter on the timeouts `t`. */
export function ofTimeouts(filter: AnalyticsFilter): Condition {
  return allOf([
    ...ofOrigin(filter, 't'),
    ...inRange(filter, 't.deadline'),
    filter.excludeInitial === true && isNoStart('t'),
  ]);
}

/** Conditions of a filter on the journeys `j`, without those on their visits. */
export function ofJourneys(filter: AnalyticsFilter): Condition {
  return allOf([...ofOrigin(filter, 'j'), ...inRange(filter, 'j.started_at')]);
}

/** Visits `v` that a restart started, of the filter's journeys and of others: a channel or a version may change. */
export function ofRestarts({ tenant, definitionId }: AnalyticsFilter): Condition {
  return allOf([...ofOrigin({ tenant, definitionId }, 'v'), sql<boolean>`v.entered_by = 'restart'`]);
}

export function isNoStart(table: string): Condition {
  return sql<boolean>`${sql.ref(`${table}.entered_by`)} not in ('start', 'restart')`;
}

function ofOrigin({ tenant, definitionId, version, channel }: AnalyticsFilter, table: string) {
  return [
    compare(`${table}.tenant`, '=', tenant),
    compare(`${table}.definition_id`, '=', definitionId),
    compare(`${table}.definition_version`, '=', version),
    compare(`${table}.channel`, '=', channel),
  ];
}

function inRange({ from, to }: AnalyticsFilter, column: string) {
  return [compare(column, '>=', from), compare(column, '<', to)];
}
