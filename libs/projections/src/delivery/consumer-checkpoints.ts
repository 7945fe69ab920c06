import type { EventStore, Position } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { fitsLedger } from './checkpoints';
import type { ReadModelDatabase } from '../delivery/read-model-database';

/** How far a consumer has come, and the last event it saw, by which a replaced ledger is recognised. */
export interface ConsumerCheckpoint {
  readonly position: Position;
  readonly anchor?: { readonly eventId: string; readonly after: Position | undefined };
}

/** A lost checkpoint makes its consumer begin at the start: what it does must be recognisable as done. */
export class ConsumerCheckpoints {
  constructor(private readonly database: ReadModelDatabase) {}

  /** Undefined where the consumer has none, or one of another ledger. */
  async load(name: string, store: EventStore): Promise<ConsumerCheckpoint | undefined> {
    const row = await this.database.attempt((db) =>
      db.selectFrom('consumer_checkpoints').selectAll().where('name', '=', name).executeTakeFirst(),
    );
    if (row === undefined || row.position === null) return undefined;
    const position = row.position as Position;
    const anchor =
      row.anchor_event_id === null
        ? undefined
        : { eventId: row.anchor_event_id, after: (row.anchor_after ?? undefined) as Position | undefined };
    if (!(await fitsLedger({ position, anchor }, store))) return undefined;
    return defined({ position, anchor });
  }

  async store(name: string, { position, anchor }: ConsumerCheckpoint, storedAt: string): Promise<void> {
    const row = {
      position,
      anchor_event_id: anchor?.eventId ?? null,
      anchor_after: anchor?.after ?? null,
      stored_at: storedAt,
    };
    await this.database.attempt((db) =>
      db
        .insertInto('consumer_checkpoints')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute(),
    );
  }
}
