import type { EventStore, Position } from '@ledger/event-store';
import type { Kysely } from 'kysely';
import type { ReadModelSchema } from './database/read-model-schema';
import type { Projection } from './projection';
import type { ProjectionStatus } from './read-model-queries';

/** How far the ledger has been applied, and by which event that can be told. */
export interface Checkpoint {
  /** Everything up to here is applied; undefined at zero. */
  readonly position: Position | undefined;
  /** The last event applied. */
  readonly anchor: { readonly eventId: string; readonly after: Position | undefined } | undefined;
}

export const ZERO: Checkpoint = { position: undefined, anchor: undefined };

/** The checkpoint that all projections share; undefined where one has none or another one, so they begin at zero. */
export async function loadCheckpoint(
  db: Kysely<ReadModelSchema>,
  projections: readonly Projection[],
): Promise<Checkpoint | undefined> {
  const rows = await db.selectFrom('projection_checkpoints').selectAll().execute();
  const ours = projections.map(({ name, version }) =>
    rows.find((row) => row.name === name && Number(row.version) === version),
  );
  const [first] = ours;
  if (first === undefined || ours.some((row) => row?.position !== first.position)) return undefined;
  return {
    position: (first.position ?? undefined) as Position | undefined,
    anchor:
      first.anchor_event_id === null
        ? undefined
        : { eventId: first.anchor_event_id, after: (first.anchor_after ?? undefined) as Position | undefined },
  };
}

/** Puts every projection to zero, where its tables are empty. */
export async function resetCheckpoints(db: Kysely<ReadModelSchema>, projections: readonly Projection[]): Promise<void> {
  const zero = { position: null, anchor_event_id: null, anchor_after: null, state: 'catching-up', last_error: null };
  for (const { name, version } of projections) {
    await db
      .insertInto('projection_checkpoints')
      .values({ name, version, ...zero })
      .onConflict((conflict) => conflict.columns(['name', 'version']).doUpdateSet(zero))
      .execute();
  }
}

/** Another processor has moved the checkpoint meanwhile: what this one was about to apply may be applied already. */
export class CheckpointMovedError extends Error {
  override readonly name = 'CheckpointMovedError';
  constructor(projection: string) {
    super(`The checkpoint of ${projection} was moved by another processor: only one should run on these read models.`);
  }
}

/**
 * Moves the checkpoint of each projection, within the transaction that applies the batch. Throws `CheckpointMovedError`
 * where it does not stand at `from` any more, so that two processors by mistake apply nothing twice.
 */
export async function moveCheckpoints(
  db: Kysely<ReadModelSchema>,
  projections: readonly Projection[],
  from: Checkpoint,
  { position, anchor }: Checkpoint,
): Promise<void> {
  for (const { name, version } of projections) {
    const { numUpdatedRows } = await db
      .updateTable('projection_checkpoints')
      .set({
        position: position ?? null,
        anchor_event_id: anchor?.eventId ?? null,
        anchor_after: anchor?.after ?? null,
      })
      .where('name', '=', name)
      .where('version', '=', version)
      .where('position', 'is not distinct from', from.position ?? null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new CheckpointMovedError(name);
  }
}

/** What an operator sees of the projections; kept here since those who ask may run in another process. */
export async function storeState(
  db: Kysely<ReadModelSchema>,
  projections: readonly Projection[],
  state: ProjectionStatus['state'],
  lastError: string | null,
): Promise<void> {
  for (const { name, version } of projections) {
    await db
      .updateTable('projection_checkpoints')
      .set({ state, last_error: lastError })
      .where('name', '=', name)
      .where('version', '=', version)
      .execute();
  }
}

/**
 * Whether the ledger is the one that the checkpoint was taken from: whether the event that was applied last is still
 * the next one after its predecessor. A ledger that was replaced, or brought back from an older copy, has another there.
 */
export async function fitsLedger({ anchor }: Checkpoint, store: EventStore): Promise<boolean> {
  if (anchor === undefined) return true;
  for await (const event of store.readAll({ ...(anchor.after && { after: anchor.after }), limit: 1 })) {
    return event.id === anchor.eventId;
  }
  return false;
}
