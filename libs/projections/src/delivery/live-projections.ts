import { loadLive, versionsOf } from '../database/live-tables';
import { BatchWriter, type BatchMove, type PartlyApplied } from './batch-writer';
import {
  checkpointAfter,
  CheckpointMovedError,
  fitsLedger,
  loadCheckpoints,
  resetCheckpoints,
  ZERO,
  type Checkpoint,
  type StoppedProjection,
} from './checkpoints';
import type { BatchSource, EventBatch } from './event-batch';
import { defaultFailurePolicy } from './failure-policy';
import { isInfrastructureError } from './poison-events';
import { positionGaps } from './position-gaps';
import type { DeliveryOptions } from './processor-options';
import { assertNothingMissing } from './missing-events';
import type { Projection } from './projection';
import { RateMeter } from './rate-meter';
import type { ReadyEvents } from './subscription-buffer';

/** The live tables of this version's projections: how far the ledger is applied to them, and how more of it is. */
export class LiveProjections {
  readonly #batches: BatchSource;
  readonly #writer: BatchWriter;
  readonly #rate = new RateMeter(() => performance.now());
  readonly #stopped = new Map<string, StoppedProjection>();
  #checkpoint: Checkpoint = ZERO;
  #slot = 0;
  #hasFailedOnEvents = false;
  #isOneByOne = false;

  /** @param onStopped is called when a poison event has stopped projections, before the others move on. */
  constructor(
    private readonly options: DeliveryOptions,
    private readonly onStopped: () => Promise<void>,
  ) {
    const { database, prepare, fence, recordPoison, failurePolicy = defaultFailurePolicy } = options;
    // What is applied here was applied from the start of the ledger on: a journey whose first event comes now has no row.
    this.#batches = prepare('of-begun-streams');
    this.#writer = new BatchWriter({
      database,
      fence,
      recordPoison,
      attempts: failurePolicy.maxAttempts,
      now: () => this.#now(),
    });
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  /** Those that a poison event has stopped while the others continue. */
  get stopped(): ReadonlyMap<string, StoppedProjection> {
    return this.#stopped;
  }

  get running(): readonly Projection[] {
    return this.options.database.projections.filter(({ name }) => !this.#stopped.has(name));
  }

  /** Continues at the checkpoint, or at zero if none fits this ledger. False if another version's tables are live. */
  async resume(): Promise<boolean> {
    const { database, store, fence } = this.options;
    const { projections } = database;
    this.forget();
    this.#hasFailedOnEvents = false;
    if (fence !== undefined) await database.attempt((db) => db.transaction().execute((tx) => fence.raise(tx)));
    const live = await database.attempt(loadLive);
    this.#stopped.clear();
    if (live?.versions !== versionsOf(projections)) {
      this.#noteRebuild('The read models were built by another version; rebuilding them in shadow tables.');
      return false;
    }
    this.#slot = live.slot;
    const stored = await database.attempt((db) => loadCheckpoints(db, projections));
    if (stored !== undefined && (await fitsLedger(stored.checkpoint, store))) {
      this.#checkpoint = stored.checkpoint;
      for (const [name, stopped] of stored.stopped) this.#stopped.set(name, stopped);
      return true;
    }
    await assertNothingMissing(database, store);
    this.#noteRebuild(
      stored === undefined
        ? 'The read models have not been built yet, or were built by another version; building them from zero.'
        : `${database.name} was built from another ledger; rebuilding the read models from zero.`,
    );
    await this.#empty();
    return true;
  }

  /** Applies what is ready; false if there was nothing new. Throws if it is not applied. */
  async apply({ events, position = this.#checkpoint.position }: ReadyEvents): Promise<boolean> {
    if (position === this.#checkpoint.position) return false;
    const { onNotice } = this.options;
    const batch = this.#batches.batch(events);
    const gaps = positionGaps(this.#checkpoint.position, position, events.length);
    const move: BatchMove = {
      slot: this.#slot,
      from: this.#checkpoint,
      to: checkpointAfter(events, position, this.#checkpoint),
      progress: {
        events: events.length,
        gaps,
        rate: this.#rate.count(events.length),
        appliedAt: this.#now().toISOString(),
      },
    };
    if (this.#isOneByOne) {
      this.forget();
      const applied = await this.#writer.applyEach(batch, this.running, move);
      this.#isOneByOne = false;
      await this.#note(applied);
      if (this.running.length === 0) return true;
    } else {
      await this.#applyWhole(batch, move);
    }
    this.#checkpoint = move.to;
    if (gaps > 0) onNotice?.({ kind: 'gap', positions: gaps, upTo: position });
    return true;
  }

  /** Whether the failed batch is to be tried projection by projection next, since its events may be at fault. */
  tryOneByOne(): boolean {
    if (!this.#hasFailedOnEvents || this.#isOneByOne) return false;
    this.#isOneByOne = true;
    return true;
  }

  /** Continues with other tables. */
  switchTo(slot: number, checkpoint: Checkpoint): void {
    this.#stopped.clear();
    this.forget();
    this.#slot = slot;
    this.#checkpoint = checkpoint;
  }

  /** The tables may hold something else than what is remembered. */
  forget(): void {
    this.#batches.forget();
  }

  createIndexes(): Promise<void> {
    const { database } = this.options;
    return database.attempt(() => database.slot(this.#slot).createIndexes());
  }

  async #applyWhole(batch: EventBatch, move: BatchMove): Promise<void> {
    try {
      await this.#writer.applyWhole(batch, this.running, move);
    } catch (error) {
      this.#hasFailedOnEvents = !isInfrastructureError(error) && !(error instanceof CheckpointMovedError);
      throw error;
    }
    await batch.remember();
  }

  async #note({ stopped, reports }: PartlyApplied): Promise<void> {
    for (const [name, lastError] of stopped) {
      this.#stopped.set(name, { position: this.#checkpoint.position ?? null, lastError });
    }
    for (const report of reports) this.options.onNotice?.({ kind: 'poison-event', ...report });
    if (stopped.size > 0) await this.onStopped();
  }

  async #empty(): Promise<void> {
    const { database, fence } = this.options;
    await database.attempt(() =>
      database.slot(this.#slot).recreate(async (tx) => {
        await fence?.check(tx);
        await resetCheckpoints(tx, database.projections);
        await tx.deleteFrom('dead_letters').execute();
      }),
    );
    this.#checkpoint = ZERO;
  }

  #noteRebuild(reason: string): void {
    this.options.onNotice?.({ kind: 'rebuilding', reason });
  }

  #now(): Date {
    return this.options.now?.() ?? new Date();
  }
}
