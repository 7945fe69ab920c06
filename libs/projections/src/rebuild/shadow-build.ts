import { setImmediate } from 'node:timers/promises';
import { comparePositions, type EventStore, type Position, type RecordedEvent } from '@ledger/event-store';
import type { WriteFence } from '@ledger/leases';
import { NamedError } from '@ledger/plain-data';
import { projectionTransaction } from '../database/projection-transaction';
import { withinSavepoint } from '../database/savepoint';
import type { SlotTables } from '../database/slot-tables';
import type { ReadModelTransaction } from '../database/sql-dialect';
import { recordDeadLetters, recordFailedAgain } from '../dead-letters/dead-letters';
import { applyProjections } from '../delivery/apply-projections';
import { checkpointAfter, checkpointColumns, checkpointOf, type Checkpoint } from '../delivery/checkpoints';
import type { BatchPreparation, BatchSource, EventBatch } from '../delivery/event-batch';
import type { PoisonEventPolicy } from '../delivery/failure-policy';
import type { LiveFeed } from '../delivery/live-feed';
import {
  applySkippingPoison,
  describePoisonEvent,
  isInfrastructureError,
  type PoisonEvent,
} from '../delivery/poison-events';
import { positionGaps } from '../delivery/position-gaps';
import type { ReadModelDatabase } from '../delivery/read-model-database';
import { changeRebuild, isCancelling, type RebuildRow } from './rebuilds';

export interface ShadowBuildOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly prepare: BatchPreparation;
  readonly fence?: WriteFence;
  readonly batchSize: number;
  readonly feed: LiveFeed;
  readonly onPoisonEvent: PoisonEventPolicy;
  readonly now: () => Date;
}

interface NextBatch {
  readonly recorded: readonly RecordedEvent[];
  readonly batch: EventBatch;
  readonly upTo: Position | undefined;
}

export class RebuildCancelledError extends NamedError {}

/** An event failed that is not a dead letter: a rebuild stops at it, and the live tables stay. */
export class RebuildFailedError extends NamedError {}

/** The shadow tables of one rebuild, and how far the ledger is applied to them. */
export class ShadowBuild {
  readonly tables: SlotTables;
  readonly #rebuild: number;
  readonly #batches: BatchSource;
  #checkpoint: Checkpoint;
  #events: number;
  #gaps: number;

  constructor(
    private readonly options: ShadowBuildOptions,
    row: RebuildRow,
    slot: number,
  ) {
    this.#rebuild = row.id;
    this.tables = options.database.slot(slot);
    // Built from zero: a journey whose first event comes now has no row yet.
    this.#batches = options.prepare('of-begun-streams');
    this.#checkpoint = checkpointOf(row);
    this.#events = Number(row.events);
    this.#gaps = Number(row.gaps);
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  get counted(): { readonly events: number; readonly gaps: number } {
    return { events: this.#events, gaps: this.#gaps };
  }

  /** True when nothing is left, false when aborted. While a remote database writes, the next batch is read. */
  async catchUp(signal: AbortSignal): Promise<boolean> {
    const { isRemote = false } = this.options.database.dialect;
    let ahead: Promise<NextBatch> | undefined;
    while (!signal.aborted) {
      const next: NextBatch = await (ahead ?? this.#read(this.#checkpoint.position));
      ahead = undefined;
      if (next.recorded.length === 0) {
        await this.#moveTo(next.upTo);
        return true;
      }
      const isWhole = await this.#apply(next, () => {
        if (!isRemote) return;
        ahead = this.#readAfter(next);
        // Its error is thrown when it is awaited; never if it turns out to be useless.
        ahead.catch(() => undefined);
      });
      if (!isWhole) {
        // It was folded as if all of this batch had been applied.
        await (ahead as Promise<unknown> | undefined)?.catch(() => undefined);
        ahead = undefined;
        this.#batches.forget();
      } else if (ahead === undefined) await next.batch.remember();
      await setImmediate();
    }
    return false;
  }

  /** Notes a change of the rebuild. Throws if the rebuild is cancelled, which rolls the transaction back. */
  async note(sql: ReadModelTransaction, change: Parameters<typeof changeRebuild>[2]): Promise<void> {
    const isOpen = !(await isCancelling(sql, this.#rebuild)) && (await changeRebuild(sql, this.#rebuild, change));
    if (!isOpen) throw new RebuildCancelledError();
  }

  /** The next batch, and up to where the live tables were applied when it was read. */
  async #read(after: Position | undefined): Promise<NextBatch> {
    const { store, batchSize: limit, feed } = this.options;
    const bound = feed.position();
    const upTo = bound?.upTo;
    const recorded: RecordedEvent[] = [];
    if (bound === undefined || upTo !== undefined) {
      for await (const event of store.readAll({ after, limit })) {
        if (upTo !== undefined && comparePositions(event.position, upTo) > 0) break;
        recorded.push(event);
      }
    }
    return { recorded, batch: this.#batches.batch(recorded), upTo };
  }

  /** What follows a batch that is written but not committed yet, folded already if possible. */
  async #readAfter({ recorded, batch }: NextBatch): Promise<NextBatch> {
    await batch.remember();
    const next = await this.#read(recorded.at(-1)?.position);
    next.batch.computeAhead();
    return next;
  }

  /** False if some of the events failed; they are recorded. */
  async #apply({ recorded, batch }: NextBatch, onWritten: () => void): Promise<boolean> {
    const position = recorded.at(-1)?.position;
    const checkpoint = checkpointAfter(recorded, position, this.#checkpoint);
    const events = this.#events + recorded.length;
    const gaps = this.#gaps + positionGaps(this.#checkpoint.position, position, recorded.length);
    let isWhole = true;
    await this.#write(async (sql) => {
      isWhole = await this.#applyWhole(batch, sql, onWritten);
      if (!isWhole) await this.#applySkippingDeadLetters(batch, sql);
      await this.note(sql, { ...checkpointColumns(checkpoint), events, gaps });
    });
    this.#checkpoint = checkpoint;
    this.#events = events;
    this.#gaps = gaps;
    return isWhole;
  }

  async #applyWhole(batch: EventBatch, sql: ReadModelTransaction, onWritten: () => void): Promise<boolean> {
    const { database } = this.options;
    const tx = projectionTransaction(sql, database.dialect);
    try {
      await withinSavepoint(sql, () => applyProjections(database.projections, batch, tx, onWritten));
      return true;
    } catch (error) {
      const translated = database.dialect.translateError(error);
      if (isInfrastructureError(translated)) throw translated;
      return false;
    }
  }

  /** Skips events that are dead letters of the live tables already, and no others. */
  async #applySkippingDeadLetters(batch: EventBatch, sql: ReadModelTransaction): Promise<void> {
    const { database, now } = this.options;
    const tx = projectionTransaction(sql, database.dialect);
    const poison = await applySkippingPoison(batch.forgetful(), database.projections, tx, (error) =>
      database.dialect.translateError(error),
    );
    const at = now().toISOString();
    const unseen = poison.filter((event) => this.#isUnseen(event));
    await recordDeadLetters(sql, unseen, 0, at);
    const unknown = await recordFailedAgain(sql, poison, this.#rebuild, at);
    if (unknown !== undefined) throw new RebuildFailedError(describePoisonEvent(unknown));
  }

  /** Whether the live projection was stopped before this event, so that the policy was not applied to it yet. */
  #isUnseen({ projection, event }: PoisonEvent): boolean {
    const { feed, onPoisonEvent } = this.options;
    const stopped = feed.stopped().get(projection);
    if (onPoisonEvent !== 'dead-letter' || stopped === undefined) return false;
    return stopped.position === null || comparePositions(event.recorded.position, stopped.position) > 0;
  }

  /** The live tables may be beyond the last event, if those after it are of no stream that is kept here. */
  async #moveTo(position: Position | undefined): Promise<void> {
    if (position === undefined || position === this.#checkpoint.position) return;
    const checkpoint = { position, anchor: this.#checkpoint.anchor };
    await this.#write((sql) => this.note(sql, checkpointColumns(checkpoint)));
    this.#checkpoint = checkpoint;
  }

  #write(work: (sql: ReadModelTransaction) => Promise<void>): Promise<void> {
    const { database, fence } = this.options;
    return database.attempt(() =>
      this.tables.db.transaction().execute(async (sql) => {
        await fence?.check(sql);
        await work(sql);
      }),
    );
  }
}
