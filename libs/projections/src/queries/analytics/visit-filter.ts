import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../../database/sql-dialect';
import type { AnalyticsCondition, AnalyticsFilter, Grouping } from '../analytics-queries';
import { allOf, anyOf, compare, type Condition } from '../conditions';
import { inSight } from '../sight';

/** A filter, with what the database writes in its own way. */
export interface SqlFilter extends AnalyticsFilter {
  readonly jsonAt: SqlDialect['jsonAt'];
}

/** When the move happened that ended the visit `v`, in milliseconds. */
export const MOVED_MS = sql<number>`v.entered_ms + v.dwell_ms`;
/** When the visit `v` began, in milliseconds. */
export const ENTERED_MS = sql<number>`v.entered_ms`;
/** When the command of the refusal `r` was refused, in milliseconds. */
export const REFUSED_MS = sql<number>`r.refused_ms`;

/** Conditions of a filter on the visits `v`; its range is that of `instant`, in milliseconds. */
export function ofVisits(filter: SqlFilter, instant: RawBuilder<number>): Condition {
  const [from, to] = [filter.from, filter.to].map((at) => (at === undefined ? undefined : Date.parse(at)));
  return allOf([
    ...ofOrigin(filter, 'v'),
    compare(instant, '>=', from),
    compare(instant, '<', to),
    filter.excludeInitial === true && isNoStart('v'),
    ...byResource(filter).map((condition) => isOneOf(sql`v.resource`, condition)),
    meetsByJourney('v', filter),
  ]);
}

/** Conditions of a filter on the moves that ended the visits `v`. One of a restart leads to a start. */
export function ofMoves(filter: SqlFilter): Condition {
  return allOf([
    ofVisits(filter, MOVED_MS),
    sql<boolean>`v.next_state is not null`,
    filter.excludeInitial === true && sql<boolean>`v.left_by <> 'restart'`,
  ]);
}

/** Conditions of a filter on the timeouts `t`. */
export function ofTimeouts(filter: SqlFilter): Condition {
  const ofVisit = sql<boolean>`v.journey_position = t.journey_position and v.sequence = t.sequence`;
  return allOf([
    ...ofOrigin(filter, 't'),
    ...inRange(filter, 't.deadline'),
    filter.excludeInitial === true && isNoStart('t'),
    ...byResource(filter).map((condition) => hasVisit(allOf([ofVisit, isOneOf(sql`v.resource`, condition)]))),
    meetsByJourney('t', filter),
  ]);
}

/** Conditions of a filter on the refusals `r`; of a resource, those of journeys that have a visit of it. */
export function ofRefusals(filter: SqlFilter): Condition {
  const [from, to] = [filter.from, filter.to].map((at) => (at === undefined ? undefined : Date.parse(at)));
  const ofJourney = sql<boolean>`v.journey_position = r.journey_position`;
  return allOf([
    ...ofOrigin(filter, 'r'),
    compare(REFUSED_MS, '>=', from),
    compare(REFUSED_MS, '<', to),
    ...byResource(filter).map((condition) => hasVisit(allOf([ofJourney, isOneOf(sql`v.resource`, condition)]))),
    meetsByJourney('r', filter),
  ]);
}

/** Conditions of a filter on the journeys `j`, without those on their visits. */
export function ofJourneys(filter: SqlFilter): Condition {
  const ofJourney = sql<boolean>`v.journey_position = j.started_position`;
  return allOf([
    ...ofOrigin(filter, 'j'),
    ...inRange(filter, 'j.started_at'),
    ...byJourney(filter).map((condition) => isOneOf(journeyValue(filter, condition.by), condition)),
    ...byResource(filter).map((condition) => hasVisit(allOf([ofJourney, isOneOf(sql`v.resource`, condition)]))),
  ]);
}

/** Visits `v` that a restart started, of the filter's journeys and of others: a channel or a version may change. */
export function ofRestarts({ sight, definitionId }: AnalyticsFilter): Condition {
  return allOf([...ofOrigin({ sight, definitionId }, 'v'), sql<boolean>`v.entered_by = 'restart'`]);
}

export function isNoStart(table: string): Condition {
  return sql<boolean>`${sql.ref(`${table}.entered_by`)} not in ('start', 'restart')`;
}

/** What the journey `j` is told apart by: any grouping but by resource. */
export function journeyValue({ jsonAt }: SqlFilter, by: Grouping): RawBuilder<string | null> {
  switch (by) {
    case 'endState':
      return sql`case when j.status = 'ACTIVE' then null else j.state_id end`;
    case 'outcome':
      return sql`j.outcome`;
    case 'customerId':
      return sql`j.customer_id`;
    default: {
      const path = by.split('.').slice(1);
      // As a flow sees it: with the defaults of the journey's definition, those of a property only where it is not there.
      return sql`nullif(case
        when j.filled_context is not null then ${jsonAt('j.filled_context', path)}
        when ${jsonAt('j.context', path.slice(0, 1))} is not null then ${jsonAt('j.context', path)}
        else (
          select ${jsonAt('d.context_defaults', path)} from ${sql.table('definitions')} as d
          where d.tenant = j.tenant and d.definition_id = j.definition_id and d.version = j.definition_version)
        end, 'null')`;
    }
  }
}

/** Whether `j` is the journey of a row of visits, timeouts or refusals. */
export function isJourneyOf(table: 'v' | 't' | 'r'): Condition {
  return sql<boolean>`j.tenant = ${sql.ref(`${table}.tenant`)}
    and j.started_position = ${sql.ref(`${table}.journey_position`)}`;
}

function meetsByJourney(table: 'v' | 't' | 'r', filter: SqlFilter): Condition | false {
  const conditions = byJourney(filter);
  if (conditions.length === 0) return false;
  const met = allOf(conditions.map((condition) => isOneOf(journeyValue(filter, condition.by), condition)));
  // One look-up for each row: as a list, the journeys would be searched again for each state.
  return sql<boolean>`exists (select 1 from ${sql.table('journeys')} as j
    where ${isJourneyOf(table)} and ${met})`;
}

function hasVisit(condition: Condition): Condition {
  return sql<boolean>`exists (select 1 from ${sql.table('visits')} as v where ${condition})`;
}

function isOneOf(value: RawBuilder<unknown>, { values }: AnalyticsCondition): Condition {
  const named = values.filter((one) => one !== null);
  return anyOf([
    ...(named.length === 0 ? [] : [sql<boolean>`${value} in (${sql.join(named)})`]),
    ...(named.length === values.length ? [] : [sql<boolean>`${value} is null`]),
  ]);
}

function byJourney({ where = [] }: AnalyticsFilter): readonly AnalyticsCondition[] {
  return where.filter(({ by }) => by !== 'resource');
}

function byResource({ where = [] }: AnalyticsFilter): readonly AnalyticsCondition[] {
  return where.filter(({ by }) => by === 'resource');
}

function ofOrigin({ sight, definitionId, version, channel }: AnalyticsFilter, table: string) {
  return [
    inSight(sight, table),
    compare(`${table}.definition_id`, '=', definitionId),
    compare(`${table}.definition_version`, '=', version),
    compare(`${table}.channel`, '=', channel),
  ];
}

function inRange({ from, to }: AnalyticsFilter, column: string) {
  return [compare(column, '>=', from), compare(column, '<', to)];
}
