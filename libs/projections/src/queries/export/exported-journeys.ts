import { setImmediate } from 'node:timers/promises';
import { defined } from '@ledger/plain-data';
import type { Kysely } from 'kysely';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { ExportFilter } from '../export-queries';
import { statusIn } from './status-in';
import { inSight } from '../sight';

const JOURNEYS_PER_PAGE = 500;

/** What an export needs of a journey before it reads its entries. */
export interface ExportedJourney {
  readonly startedPosition: string;
  readonly customerId: string | null;
  /** About how many entries it has: its events, without refused attempts. */
  readonly events: number;
}

/** A page of the filter's journeys, and where the next one starts; undefined on the last. */
export interface JourneysPage {
  readonly journeys: readonly ExportedJourney[];
  readonly next: string | undefined;
}

/**
 * Journeys moved since the snapshot pass the database's filter and are then filtered by their timeline up to it. Other
 * work of the thread gets its turn first, also where page after page holds none of the filter's.
 */
export async function journeysAfter(
  db: Kysely<ReadModelSchema>,
  filter: ExportFilter,
  upTo: string,
  after: string,
): Promise<JourneysPage> {
  await setImmediate();
  const { sight, definitionId, version, channel, from, to, state, status, customerId, sessionId } = filter;
  const rows = await db
    .selectFrom('journeys')
    .select(['started_position', 'last_position', 'customer_id', 'revision', 'definition_id'])
    .where(inSight(sight, 'journeys'))
    .where((where) =>
      where.and(defined({ session_id: sessionId, definition_id: definitionId, customer_id: customerId })),
    )
    .where('started_position', '>', after)
    .where('started_position', '<=', upTo)
    .$if(from !== undefined, (query) => query.where('started_at', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('started_at', '<', to ?? ''))
    .where((where) =>
      where.or([
        where('last_position', '>', upTo),
        where.and(defined({ definition_version: version, channel, state_id: state, status })),
      ]),
    )
    .orderBy('started_position')
    .limit(JOURNEYS_PER_PAGE)
    .execute();
  const journeys: ExportedJourney[] = [];
  for (const row of rows) {
    if (row.last_position > upTo && !(await matchedAtSnapshot(db, filter, upTo, row))) continue;
    const { started_position: startedPosition, customer_id } = row;
    journeys.push({ startedPosition, customerId: customer_id, events: Number(row.revision) + 1 });
  }
  return { journeys, next: rows.length < JOURNEYS_PER_PAGE ? undefined : rows.at(-1)?.started_position };
}

/** Whether a journey that has moved since matched the filter at the snapshot. */
async function matchedAtSnapshot(
  db: Kysely<ReadModelSchema>,
  { sight, version, channel, state, status }: ExportFilter,
  upTo: string,
  journey: { readonly started_position: string; readonly definition_id: string },
): Promise<boolean> {
  if ([version, channel, state, status].every((wanted) => wanted === undefined)) return true;
  const lastOf = db
    .selectFrom('timeline')
    .select(['to_state', 'channel', 'definition_version'])
    .where('journey_position', '=', journey.started_position)
    .where('entry_position', '<=', upTo)
    // Attempts have none.
    .where('revision', 'is not', null)
    .orderBy('entry_position', 'desc')
    .limit(1);
  const last = await lastOf.executeTakeFirst();
  const entered = await lastOf.where('to_state', 'is not', null).executeTakeFirst();
  const stateId = entered?.to_state ?? '';
  const lastVersion = Number(last?.definition_version);
  if (version !== undefined && lastVersion !== version) return false;
  if (channel !== undefined && last?.channel !== channel) return false;
  if (state !== undefined && stateId !== state) return false;
  return (
    status === undefined || (await statusIn(db, sight.tenant, journey.definition_id, lastVersion, stateId)) === status
  );
}
