import { ABORT_TIMEOUT_STATE, type JourneyStatus } from '@ledger/journey';
import type { Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';

/** Status of a journey in a state, by the published definition. */
export async function statusIn(
  db: Kysely<ReadModelSchema>,
  tenant: string,
  definitionId: string,
  version: number,
  stateId: string,
): Promise<JourneyStatus> {
  if (stateId === ABORT_TIMEOUT_STATE) return 'TIMED_OUT';
  const definition = await db
    .selectFrom('definitions')
    .select('final_states')
    .where('tenant', '=', tenant)
    .where('definition_id', '=', definitionId)
    .where('version', '=', version)
    .executeTakeFirst();
  const finalStates = JSON.parse(definition?.final_states ?? '[]') as readonly string[];
  return finalStates.includes(stateId) ? 'COMPLETED' : 'ACTIVE';
}
