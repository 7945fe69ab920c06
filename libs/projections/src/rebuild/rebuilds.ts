import type { Kysely, Selectable } from 'kysely';
import type { RebuildsTable } from '../database/tables/bookkeeping-tables';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import { checkpointColumns, ZERO } from '../delivery/checkpoints';
import type { ComparedDigests } from './comparison';

/** After an end (`switched`, `cancelled`, `failed`, `mismatch`: rows differ, live ones stayed) this record remains. */
export type RebuildStatus = 'requested' | 'building' | 'switched' | 'mismatch' | 'cancelled' | 'failed';

export type RebuildRow = Selectable<RebuildsTable>;

/** A rebuild of the read models in shadow tables, as an operator sees it. */
export interface Rebuild {
  readonly id: number;
  /** The projection that was named; all are built in one pass, since they use each other's rows. */
  readonly projection: string;
  readonly reason: string;
  readonly status: RebuildStatus;
  /** A cancellation is requested and not done yet. */
  readonly cancelling: boolean;
  /** Whether queries are switched to it even if live rows differ from the ledger. */
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
  /** By projection: whether the live rows were equal. Null before they are compared, or if they cannot be. */
  readonly equal: Readonly<Record<string, boolean>> | null;
  /** By projection, as `equal`. */
  readonly digests: Readonly<Record<string, ComparedDigests>> | null;
}

const OPEN: readonly RebuildStatus[] = ['requested', 'building'];

/** The rebuild that is requested or in progress; there is one at most. */
export function openRebuild(db: Kysely<ReadModelSchema>): Promise<RebuildRow | undefined> {
  return db.selectFrom('rebuilds').selectAll().where('status', 'in', OPEN).orderBy('id').limit(1).executeTakeFirst();
}

/** The newest, whether open or ended. */
export function latestRebuild(db: Kysely<ReadModelSchema>): Promise<RebuildRow | undefined> {
  return db.selectFrom('rebuilds').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** Requests a rebuild, or gives the open one, which then accepts a mismatch too. To be called in a transaction. */
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
    id: Number(newest?.id ?? 0) + 1,
    projection,
    reason,
    status: 'requested',
    cancelling: 0,
    accepts_mismatch: acceptMismatch ? 1 : 0,
    slot: null,
    versions: null,
    tables: null,
    ...checkpointColumns(ZERO),
    events: 0,
    gaps: 0,
    requested_at: at,
    started_at: null,
    finished_at: null,
    error: null,
    digests: null,
  };
  await db.insertInto('rebuilds').values(row).execute();
  return row;
}

/** Changes a rebuild that has not ended; false if it has. */
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

/** Whether the cancellation of a rebuild is requested. */
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
