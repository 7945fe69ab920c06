import { sql } from 'kysely';
import { allOf, type Condition } from './conditions';

/** What of the ledger a question may be answered from: the journeys of a tenant, or those of some of its definitions. */
export interface Sight {
  readonly tenant: string;
  /** Undefined: all of the tenant. To be said, so that no question forgets it. */
  readonly definitions: ReadonlySet<string> | undefined;
}

export function wholeTenant(tenant: string): Sight {
  return { tenant, definitions: undefined };
}

/** Whether rows are in sight, by their `tenant` and `definition_id`. */
export function inSight({ tenant, definitions }: Sight, table: string): Condition {
  return allOf([
    sql<boolean>`${sql.ref(`${table}.tenant`)} = ${tenant}`,
    definitions !== undefined && isOneOf(`${table}.definition_id`, definitions),
  ]);
}

/** The same by their `tenant` and the journey that their `session_id` names, where rows have no definition of their own. */
export function ofJourneyInSight(sight: Sight, table: string): Condition {
  return allOf([
    sql<boolean>`${sql.ref(`${table}.tenant`)} = ${sight.tenant}`,
    sight.definitions !== undefined &&
      sql<boolean>`exists (select 1 from ${sql.table('journeys')} as seen
        where ${inSight(sight, 'seen')} and seen.session_id = ${sql.ref(`${table}.session_id`)})`,
  ]);
}

/** What a sight is in the name of a search: a cursor belongs to what was in sight, too. */
export function sightKey({ tenant, definitions }: Sight): string | readonly string[] {
  return definitions === undefined ? tenant : [tenant, ...[...definitions].sort()];
}

function isOneOf(column: string, values: ReadonlySet<string>): Condition {
  return values.size === 0 ? sql<boolean>`1 = 0` : sql<boolean>`${sql.ref(column)} in (${sql.join([...values])})`;
}
