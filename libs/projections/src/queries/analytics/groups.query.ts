import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { GroupBasis, Grouping, Groups } from '../analytics-queries';
import {
  ENTERED_MS,
  isJourneyOf,
  journeyValue,
  ofJourneys,
  ofMoves,
  ofTimeouts,
  ofVisits,
  type SqlFilter,
} from './visit-filter';

interface GroupRow {
  readonly value: string | null;
  readonly total: number;
}

/** The values by which the journeys of a filter differ, those of the most journeys first. */
export async function readGroups(
  db: Kysely<ReadModelSchema>,
  filter: SqlFilter,
  by: Grouping,
  basis: GroupBasis,
  top: number,
): Promise<Groups> {
  // Of equally frequent ones the one whose journey began first: the databases order texts differently.
  const { rows } = await sql<GroupRow>`
    select g.value, count(*) over () as total
    from (${by === 'resource' ? resources(filter, basis) : properties(filter, by, basis)}) as g
    group by g.value order by count(distinct g.journey) desc, min(g.journey) limit ${sql.lit(top)}`.execute(db);
  return { total: Number(rows[0]?.total ?? 0), values: rows.map(({ value }) => value) };
}

function properties(filter: SqlFilter, by: Grouping, basis: GroupBasis): RawBuilder<unknown> {
  const [journeys, value] = [sql.table('journeys'), journeyValue(filter, by)];
  const journey = sql`select ${value} as value, j.started_position as journey`;
  if (basis === 'journeys') return sql`${journey} from ${journeys} as j where ${ofJourneys(filter)}`;
  return basis === 'timeouts'
    ? sql`${journey} from ${sql.table('timeouts')} as t join ${journeys} as j on ${isJourneyOf('t')}
        where ${ofTimeouts(filter)}`
    : sql`${journey} from ${sql.table('visits')} as v join ${journeys} as j on ${isJourneyOf('v')}
        where ${ofBasis(filter, basis)}`;
}

function resources(filter: SqlFilter, basis: GroupBasis): RawBuilder<unknown> {
  const resource = sql`select v.resource as value, v.journey_position as journey from ${sql.table('visits')} as v`;
  switch (basis) {
    case 'journeys':
      return sql`${resource} join ${sql.table('journeys')} as j on ${isJourneyOf('v')}
        where ${ofJourneys(filter)}`;
    case 'timeouts':
      return sql`${resource} join ${sql.table('timeouts')} as t
        on t.journey_position = v.journey_position and t.sequence = v.sequence where ${ofTimeouts(filter)}`;
    default:
      return sql`${resource} where ${ofBasis(filter, basis)}`;
  }
}

function ofBasis(filter: SqlFilter, basis: 'visits' | 'transitions'): RawBuilder<boolean> {
  return basis === 'visits' ? ofVisits(filter, ENTERED_MS) : ofMoves(filter);
}
