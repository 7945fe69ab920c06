import { comparePositions, type EventStore, type Position, type RecordedEvent } from '@ledger/event-store';
import type { Kysely } from 'kysely';
import { NamedError } from '@ledger/plain-data';
import type { ReadModelSchema } from '../database/tables/read-model-schema';
import type { Projection } from './projection';
import type { ProjectionStatus } from './projection-status';

/** How far the ledger has been applied, and by which event the ledger is recognised. */
export interface Checkpoint {
  /** Everything up to here is applied; undefined at zero. */
  readonly position: Position | undefined;
  /** The last event applied. */
  readonly anchor: { readonly eventId: string; readonly after: Position | undefined } | undefined;
}

export const ZERO: Checkpoint = { position: undefined, anchor: undefined };

export interface StoredCheckpoints {
  /** Of those that move together. */
  readonly checkpoint: Checkpoint;
  /** Those that a poison event has stopped, which only a rebuild brings up to date. */
  readonly stopped: ReadonlyMap<string, StoppedProjection>;
}

export interface StoppedProjection {
  readonly position: Position | null;
  readonly lastError: string | null;
}

/** Undefined if a projection has no checkpoint: then all start at zero. */
export async function loadCheckpoints(
  db: Kysely<ReadModelSchema>,
  projections: readonly Projection[],
): Promise<StoredCheckpoints | undefined> {
  const rows = await db.selectFrom('projection_checkpoints').selectAll().execute();
  const ours = projections.flatMap(({ name, version }) =>
    rows.filter((row) => row.name === name && Number(row.version) === version),
  );
  const first = ours.reduce<(typeof ours)[number] | undefined>(
    (furthest, row) => (furthest === undefined || isBeyond(row.position, furthest.position) ? row : furthest),
    undefined,
  );
  if (first === undefined || ours.length < projections.length) return undefined;
  const stopped = ours
    .filter(({ position }) => position !== first.position)
    .map((row) => [row.name, { position: row.position as Position | null, lastError: row.last_error }] as const);
  return { checkpoint: checkpointOf(first), stopped: new Map(stopped) };
}

function isBeyond(position: string | null, other: string | null): boolean {
  if (position === null) return false;
  return other === null || comparePositions(position as Position, other as Position) > 0;
}

/** From a row of the checkpoints or of the rebuilds. */
export function checkpointOf(row: {
  readonly position: string | null;
  readonly anchor_event_id: string | null;
  readonly anchor_after: string | null;
}): Checkpoint {
  return {
    position: (row.position ?? undefined) as Position | undefined,
    anchor:
      row.anchor_event_id === null
        ? undefined
        : { eventId: row.anchor_event_id, after: (row.anchor_after ?? undefined) as Position | undefined },
  };
}

export function checkpointColumns({ position, anchor }: Checkpoint): {
  readonly position: string | null;
  readonly anchor_event_id: string | null;
  readonly anchor_after: string | null;
} {
  return {
    position: position ?? null,
    anchor_event_id: anchor?.eventId ?? null,
    anchor_after: anchor?.after ?? null,
  };
}

/** The checkpoint once these events, up to `position`, have been applied as well. */
export function checkpointAfter(
  events: readonly RecordedEvent[],
  position: Position | undefined,
  before: Checkpoint,
): Checkpoint {
  const last = events.at(-1);
  if (last === undefined) return { position, anchor: before.anchor };
  return { position, anchor: { eventId: last.id, after: events.at(-2)?.position ?? before.position } };
}

/** Whether any event has ever been applied here. */
export async function hasCheckpoint(db: Kysely<ReadModelSchema>): Promise<boolean> {
  const row = await db
    .selectFrom('projection_checkpoints')
    .select('name')
    .where('position', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Sets every projection to where its tables are: to zero if they are empty. Removes checkpoints of other versions. */
export async function resetCheckpoints(
  db: Kysely<ReadModelSchema>,
  projections: readonly Projection[],
  checkpoint: Checkpoint = ZERO,
  counted: { readonly events: number; readonly gaps: number } = { events: 0, gaps: 0 },
): Promise<void> {
  await db.deleteFrom('projection_checkpoints').execute();
  const row = { ...checkpointColumns(checkpoint), ...counted, state: 'catching-up', last_error: null };
  const rows = projections.map(({ name, version }) => ({ name, version, ...row, rate: 0, applied_at: null }));
  await db.insertInto('projection_checkpoints').values(rows).execute();
}

/** Another processor has moved the checkpoint: what this one was about to apply may be applied already. */
export class CheckpointMovedError extends NamedError {
  constructor(projection: string) {
    super(`The checkpoint of ${projection} was moved by another processor; only one may run on these read models.`);
  }
}

/** What a batch adds to the figures of its projections. */
export interface BatchProgress {
  readonly events: number;
  readonly gaps: number;
  readonly rate: number;
  readonly appliedAt: string;
}

/** In the batch's transaction. Throws `CheckpointMovedError` unless at `from`: two processors apply nothing twice. */
export async function moveCheckpoints(
  db: Kysely<ReadModelSchema>,
  projections: readonly Projection[],
  from: Checkpoint,
  to: Checkpoint,
  progress: BatchProgress,
): Promise<void> {
  if (projections.length === 0) return;
  // One statement for all: with a remote database, a statement costs more than its work.
  const { numUpdatedRows } = await db
    .updateTable('projection_checkpoints')
    .set((row) => ({
      ...checkpointColumns(to),
      events: row('events', '+', progress.events),
      gaps: row('gaps', '+', progress.gaps),
      rate: progress.rate,
      applied_at: progress.appliedAt,
    }))
    .where((is) => is.or(projections.map(({ name, version }) => is.and({ name, version }))))
    .where('position', 'is not distinct from', from.position ?? null)
    .executeTakeFirst();
  if (numUpdatedRows === BigInt(projections.length)) return;
  await assertCheckpoints(db, projections, to.position);
  throw new CheckpointMovedError(projections.map(({ name }) => name).join(', '));
}

/** Throws `CheckpointMovedError` if a projection is not at this position. To be called in a transaction. */
export async function assertCheckpoints(
  db: Kysely<ReadModelSchema>,
  projections: readonly Projection[],
  position: Position | undefined,
): Promise<void> {
  for (const { name, version } of projections) {
    const row = await db
      .selectFrom('projection_checkpoints')
      .select('position')
      .where('name', '=', name)
      .where('version', '=', version)
      .executeTakeFirst();
    if (row === undefined || row.position !== (position ?? null)) throw new CheckpointMovedError(name);
  }
}

/** Stores what operators see of the projections, since the process that they ask may be another one. */
export async function storeState(db: Kysely<ReadModelSchema>, statuses: readonly ProjectionStatus[]): Promise<void> {
  for (const { name, version, state, lastError } of statuses) {
    await db
      .updateTable('projection_checkpoints')
      .set({ state, last_error: lastError })
      .where('name', '=', name)
      .where('version', '=', version)
      .execute();
  }
}

/** False for a ledger that was replaced or restored: after the last event applied, another one follows there. */
export async function fitsLedger({ anchor }: Checkpoint, store: Pick<EventStore, 'readAll'>): Promise<boolean> {
  if (anchor === undefined) return true;
  for await (const event of store.readAll({ after: anchor.after, limit: 1 })) {
    return event.id === anchor.eventId;
  }
  return false;
}
