import { applyProjections } from './apply-projections';
import { moveCheckpoints, type BatchProgress, type Checkpoint } from './checkpoints';
import { projectionTransaction, type ProjectionTransaction } from '../database/projection-transaction';
import type { ReadModelDatabase } from '../database/read-model-database';
import { withinSavepoint } from '../database/savepoint';
import type { ReadModelTransaction } from '../database/sql-dialect';
import { recordDeadLetters, sentenceOf } from '../dead-letters/dead-letters';
import { EventBatch } from './event-batch';
import type { RefusalPolicy } from './failure-policy';
import {
  applyIsolated,
  firstRefusal,
  isNoFaultOfEvents,
  ProjectionBrokenError,
  type Refusal,
  withDependents,
} from './poison-events';
import type { WriteFence } from '@ledger/leases';
import type { Projection } from './projection';

/** From where to where the checkpoints go with a batch, and which tables it is written to. */
export interface BatchMove {
  readonly slot: number;
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  readonly progress: BatchProgress;
}

/** What became of a batch that not every projection takes. */
export interface LedPast {
  readonly refusals: readonly {
    readonly projection: string;
    readonly outcome: RefusalPolicy;
    readonly reason: string;
  }[];
  /** Projections that stay where they were, with the reason. */
  readonly stopped: ReadonlyMap<string, string>;
}

export interface BatchWriterOptions {
  readonly database: ReadModelDatabase;
  readonly fence?: WriteFence;
  readonly onRefusal: RefusalPolicy;
  /** How often a batch was tried as a whole before its projections are tried by themselves. */
  readonly attempts: number;
  readonly now?: () => Date;
}

/** Writes batches to the live tables, each with its checkpoints in one transaction. */
export class BatchWriter {
  readonly #options: BatchWriterOptions;

  constructor(options: BatchWriterOptions) {
    this.#options = options;
  }

  /** To all projections, or to none. */
  applyWhole(batch: EventBatch, projections: readonly Projection[], move: BatchMove): Promise<void> {
    return this.#write(move.slot, async (sql, tx) => {
      await applyProjections(projections, batch, tx);
      await moveCheckpoints(sql, projections, move.from, move.to, move.progress);
    });
  }

  /** To each projection by itself: one that does not take it is stopped, or led past what it does not take. */
  async applyEach(batch: EventBatch, projections: readonly Projection[], move: BatchMove): Promise<LedPast> {
    const stopped = new Map<string, string>();
    for (;;) {
      try {
        return await this.#write(move.slot, (sql, tx) =>
          this.#applyEach(new EventBatch(batch.events), projections, move, { sql, tx, stopped: new Map(stopped) }),
        );
      } catch (error) {
        const broken =
          error instanceof ProjectionBrokenError
            ? projections.find(({ name }) => name === error.projection)
            : undefined;
        if (broken === undefined || stopped.has(broken.name)) throw error;
        for (const { name } of withDependents(broken, projections)) stopped.set(name, sentenceOf(error));
      }
    }
  }

  async #applyEach(
    batch: EventBatch,
    projections: readonly Projection[],
    { from, to, progress }: BatchMove,
    { sql, tx, stopped }: { sql: ReadModelTransaction; tx: ProjectionTransaction; stopped: Map<string, string> },
  ): Promise<LedPast> {
    const refusals: LedPast['refusals'][number][] = [];
    for (const [projection, reason] of stopped) refusals.push({ projection, outcome: 'stop', reason });
    const taking = projections.filter(({ name }) => !stopped.has(name));
    if (this.#options.onRefusal === 'stop') {
      for (const projection of taking) {
        if (stopped.has(projection.name)) continue;
        const refusal = await this.#refusalOf(projection, batch, tx);
        if (refusal === undefined) continue;
        for (const { name } of withDependents(projection, projections)) stopped.set(name, reasonOf(refusal));
        refusals.push({ projection: projection.name, outcome: 'stop', reason: reasonOf(refusal) });
      }
    } else {
      const refused = await applyIsolated(batch, taking, tx, this.#translate);
      await recordDeadLetters(sql, refused, this.#options.attempts, this.#now());
      for (const refusal of refused) {
        refusals.push({ projection: refusal.projection, outcome: 'dead-letter', reason: reasonOf(refusal) });
      }
    }
    const moving = projections.filter(({ name }) => !stopped.has(name));
    await moveCheckpoints(sql, moving, from, to, progress);
    return { refusals, stopped };
  }

  /** Applies the batch; where it is not taken, nothing of it, and the first event that is in the way is found. */
  async #refusalOf(projection: Projection, batch: EventBatch, tx: ProjectionTransaction): Promise<Refusal | undefined> {
    try {
      await withinSavepoint(tx.sql, () => applyProjections([projection], batch, tx));
      return undefined;
    } catch (error) {
      const translated = this.#translate(error);
      if (isNoFaultOfEvents(translated)) throw translated;
      const first = await firstRefusal(batch, projection, tx, this.#translate);
      // Taken in parts but not as a whole: no event can be named, and the projection is at fault all the same.
      if (first === undefined) throw new ProjectionBrokenError(projection.name, error);
      return first;
    }
  }

  readonly #translate = (error: unknown): unknown => this.#options.database.dialect.translateError(error);

  #now(): string {
    return (this.#options.now?.() ?? new Date()).toISOString();
  }

  #write<T>(slot: number, work: (sql: ReadModelTransaction, tx: ProjectionTransaction) => Promise<T>): Promise<T> {
    const { database, fence } = this.#options;
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

function reasonOf({ projection, event, error }: Refusal): string {
  const { id, position } = event.recorded;
  return `The projection ${projection} does not take event ${id} at position ${position}: ${sentenceOf(error)}`;
}
