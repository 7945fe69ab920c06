import { BroadcastChannel } from 'node:worker_threads';
import type { Kysely, Selectable } from 'kysely';
import type { ComparedDigests } from './comparison';
import type { RebuildsTable, ReadModelSchema } from '../database/read-model-schema';

/**
 * `switched`, `mismatch`, `cancelled` and `failed` are ends: after them nothing is left of the build but this record.
 * `mismatch`: the rows came out otherwise than those that are live, which therefore stayed.
 */
export type RebuildStatus = 'requested' | 'building' | 'switched' | 'mismatch' | 'cancelled' | 'failed';

export type RebuildRow = Selectable<RebuildsTable>;

/** A rebuild of the read models beside the live ones, as an operator sees it. */
export interface Rebuild {
  readonly id: number;
  /** The projection that was named; all are built in one pass, since they rest on one another. */
  readonly projection: string;
  readonly reason: string;
  readonly status: RebuildStatus;
  /** A cancellation is asked for and not carried out yet. */
  readonly cancelling: boolean;
  /** Whether it is switched to even where live rows differ from the ledger. */
  readonly acceptMismatch: boolean;
  /** Applied so far; null at zero. As the ledger writes it. */
  readonly position: string | null;
  /** Applied so far. */
  readonly events: number;
  /** RFC 3339, UTC. */
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly error: string | null;
  /** Of each projection: whether what was live came out equal. Null before they were compared, or where they cannot be. */
  readonly equal: Readonly<Record<string, boolean>> | null;
  /** Of each projection, as `equal`. */
  readonly digests: Readonly<Record<string, ComparedDigests>> | null;
}

const OPEN: readonly RebuildStatus[] = ['requested', 'building'];

/** The rebuild that is asked for or under way; there is one at most. */
export function openRebuild(db: Kysely<ReadModelSchema>): Promise<RebuildRow | undefined> {
  return db.selectFrom('rebuilds').selectAll().where('status', 'in', OPEN).orderBy('id').limit(1).executeTakeFirst();
}

/** The newest, whatever became of it. */
export function latestRebuild(db: Kysely<ReadModelSchema>): Promise<RebuildRow | undefined> {
  return db.selectFrom('rebuilds').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** Asks for a rebuild; where one is open already, that one is given, and told what is accepted. To be called in a transaction. */
export async function requestRebuild(
  db: Kysely<ReadModelSchema>,
  projection: string,
  reason: string,
  at: string,
  acceptMismatch = false,
): Promise<RebuildRow> {
  const open = await openRebuild(db);
  if (open !== undefined) {
    if (!acceptMismatch) return open;
    await changeRebuild(db, open.id, { accepts_mismatch: 1 });
    return { ...open, accepts_mismatch: 1 };
  }
  const newest = await latestRebuild(db);
  const row: RebuildRow = {
    ...{ id: Number(newest?.id ?? 0) + 1, projection, reason, status: 'requested', cancelling: 0 },
    accepts_mismatch: acceptMismatch ? 1 : 0,
    ...{ slot: null, versions: null, tables: null, position: null, anchor_event_id: null, anchor_after: null },
    ...{ events: 0, gaps: 0, requested_at: at, started_at: null, finished_at: null, error: null, digests: null },
  };
  await db.insertInto('rebuilds').values(row).execute();
  return row;
}

/** Changes a rebuild that has not ended. False where it has. */
export async function changeRebuild(
  db: Kysely<ReadModelSchema>,
  id: number,
  change: Partial<RebuildsTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('rebuilds')
    .set(change)
    .where('id', '=', id)
    .where('status', 'in', OPEN)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether somebody has asked for the end of a rebuild. */
export async function isCancelling(db: Kysely<ReadModelSchema>, id: number): Promise<boolean> {
  const { cancelling } = await db
    .selectFrom('rebuilds')
    .select('cancelling')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(cancelling) === 1;
}

export function describeRebuild(row: RebuildRow): Rebuild {
  const digests = row.digests === null ? null : (JSON.parse(row.digests) as Record<string, ComparedDigests>);
  return {
    id: Number(row.id),
    projection: row.projection,
    reason: row.reason,
    status: row.status as RebuildStatus,
    cancelling: Number(row.cancelling) === 1,
    acceptMismatch: Number(row.accepts_mismatch) === 1,
    position: row.position,
    events: Number(row.events),
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
    equal: digests && equalityOf(digests),
    digests,
  };
}

function equalityOf(digests: Readonly<Record<string, ComparedDigests>>): Readonly<Record<string, boolean>> {
  return Object.fromEntries(Object.entries(digests).map(([name, { live, built }]) => [name, live === built]));
}

/** Wakes a processor of this very process, in whichever thread; others look at the database now and then. */
export function announceRequest(database: string): void {
  const channel = new BroadcastChannel(channelName(database));
  channel.postMessage(null);
  channel.close();
}

/** Calls `listener` when a rebuild or a retry is asked for in this process, until the returned function is called. */
export function onRequestAnnounced(database: string, listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName(database));
  channel.unref();
  channel.onmessage = listener;
  return () => channel.close();
}

function channelName(database: string): string {
  return `read-model-requests:${database}`;
}
