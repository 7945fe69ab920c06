import { setImmediate } from 'node:timers/promises';
import { sortablePosition } from '@ledger/event-store';
import type { JourneyStatus } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { OpenDeadlinesRow } from '../../database/tables/open-deadlines.table';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { JourneyRow, JourneySearch, Page, StuckJourney } from '../read-model-queries';
import type { StuckRules } from '../stuck-journeys';
import { filledContexts, type FilledContext } from '../filled-context';
import { deadlineOf, type FoundJourney } from '../found-journey';
import { CHUNK, PAGE_BYTES, pageOf, placeOf } from '../cursor';
import { allOf, compare, type Condition } from '../conditions';
import type { JourneyResult } from '../../read-models/journey-result';
import { pathOf } from '../../read-models/visits/visit-trail';
import { orderOf, type JourneyOrder } from './journey-order';
import { stuckCondition, stuckReasons } from '../stuck/stuck-condition';
import { inSight, sightKey } from '../sight';

type SearchedTables = ReadModelSchema & { waits: OpenDeadlinesRow };
type Search = SelectQueryBuilder<SearchedTables, 'journeys' | 'definitions' | 'waits', FoundJourney>;

/** Where a page ended; the value is empty for journeys without one. */
interface PageKey {
  readonly value: string;
  readonly sessionId: string;
}

/** One page of the journeys that meet every filter given. Throws `InvalidCursorError`. */
export async function searchJourneys(db: Kysely<ReadModelSchema>, search: JourneySearch): Promise<Page<JourneyRow>> {
  return readPage(db, search, (row, filled) => journeyRow(row, search.now, filled));
}

/** The same for stuck journeys, with the reasons. Throws `InvalidCursorError`. */
export async function searchStuckJourneys(
  db: Kysely<ReadModelSchema>,
  search: JourneySearch & { readonly stuck: StuckRules },
): Promise<Page<StuckJourney>> {
  return readPage(db, search, (row, filled) => ({
    ...journeyRow(row, search.now, filled),
    stuck: stuckReasons(row, search.stuck),
  }));
}

/** How many journeys meet every filter given, on all pages. */
export async function countJourneys(db: Kysely<ReadModelSchema>, search: JourneySearch): Promise<number> {
  const { total } = await filtered(db, search)
    .clearSelect()
    .select(({ fn }) => fn.countAll().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

/**
 * A chunk after the other, other work of the thread between them, until there are as many rows as wanted or as many bytes
 * as a page may have.
 */
async function readPage<Row>(
  db: Kysely<ReadModelSchema>,
  search: JourneySearch,
  shown: (row: FoundJourney, filled: FilledContext) => Row,
): Promise<Page<Row>> {
  const rows: Row[] = [];
  let bytes = 0;
  let { cursor } = search;
  do {
    if (rows.length > 0) await setImmediate();
    const limit = Math.min(search.limit - rows.length, CHUNK);
    const chunk = await readChunk(db, { ...search, cursor, limit }, (row, filled) => {
      bytes += row.context.length;
      return shown(row, filled);
    });
    rows.push(...chunk.rows);
    cursor = chunk.nextCursor;
  } while (cursor !== undefined && rows.length < search.limit && bytes < PAGE_BYTES);
  return defined({ rows, nextCursor: cursor });
}

async function readChunk<Row>(
  db: Kysely<ReadModelSchema>,
  search: JourneySearch,
  shown: (row: FoundJourney, filled: FilledContext) => Row,
): Promise<Page<Row>> {
  const order = orderOf(search);
  const key = searchKey(search, order);
  const [value, sessionId] = placeOf(key, search.cursor, 2) ?? [];
  const after = value === undefined || sessionId === undefined ? undefined : { value, sessionId };
  const place = (last: FoundJourney): readonly string[] => [String(last[order.column] ?? ''), last.session_id];
  const rows = await readRows(db, search, order, after);
  const filled = await filledContexts(db, rows);
  return pageOf(rows, { limit: search.limit, search: key, place }, (row) => shown(row, filled));
}

/** The rows of a page, and one more if there is one. */
async function readRows(
  db: Kysely<ReadModelSchema>,
  search: JourneySearch,
  order: JourneyOrder,
  after: PageKey | undefined,
): Promise<readonly FoundJourney[]> {
  const wanted = search.limit + 1;
  if (!order.endsWithoutValue) return await inOrder(filtered(db, search, order), order, after, wanted).execute();
  // Two queries, each in the order of an index: one that also orders nulls could use none.
  const isAmongThose = after?.value === '';
  const withValue = isAmongThose
    ? []
    : await inOrder(filtered(db, search, order).where(columnOf(order), 'is not', null), order, after, wanted).execute();
  if (withValue.length === wanted) return withValue;
  const without = filtered(db, search).where(columnOf(order), 'is', null);
  const bySession: JourneyOrder = { ...order, column: 'session_id' };
  const beyond = isAmongThose ? { ...after, value: after.sessionId } : undefined;
  return [...withValue, ...(await inOrder(without, bySession, beyond, wanted - withValue.length).execute())];
}

function inOrder(query: Search, order: JourneyOrder, after: PageKey | undefined, limit: number): Search {
  const { direction } = order;
  // From the table of the order's index: the other table's would have to be sorted.
  const [place, session] = [columnOf(order), order.column === 'due_ms' ? 'waits.session_id' : 'journeys.session_id'];
  const ordered = query
    .orderBy(place, direction)
    .orderBy(session as 'waits.session_id', direction)
    .limit(limit);
  if (after === undefined) return ordered;
  const beyond = direction === 'asc' ? sql`>` : sql`<`;
  const value = order.column === 'due_ms' ? Number(after.value) : after.value;
  return ordered.where(sql<boolean>`(${sql.ref(place)}, ${sql.ref(session)}) ${beyond} (${value}, ${after.sessionId})`);
}

function columnOf({ column }: JourneyOrder): 'waits.due_ms' | `journeys.${Exclude<JourneyOrder['column'], 'due_ms'>}` {
  return column === 'due_ms' ? 'waits.due_ms' : `journeys.${column}`;
}

/** A cursor belongs to one search and its order; only `now` may differ, since time passes between two pages. */
function searchKey(search: JourneySearch, { name, direction }: JourneyOrder): string {
  const { sight, stateId, definitionId, customerId, channel, status, overdue, enteredBefore, stuck } = search;
  const filters: unknown[] = [
    sightKey(sight),
    stateId,
    definitionId,
    customerId,
    channel,
    status,
    overdue,
    enteredBefore,
  ];
  if (stuck !== undefined) filters.push(stuck.kinds.join(), String(stuck.slowerThan));
  if (search.unmovedSince !== undefined) filters.push(search.unmovedSince);
  if (search.alias !== undefined) filters.push(`alias ${search.alias}`);
  if (search.definitionVersion !== undefined) filters.push(`version ${search.definitionVersion}`);
  if (search.refusalCode !== undefined) filters.push(`refused ${search.refusalCode}`);
  const { refusedAfter, startedFrom, startedBefore, outcome, path, reached } = search;
  for (const [name, value] of Object.entries({ refusedAfter, startedFrom, startedBefore, outcome, path, reached })) {
    if (value !== undefined) filters.push(`${name} ${JSON.stringify(value)}`);
  }
  return JSON.stringify([name, direction, ...filters]);
}

/** SQLite keeps the order of a cross join. By deadline all wait, so the waits come first: their index orders. */
function withWaits(
  db: Kysely<ReadModelSchema>,
  { sight, alias }: JourneySearch,
  order: JourneyOrder | undefined,
): SelectQueryBuilder<SearchedTables, 'journeys' | 'waits', object> {
  if (order?.column === 'due_ms' && alias === undefined) {
    return db
      .selectFrom('open_deadlines as waits')
      .crossJoin('journeys')
      .whereRef('waits.tenant', '=', 'journeys.tenant')
      .whereRef('waits.session_id', '=', 'journeys.session_id');
  }
  return (alias === undefined ? db.selectFrom('journeys') : named(db, sight.tenant, alias)).leftJoin(
    'open_deadlines as waits',
    (join) => join.onRef('waits.tenant', '=', 'journeys.tenant').onRef('waits.session_id', '=', 'journeys.session_id'),
  );
}

/** Few journeys have an alias, so these come first: by an index of the journeys SQLite would look at all of them. */
function named(
  db: Kysely<ReadModelSchema>,
  tenant: string,
  alias: string,
): SelectQueryBuilder<ReadModelSchema, 'journeys', object> {
  return db
    .selectFrom('journey_aliases')
    .crossJoin('journeys')
    .whereRef('journeys.tenant', '=', 'journey_aliases.tenant')
    .whereRef('journeys.session_id', '=', 'journey_aliases.session_id')
    .where('journey_aliases.tenant', '=', tenant)
    .where('journey_aliases.alias', '=', alias);
}

function filtered(db: Kysely<ReadModelSchema>, search: JourneySearch, order?: JourneyOrder): Search {
  const { sight, stateId, definitionId, customerId, channel, status, overdue, enteredBefore, now } = search;
  const { stuck, unmovedSince, outcome } = search;
  const instant = Date.parse(now);
  return withWaits(db, search, order)
    .leftJoin('definitions', (join) =>
      join
        .onRef('definitions.tenant', '=', 'journeys.tenant')
        .onRef('definitions.definition_id', '=', 'journeys.definition_id')
        .onRef('definitions.version', '=', 'journeys.definition_version'),
    )
    .selectAll('journeys')
    .select(['definitions.context_defaults', 'definitions.hash as definition_hash', 'waits.due_ms'])
    .where(inSight(sight, 'journeys'))
    .where((where) =>
      where.and(
        defined({
          'journeys.state_id': stateId,
          'journeys.definition_id': definitionId,
          'journeys.definition_version': search.definitionVersion,
          'journeys.customer_id': customerId,
          'journeys.channel': channel,
          'journeys.status': status ?? (outcome && STATUS_OF[outcome]),
          'journeys.outcome': outcome,
          'journeys.path': search.path && pathOf(search.path),
        }),
      ),
    )
    .where(
      allOf([
        compare('journeys.last_position', '<=', unmovedSince && sortablePosition(unmovedSince)),
        stuck && stuckCondition(stuck),
        wasRefused(search),
        search.reached && hasReached(search.reached),
        compare('journeys.started_at', '>=', search.startedFrom),
        compare('journeys.started_at', '<', search.startedBefore),
        compare('journeys.entered_at', '<', enteredBefore),
        overdue === true && sql<boolean>`waits.due_ms <= ${instant}`,
        overdue === false && sql<boolean>`(waits.due_ms is null or waits.due_ms > ${instant})`,
      ]),
    );
}

/** The status that an outcome implies, which has an index. A journey is abandoned in a final state, or by a timeout. */
const STATUS_OF: Readonly<Partial<Record<JourneyResult, JourneyStatus>>> = { open: 'ACTIVE', completed: 'COMPLETED' };

function wasRefused({ sight, refusalCode, refusedAfter }: JourneySearch): Condition | undefined {
  if (refusalCode === undefined && refusedAfter === undefined) return undefined;
  const refused = allOf([
    inSight(sight, 'refusals'),
    compare('code', '=', refusalCode),
    refusedAfter !== undefined && sql<boolean>`refused_ms > ${Date.parse(refusedAfter)}`,
  ]);
  return sql<boolean>`journeys.started_position in (
    select journey_position from ${sql.table('refusals')} where ${refused})`;
}

/** A visit of each state after the one of the state before. As in a funnel, a migration does not count. */
function hasReached(states: readonly string[]): Condition {
  const from = (index: number): Condition => {
    const [visit, before] = [`v${index}`, `v${index - 1}`];
    return sql<boolean>`exists (select 1 from ${sql.table('visits')} as ${sql.ref(visit)} where ${allOf([
      sql<boolean>`${sql.ref(`${visit}.journey_position`)} = journeys.started_position`,
      sql<boolean>`${sql.ref(`${visit}.state_id`)} = ${states[index]}`,
      sql<boolean>`${sql.ref(`${visit}.entered_by`)} <> 'migrated'`,
      index > 0 && sql<boolean>`${sql.ref(`${visit}.sequence`)} > ${sql.ref(`${before}.sequence`)}`,
      index + 1 < states.length && from(index + 1),
    ])})`;
  };
  return from(0);
}

function journeyRow(row: FoundJourney, now: string, filled: FilledContext): JourneyRow {
  const deadline = deadlineOf(row);
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
    deadline,
    overdue: deadline !== null && deadline <= now,
    channel: row.channel,
    customerId: row.customer_id,
    context: filled(row),
    position: row.position,
  };
}
