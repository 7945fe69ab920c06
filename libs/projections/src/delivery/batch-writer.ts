import type { WriteFence } from '@ledger/leases';
import { errorMessage } from '@ledger/runtime';
import { projectionTransaction, type ProjectionTransaction } from '../database/projection-transaction';
import type { ReadModelDatabase } from './read-model-database';
import { withinSavepoint } from '../database/savepoint';
import type { ReadModelTransaction } from '../database/sql-dialect';
import { applyProjections } from './apply-projections';
import { moveCheckpoints, type BatchProgress, type Checkpoint } from './checkpoints';
import type { EventBatch } from './event-batch';
import type { PoisonEventPolicy } from './failure-policy';
import {
  applySkippingPoison,
  describePoisonEvent,
  firstPoisonEvent,
  isInfrastructureError,
  ProjectionBrokenError,
  type PoisonEvent,
} from './poison-events';
import { withDependents, type Projection } from './projection';

/** From where to where a batch moves the checkpoints, and which tables it is written to. */
export interface BatchMove {
  readonly slot: number;
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  readonly progress: BatchProgress;
}

/** What happened to a projection that failed to apply an event. */
export interface PoisonReport {
  readonly projection: string;
  readonly outcome: PoisonEventPolicy;
  readonly reason: string;
}

/** The result of a batch that not every projection can apply. */
export interface PartlyApplied {
  readonly reports: readonly PoisonReport[];
  /** Projections that stay where they were, with the reason. */
  readonly stopped: ReadonlyMap<string, string>;
}

/** Records poison events, in the transaction that skips them. */
export type RecordPoison = (
  tx: ReadModelTransaction,
  events: readonly PoisonEvent[],
  attempts: number,
  at: string,
) => Promise<void>;

export interface BatchWriterOptions {
  readonly database: ReadModelDatabase;
  readonly fence?: WriteFence;
  /** Given, poison events are recorded and skipped; omitted, they stop their projection. */
  readonly recordPoison?: RecordPoison;
  /** Attempts at a whole batch before its projections are tried one by one. */
  readonly attempts: number;
  readonly now: () => Date;
}

/** Writes batches to the live tables, each with its checkpoints in one transaction. */
export class BatchWriter {
  constructor(private readonly options: BatchWriterOptions) {}

  /** To all projections, or to none. */
  applyWhole(batch: EventBatch, projections: readonly Projection[], move: BatchMove): Promise<void> {
    return this.#write(move.slot, async (sql, tx) => {
      await applyProjections(projections, batch, tx);
      await moveCheckpoints(sql, projections, move.from, move.to, move.progress);
    });
  }

  /** To each projection by itself: one that fails is stopped, or skips what it fails to apply. */
  async applyEach(batch: EventBatch, projections: readonly Projection[], move: BatchMove): Promise<PartlyApplied> {
    const stopped = new Map<string, string>();
    for (;;) {
      try {
        return await this.#write(move.slot, (sql, tx) =>
          this.#applyEach(batch.forgetful(), projections, move, { sql, tx, stopped: new Map(stopped) }),
        );
      } catch (error) {
        const broken =
          error instanceof ProjectionBrokenError
            ? projections.find(({ name }) => name === error.projection)
            : undefined;
        if (broken === undefined || stopped.has(broken.name)) throw error;
        for (const { name } of withDependents(broken, projections)) stopped.set(name, errorMessage(error));
      }
    }
  }

  async #applyEach(
    batch: EventBatch,
    projections: readonly Projection[],
    { from, to, progress }: BatchMove,
    { sql, tx, stopped }: { sql: ReadModelTransaction; tx: ProjectionTransaction; stopped: Map<string, string> },
  ): Promise<PartlyApplied> {
    const { recordPoison, attempts, now } = this.options;
    const reports: PoisonReport[] = [];
    for (const [projection, reason] of stopped) reports.push({ projection, outcome: 'stop', reason });
    const remaining = projections.filter(({ name }) => !stopped.has(name));
    if (recordPoison === undefined) {
      for (const projection of remaining) {
        if (stopped.has(projection.name)) continue;
        const poison = await this.#poisonIn(batch, projection, tx);
        if (poison === undefined) continue;
        const reason = describePoisonEvent(poison);
        for (const { name } of withDependents(projection, projections)) stopped.set(name, reason);
        reports.push({ projection: projection.name, outcome: 'stop', reason });
      }
    } else {
      const skipped = await applySkippingPoison(batch, remaining, tx, this.#translate);
      await recordPoison(sql, skipped, attempts, now().toISOString());
      for (const poison of skipped) {
        reports.push({
          projection: poison.projection,
          outcome: 'dead-letter',
          reason: describePoisonEvent(poison),
        });
      }
    }
    const moving = projections.filter(({ name }) => !stopped.has(name));
    await moveCheckpoints(sql, moving, from, to, progress);
    return { reports, stopped };
  }

  /** Applies the batch; if that fails, applies nothing of it and finds the first poison event. */
  async #poisonIn(
    batch: EventBatch,
    projection: Projection,
    tx: ProjectionTransaction,
  ): Promise<PoisonEvent | undefined> {
    try {
      await withinSavepoint(tx.sql, () => applyProjections([projection], batch, tx));
      return undefined;
    } catch (error) {
      const translated = this.#translate(error);
      if (isInfrastructureError(translated)) throw translated;
      const first = await firstPoisonEvent(batch, projection, tx, this.#translate);
      // Applied in parts but not as a whole: no event can be named, and the projection is at fault all the same.
      if (first === undefined) throw new ProjectionBrokenError(projection.name, error);
      return first;
    }
  }

  readonly #translate = (error: unknown): unknown => this.options.database.dialect.translateError(error);

  #write<T>(slot: number, work: (sql: ReadModelTransaction, tx: ProjectionTransaction) => Promise<T>): Promise<T> {
    const { database, fence } = this.options;
    return database.attempt(() =>
      database
        .slot(slot)
        .db.transaction()
        .execute(async (sql) => {
          await fence?.check(sql);
          return work(sql, projectionTransaction(sql, database.dialect));
        }),
    );
  }
}
