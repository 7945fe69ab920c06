import { setImmediate } from 'node:timers/promises';
import {
  comparePositions,
  type EventStore,
  type Position,
  type RecordedEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { applyProjections } from '../delivery/apply-projections';
import {
  checkpointAfter,
  checkpointColumns,
  checkpointOf,
  fitsLedger,
  resetCheckpoints,
  ZERO,
  type Checkpoint,
  type StoppedProjection,
} from '../delivery/checkpoints';
import { compareWithLive, RebuildMismatchError, type ComparedDigests } from './comparison';
import { dropTables, loadLive, readTables, type LiveTables } from '../database/live-tables';
import { projectionTransaction } from '../database/projection-transaction';
import type { ReadModelDatabase } from '../database/read-model-database';
import type { SlotTables } from '../database/slot-tables';
import type { ReadModelTransaction } from '../database/sql-dialect';
import { withinSavepoint } from '../database/savepoint';
import { dropTakenLetters, recordAgain, recordDeadLetters, sentenceOf, takenBy } from '../dead-letters/dead-letters';
import { EventBatch } from '../delivery/event-batch';
import { gapsIn } from '../delivery/position-gaps';
import { JourneyHeadCache } from '../read-models/journey-head-cache';
import type { RefusalPolicy } from '../delivery/failure-policy';
import { applyIsolated, isNoFaultOfEvents, type Refusal } from '../delivery/poison-events';
import { readLedgerEvent } from '../delivery/ledger-event';
import type { WriteFence } from '@ledger/leases';
import { changeRebuild, isCancelling, type RebuildRow } from './rebuilds';

/** What is live and goes on being fed while another is built beside it. */
export interface LiveFeed {
  /** Everything up to here is applied to the live tables. Undefined where nothing feeds them: then there is no bound. */
  position(): { readonly upTo: Position | undefined } | undefined;
  /** Holds the feed still while `work` runs. */
  pause<T>(work: () => Promise<T>): Promise<T>;
  /** Projections whose live rows stand at `position`, and so can be compared. */
  comparable(): readonly string[];
  /** Those that an event has stopped. */
  stopped(): ReadonlyMap<string, StoppedProjection>;
  /** Rows of live tables were made anew by others: what the feed remembers of them does not hold any more. */
  onReplayed(): void;
  /** What was built is live now; the feed goes on with it. */
  onSwitched(live: LiveTables, checkpoint: Checkpoint): Promise<void>;
}

export interface ShadowRebuildOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly upcasters?: UpcasterRegistry;
  readonly fence?: WriteFence;
  readonly batchSize: number;
  readonly feed: LiveFeed;
  readonly onRefusal: RefusalPolicy;
  readonly now: () => Date;
}

interface NextBatch {
  readonly recorded: readonly RecordedEvent[];
  readonly batch: EventBatch;
  readonly upTo: Position | undefined;
}

/** Why a build ended otherwise than by being switched to. */
class RebuildCancelled extends Error {
  override readonly name = 'RebuildCancelled';
}

/** An event that is on record nowhere was refused: a rebuild stops at it, and the live tables stay. */
export class RebuildRefusedError extends Error {
  override readonly name = 'RebuildRefusedError';
}

/** One build of all projections' tables from zero, in a slot beside the live one, until it is switched to. */
export class ShadowRebuild {
  readonly #options: ShadowRebuildOptions;
  readonly #row: RebuildRow;
  readonly #heads = new JourneyHeadCache();
  readonly #tables: SlotTables;
  #checkpoint: Checkpoint = ZERO;
  #events: number;
  #gaps: number;

  private constructor(options: ShadowRebuildOptions, row: RebuildRow, slot: number) {
    this.#options = options;
    this.#row = row;
    this.#tables = options.database.slot(slot);
    this.#checkpoint = checkpointOf(row);
    this.#events = Number(row.events);
    this.#gaps = Number(row.gaps);
  }

  /**
   * Begins a build that was asked for, or goes on with one that was left. What was left by another version, or of
   * another ledger, is thrown away and begun anew.
   */
  static async resume(options: ShadowRebuildOptions, row: RebuildRow): Promise<ShadowRebuild> {
    const { database, store, fence, now } = options;
    const live = await database.attempt(loadLive);
    const kept = live?.tables ?? {};
    if (row.slot !== null && row.slot !== live?.slot) {
      const build = new ShadowRebuild(options, row, row.slot);
      if (row.versions === build.#tables.names.versions && (await fitsLedger(build.#checkpoint, store))) return build;
    }
    if (row.tables !== null) {
      const left = readTables(row.tables);
      await database.attempt(() => dropTables(database.maintenance, left, kept));
    }
    const slot = (live?.slot ?? 0) + 1;
    const { names } = database.slot(slot);
    const begun = {
      ...{ status: 'building', slot, versions: names.versions, tables: JSON.stringify(names.tables) },
      ...{ ...checkpointColumns(ZERO), events: 0, gaps: 0, started_at: now().toISOString(), error: null },
    };
    await database.attempt(() =>
      database.slot(slot).recreate(async (tx) => {
        await fence?.check(tx);
        await changeRebuild(tx, row.id, begun);
      }),
    );
    return new ShadowRebuild(options, { ...row, ...begun }, slot);
  }

  /** Until it is switched to, cancelled, or failed for good; false where the signal was aborted first. Throws what may pass. */
  async run(signal: AbortSignal): Promise<boolean> {
    try {
      while (!signal.aborted) {
        if (await this.#catchUp(signal)) {
          await this.#options.database.attempt(() => this.#tables.createIndexes());
          if (await this.#options.feed.pause(() => this.#finish(signal))) return true;
        }
      }
      return false;
    } catch (error) {
      if (isNoFaultOfEvents(error)) throw error;
      if (signal.aborted && error === signal.reason) return false;
      await this.#discard(error);
      return true;
    }
  }

  /**
   * Applies what the live tables have too. True when nothing is left; false when aborted. While another process takes
   * what was read, what comes after it is read and folded; in this one it would only be in memory for longer.
   */
  async #catchUp(signal: AbortSignal): Promise<boolean> {
    let ahead: Promise<NextBatch> | undefined;
    while (!signal.aborted) {
      const next: NextBatch = await (ahead ?? this.#read(this.#checkpoint.position));
      ahead = undefined;
      if (next.recorded.length === 0) {
        await this.#standAt(next.upTo);
        return true;
      }
      const isWhole = await this.#apply(next, () => {
        if (this.#options.database.dialect.isRemote !== true) return;
        ahead = this.#readAfter(next);
        // What it throws is met in its turn, or not at all where this is in vain.
        ahead.catch(() => undefined);
      });
      if (!isWhole) {
        // Folded as if all of this one had been taken.
        await (ahead as Promise<unknown> | undefined)?.catch(() => undefined);
        ahead = undefined;
        this.#heads.clear();
      } else if (ahead === undefined) await next.batch.remember();
      await setImmediate();
    }
    return false;
  }

  /** The next batch, and up to where the live tables had been applied when it was read. */
  async #read(after: Position | undefined): Promise<NextBatch> {
    const { store, batchSize, feed, upcasters } = this.#options;
    const bound = feed.position();
    const upTo = bound?.upTo;
    const recorded: RecordedEvent[] = [];
    if (bound === undefined || upTo !== undefined) {
      for await (const event of store.readAll({ ...(after && { after }), limit: batchSize })) {
        if (upTo !== undefined && comparePositions(event.position, upTo) > 0) break;
        recorded.push(event);
      }
    }
    const events = recorded.flatMap((event) => readLedgerEvent(event, upcasters) ?? []);
    // Built from zero, so that a journey whose first event comes now has no row yet.
    return { recorded, batch: new EventBatch(events, this.#heads, 'begun'), upTo };
  }

  /** What comes after a batch that is written but not committed yet, folded already where that can be done. */
  async #readAfter({ recorded, batch }: NextBatch): Promise<NextBatch> {
    await batch.remember();
    const next = await this.#read(recorded.at(-1)?.position);
    next.batch.foldAhead();
    return next;
  }

  /** False where some of the events were not taken, which are on record now. */
  async #apply({ recorded, batch }: NextBatch, onWritten: () => void): Promise<boolean> {
    const position = recorded.at(-1)?.position;
    const checkpoint = checkpointAfter(recorded, position, this.#checkpoint);
    const gaps = this.#gaps + gapsIn(this.#checkpoint.position, position, recorded.length);
    let isWhole = true;
    await this.#write(async (sql) => {
      isWhole = await this.#applyWhole(batch, sql, onWritten);
      if (!isWhole) await this.#applyTaken(batch, sql);
      const counted = { events: this.#events + recorded.length, gaps };
      await this.#note(sql, { ...checkpointColumns(checkpoint), ...counted });
    });
    this.#checkpoint = checkpoint;
    this.#events += recorded.length;
    this.#gaps = gaps;
    return isWhole;
  }

  async #applyWhole(batch: EventBatch, sql: ReadModelTransaction, onWritten: () => void): Promise<boolean> {
    const { database } = this.#options;
    const tx = projectionTransaction(sql, database.dialect);
    try {
      await withinSavepoint(sql, () => applyProjections(database.projections, batch, tx, onWritten));
      return true;
    } catch (error) {
      const translated = database.dialect.translateError(error);
      if (isNoFaultOfEvents(translated)) throw translated;
      return false;
    }
  }

  /** Past events that are dead letters of the live tables already, and past no others. */
  async #applyTaken(batch: EventBatch, sql: ReadModelTransaction): Promise<void> {
    const { database, now } = this.#options;
    const tx = projectionTransaction(sql, database.dialect);
    // Where journeys stood before the batch is in the tables: what is known of them may be further on.
    const again = new EventBatch(batch.events);
    const refusals = await applyIsolated(again, database.projections, tx, (error) =>
      database.dialect.translateError(error),
    );
    const at = now().toISOString();
    await recordDeadLetters(
      sql,
      refusals.filter((refusal) => this.#isUnheardOf(refusal)),
      0,
      at,
    );
    const unknown = await recordAgain(sql, refusals, this.#row.id, at);
    if (unknown === undefined) return;
    const { projection, event, error } = unknown;
    throw new RebuildRefusedError(
      `The projection ${projection} does not take event ${event.recorded.id} at position ${event.recorded.position}: ` +
        sentenceOf(error),
    );
  }

  /** Whether the live projection was stopped before this event, so that the policy was not applied to it yet. */
  #isUnheardOf({ projection, event }: Refusal): boolean {
    const { feed, onRefusal } = this.#options;
    const stopped = feed.stopped().get(projection);
    if (onRefusal !== 'dead-letter' || stopped === undefined) return false;
    return stopped.position === null || comparePositions(event.recorded.position, stopped.position) > 0;
  }

  /** The live tables may stand beyond the last event, where those after it are of no stream that is kept here. */
  async #standAt(position: Position | undefined): Promise<void> {
    if (position === undefined || position === this.#checkpoint.position) return;
    const checkpoint = { position, anchor: this.#checkpoint.anchor };
    await this.#write((sql) => this.#note(sql, checkpointColumns(checkpoint)));
    this.#checkpoint = checkpoint;
  }

  /** While nothing is fed: the last events, the comparison and the switch. */
  async #finish(signal: AbortSignal): Promise<boolean> {
    if (!(await this.#catchUp(signal))) return false;
    const { database, feed, now } = this.#options;
    const digests = await compareWithLive(database, feed.comparable(), this.#tables, () => this.#mayGoOn(signal));
    await this.#assertWanted(digests);
    const { names } = this.#tables;
    let before: LiveTables | undefined;
    await database.attempt(() =>
      database.maintenance.transaction().execute(async (tx) => {
        await this.#options.fence?.check(tx);
        before = await loadLive(tx);
        await this.#note(tx, {
          ...{ status: 'switched', finished_at: now().toISOString() },
          digests: Object.keys(digests).length === 0 ? null : JSON.stringify(digests),
        });
        await database.publish(tx, names);
        await resetCheckpoints(tx, database.projections, this.#checkpoint, {
          events: this.#events,
          gaps: this.#gaps,
        });
        await dropTakenLetters(tx, this.#row.id);
      }),
    );
    await feed.onSwitched(names, this.#checkpoint);
    // Whoever reads them still reads the old view; what cannot be dropped now is only in the way.
    const old = before?.tables ?? {};
    await database.attempt(() => dropTables(database.maintenance, old, names.tables)).catch(() => undefined);
    return true;
  }

  /** Throws where the build is not wanted any more, or is to be gone on with later. */
  async #mayGoOn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (await this.#options.database.attempt((db) => isCancelling(db, this.#row.id))) throw new RebuildCancelled();
  }

  /** Throws `RebuildMismatchError` where live rows are not what the ledger says, for no reason that is on record. */
  async #assertWanted(digests: Readonly<Record<string, ComparedDigests>>): Promise<void> {
    const { database } = this.#options;
    const explained = await database.attempt((db) => takenBy(db, this.#row.id));
    const names = Object.entries(digests).flatMap(([name, { live, built }]) =>
      live === built || explained.has(name) ? [] : [name],
    );
    if (names.length === 0) return;
    const { accepts_mismatch: accepts } = await database.attempt((db) =>
      db.selectFrom('rebuilds').select('accepts_mismatch').where('id', '=', this.#row.id).executeTakeFirstOrThrow(),
    );
    if (Number(accepts) !== 1) throw new RebuildMismatchError(names, digests);
  }

  async #discard(error: unknown): Promise<void> {
    const { database, now } = this.#options;
    const isCancelled = error instanceof RebuildCancelled;
    const isMismatch = error instanceof RebuildMismatchError;
    const live = await database.attempt(loadLive);
    await database.attempt(() => dropTables(database.maintenance, this.#tables.names.tables, live?.tables ?? {}));
    const status = isCancelled ? 'cancelled' : isMismatch ? 'mismatch' : 'failed';
    const end = { status, finished_at: now().toISOString(), error: isCancelled ? null : sentenceOf(error) };
    const digests = isMismatch ? { digests: JSON.stringify(error.digests) } : {};
    await database.attempt((db) => changeRebuild(db, this.#row.id, { ...end, ...digests }));
  }

  #write(work: (sql: ReadModelTransaction) => Promise<void>): Promise<void> {
    const { database, fence } = this.#options;
    return database.attempt(() =>
      this.#tables.db.transaction().execute(async (sql) => {
        await fence?.check(sql);
        await work(sql);
      }),
    );
  }

  /** Throws where the build is not wanted any more, which takes back what is done in the same transaction. */
  async #note(sql: ReadModelTransaction, change: Parameters<typeof changeRebuild>[2]): Promise<void> {
    const isUnwanted = (await isCancelling(sql, this.#row.id)) || !(await changeRebuild(sql, this.#row.id, change));
    if (isUnwanted) throw new RebuildCancelled();
  }
}
