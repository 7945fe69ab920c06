import type { Context, JourneyStatus } from '@ledger/journey';
import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { JourneysTable, ReadModelSchema } from '../database/read-model-schema';
import { InvalidCursorError } from '../errors';
import type { JourneyRow, JourneySearch, Page } from '../read-model-queries';
import { decodeCursor, encodeCursor } from './cursor';

interface FoundJourney extends JourneysTable {
  readonly context_defaults: string | null;
}
type Search = SelectQueryBuilder<ReadModelSchema, 'journeys' | 'definitions', FoundJourney>;

/**
 * What pages are cut by. Newest first is an order that no event changes, so that a journey which moves between two
 * pages is neither missed nor seen twice. Searches by time go by that time, earliest first: whoever waits longest
 * stands first, and the index that finds them gives the order too.
 */
interface PageOrder {
  readonly name: string;
  readonly column: 'started_position' | 'entered_at' | 'deadline';
  readonly direction: 'asc' | 'desc';
}

const NEWEST_FIRST: PageOrder = { name: 'newest', column: 'started_position', direction: 'desc' };
const LONGEST_WAITING_FIRST: PageOrder = { name: 'entered', column: 'entered_at', direction: 'asc' };
const MOST_OVERDUE_FIRST: PageOrder = { name: 'deadline', column: 'deadline', direction: 'asc' };

/** One page of the journeys that meet every filter given. Throws `InvalidCursorError`. */
export async function searchJourneys(db: Kysely<ReadModelSchema>, search: JourneySearch): Promise<Page<JourneyRow>> {
  const order = orderOf(search);
  const rows = await afterCursor(filtered(db, search), search, order)
    .orderBy(`journeys.${order.column}`, order.direction)
    .orderBy('journeys.session_id', order.direction)
    .limit(search.limit + 1)
    .execute();
  const shown = rows.slice(0, search.limit);
  const last = shown.at(-1);
  const isLast = rows.length <= search.limit || last === undefined;
  return {
    rows: shown.map((row) => journeyRow(row, search.now)),
    ...(!isLast && { nextCursor: encodeCursor(searchKey(search, order), [last[order.column] ?? '', last.session_id]) }),
  };
}

function orderOf({ overdue, enteredBefore }: JourneySearch): PageOrder {
  if (overdue === true) return MOST_OVERDUE_FIRST;
  return enteredBefore === undefined ? NEWEST_FIRST : LONGEST_WAITING_FIRST;
}

/** A cursor belongs to one search: `now` alone may differ, since time goes on between two pages. */
function searchKey(
  { tenant, stateId, definitionId, customerId, channel, status, overdue, enteredBefore }: JourneySearch,
  order: PageOrder,
): string {
  return JSON.stringify([
    order.name,
    tenant,
    stateId,
    definitionId,
    customerId,
    channel,
    status,
    overdue,
    enteredBefore,
  ]);
}

function filtered(db: Kysely<ReadModelSchema>, search: JourneySearch): Search {
  const { tenant, stateId, definitionId, customerId, channel, status, overdue, enteredBefore, now } = search;
  return db
    .selectFrom('journeys')
    .leftJoin('definitions', (join) =>
      join
        .onRef('definitions.tenant', '=', 'journeys.tenant')
        .onRef('definitions.definition_id', '=', 'journeys.definition_id')
        .onRef('definitions.version', '=', 'journeys.definition_version'),
    )
    .selectAll('journeys')
    .select('definitions.context_defaults')
    .where('journeys.tenant', '=', tenant)
    .$if(stateId !== undefined, (query) => query.where('journeys.state_id', '=', stateId ?? ''))
    .$if(definitionId !== undefined, (query) => query.where('journeys.definition_id', '=', definitionId ?? ''))
    .$if(customerId !== undefined, (query) => query.where('journeys.customer_id', '=', customerId ?? ''))
    .$if(channel !== undefined, (query) => query.where('journeys.channel', '=', channel ?? ''))
    .$if(status !== undefined, (query) => query.where('journeys.status', '=', status ?? ''))
    .$if(enteredBefore !== undefined, (query) => query.where('journeys.entered_at', '<', enteredBefore ?? ''))
    .$if(overdue === true, (query) => query.where('journeys.deadline', '<=', now))
    .$if(overdue === false, (query) =>
      query.where((where) => where.or([where('journeys.deadline', 'is', null), where('journeys.deadline', '>', now)])),
    );
}

function afterCursor(query: Search, search: JourneySearch, order: PageOrder): Search {
  if (search.cursor === undefined) return query;
  const [key, sessionId, ...rest] = decodeCursor(searchKey(search, order), search.cursor);
  if (key === undefined || sessionId === undefined || rest.length > 0) throw new InvalidCursorError();
  const beyond = order.direction === 'asc' ? sql`>` : sql`<`;
  const column = sql.ref(`journeys.${order.column}`);
  return query.where(sql<boolean>`(${column}, ${sql.ref('journeys.session_id')}) ${beyond} (${key}, ${sessionId})`);
}

function journeyRow(row: FoundJourney, now: string): JourneyRow {
  const defaults = JSON.parse(row.context_defaults ?? '{}') as Context;
  return {
    sessionId: row.session_id,
    definitionId: row.definition_id,
    definitionVersion: Number(row.definition_version),
    status: row.status as JourneyStatus,
    stateId: row.state_id,
    previousStateId: row.previous_state_id,
    revision: Number(row.revision),
    enteredAt: row.entered_at,
    startedAt: row.started_at,
    lastUpdatedAt: row.last_updated_at,
    deadline: row.deadline,
    overdue: row.deadline !== null && row.deadline <= now,
    channel: row.channel,
    customerId: row.customer_id,
    context: { ...defaults, ...(JSON.parse(row.context) as Context) },
    position: row.position,
  };
}
