import { sql, type Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { NamedJourney, NamedJourneys } from '../lookup';
import { inSight, ofJourneyInSight } from '../sight';

/** Journeys that a text names: by their key, by an alias or what comes after its colon, or by their customer; newest first. */
export async function readNamedJourneys(
  db: Kysely<ReadModelSchema>,
  { sight, text, limit }: NamedJourneys,
): Promise<readonly NamedJourney[]> {
  const end = `:${text}`;
  const { rows } = await sql<{ by: NamedJourney['by']; session_id: string }>`
    select * from (
      select 'sessionId' as ${sql.ref('by')}, session_id from ${sql.table('journeys')}
      where ${inSight(sight, 'journeys')} and session_id = ${text} limit ${limit}
    ) as a union all select * from (
      select 'alias', session_id from ${sql.table('journey_aliases')}
      where ${ofJourneyInSight(sight, 'journey_aliases')} and alias = ${text} order by session_id limit ${limit}
    ) as b union all select * from (
      select 'conversationId', session_id from ${sql.table('journey_aliases')}
      where ${ofJourneyInSight(sight, 'journey_aliases')} and substr(alias, length(alias) - length(${end}) + 1) = ${end}
      order by session_id limit ${limit}
    ) as c union all select * from (
      select 'customerId', session_id from ${sql.table('journeys')}
      where ${inSight(sight, 'journeys')} and customer_id = ${text} order by started_position desc limit ${limit}
    ) as d`.execute(db);
  return rows.map((row) => ({ by: row.by, sessionId: row.session_id }));
}
