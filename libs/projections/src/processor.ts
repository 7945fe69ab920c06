import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore, Position, RecordedEvent, UpcasterRegistry } from '@ledger/event-store';
import {
  fitsLedger,
  loadCheckpoint,
  moveCheckpoints,
  resetCheckpoints,
  storeState,
  ZERO,
  type Checkpoint,
} from './checkpoints';
import type { ReadModelDatabase } from './database/read-model-database';
import { EventBatch } from './event-batch';
import { defaultFailurePolicy, pauseBeforeRetry, type FailurePolicy, type ProcessorMode } from './failure-policy';
import { HeadCache } from './head-cache';
import type { WriteFence } from './leases/lease';
import { readLedgerEvent } from './ledger-event';
import { ProgressChannel } from './progress-channel';
import { projectionTransaction } from './database/projection-transaction';
import type { ProjectionStatus } from './read-model-queries';
import { SubscriptionBuffer, type ReadyEvents } from './subscription-buffer';

/** What happened to a processor that an operator should hear of. */
export type ProcessorNotice =
  | { readonly kind: 'rebuilding'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown; readonly attempt: number; readonly retryInMs: number | null };

export interface ProcessorOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly mode?: ProcessorMode;
  readonly upcasters?: UpcasterRegistry;
  /** Of the lease under which this processor writes, where others may want to write too. */
  readonly fence?: WriteFence;
  /** Events of one transaction at most. */
  readonly batchSize?: number;
  /** Least time between two live batches, in milliseconds. */
  readonly liveSpacingMs?: number;
  readonly failurePolicy?: FailurePolicy;
  readonly onNotice?: (notice: ProcessorNotice) => void;
  readonly onStatus?: (status: readonly ProjectionStatus[]) => void;
  /** Rejects when the signal is aborted. Tests give one that does not wait. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Enough for the statements of a transaction to outweigh its beginning and end; more only takes memory. */
const DEFAULT_BATCH_SIZE = 4_000;
/**
 * Under load a transaction for each event would cost the machine more than the event did: spaced out, events gather.
 * An event that comes alone is applied at once.
 */
const DEFAULT_LIVE_SPACING_MS = 20;

/**
 * Delivers the ledger to the projections of one database: in order, one batch after the other, each with its
 * checkpoint in one transaction, so that a crash between two events loses none and repeats none.
 */
export class Processor {
  readonly #options: ProcessorOptions;
  readonly #stopping = new AbortController();
  readonly #progress: ProgressChannel;
  readonly #heads = new HeadCache();
  #run: Promise<void> | undefined;
  #checkpoint: Checkpoint = ZERO;
  #state: ProjectionStatus['state'] = 'catching-up';
  #lastError: string | null = null;
  #failures = 0;

  constructor(options: ProcessorOptions) {
    this.#options = options;
    this.#progress = new ProgressChannel(options.database.name);
  }

  /** Begins where the last run ended. Resolves, when it has stopped, whatever it stopped for: see `status`. */
  run(): Promise<void> {
    this.#run ??= this.#runUntilStopped();
    return this.#run;
  }

  /** Stops after the batch that is being applied. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#run;
  }

  status(): readonly ProjectionStatus[] {
    return this.#options.database.projections.map(({ name, version }) => ({
      name,
      version,
      position: this.#checkpoint.position ?? null,
      state: this.#state,
      lastError: this.#lastError,
    }));
  }

  async #runUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#follow();
        if (!signal.aborted) throw new Error('The subscription ended although nobody stopped it.');
      } catch (error) {
        if (!(await this.#waitAfter(error))) break;
      }
    }
    await this.#enter('stopped', this.#lastError);
    this.#progress.close();
  }

  /** Whether to go on. */
  async #waitAfter(error: unknown): Promise<boolean> {
    const { signal } = this.#stopping;
    this.#failures += 1;
    const { mode = 'live', failurePolicy = defaultFailurePolicy, onNotice, sleep = defaultSleep } = this.#options;
    const pauseMs = pauseBeforeRetry(error, this.#failures, mode, failurePolicy);
    onNotice?.({ kind: 'failed', error, attempt: this.#failures, retryInMs: pauseMs ?? null });
    this.#lastError = error instanceof Error ? error.message : String(error);
    if (pauseMs === undefined) return false;
    await this.#enter('catching-up', this.#lastError);
    await sleep(pauseMs, signal).catch(() => undefined);
    return !signal.aborted;
  }

  async #follow(): Promise<void> {
    const { store, sleep = defaultSleep, liveSpacingMs = DEFAULT_LIVE_SPACING_MS } = this.#options;
    this.#heads.clear();
    this.#checkpoint = await this.#resumePoint();
    const subscribing = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, subscribing.signal]);
    await this.#enter('catching-up', this.#lastError);
    const { position } = this.#checkpoint;
    const subscription = store.subscribe({ ...(position && { after: position }), signal });
    const buffer = new SubscriptionBuffer(subscription, this.#options.batchSize ?? DEFAULT_BATCH_SIZE);
    try {
      for (let ready = await buffer.take(); ready !== undefined; ready = await buffer.take()) {
        if (this.#stopping.signal.aborted) return;
        await this.#apply(ready);
        if (ready.isCaughtUp) await this.#goLive();
        if (this.#state === 'live') await sleep(liveSpacingMs, signal).catch(() => undefined);
      }
    } finally {
      subscribing.abort();
    }
  }

  /** The stored checkpoint; or zero, with empty tables, where there is none that fits these projections and this ledger. */
  async #resumePoint(): Promise<Checkpoint> {
    const { database, store, fence } = this.#options;
    const { projections } = database;
    if (fence !== undefined) await database.attempt((db) => db.transaction().execute((tx) => fence.raise(tx)));
    const stored = await database.attempt((db) => loadCheckpoint(db, projections));
    if (stored !== undefined && (await fitsLedger(stored, store))) return stored;
    const reason =
      stored === undefined
        ? 'These read models have not been built yet, or were built by another version: they are built from zero.'
        : `The ledger is not the one that ${database.name} was built from: the read models are built from zero again.`;
    this.#options.onNotice?.({ kind: 'rebuilding', reason });
    await database.attempt(() =>
      database.recreateTables(async (tx) => {
        await fence?.check(tx);
        await resetCheckpoints(tx, projections);
      }),
    );
    return ZERO;
  }

  async #apply({ events, position = this.#checkpoint.position }: ReadyEvents): Promise<void> {
    if (position === this.#checkpoint.position) return;
    const { database, upcasters, fence } = this.#options;
    const batch = new EventBatch(
      events.flatMap((event) => readLedgerEvent(event, upcasters) ?? []),
      this.#heads,
    );
    const checkpoint = { position, anchor: this.#anchorAfter(events) };
    await database.attempt((db) =>
      db.transaction().execute(async (sql) => {
        await fence?.check(sql);
        const tx = projectionTransaction(sql, database.dialect);
        for (const projection of database.projections) await projection.apply(batch, tx);
        await moveCheckpoints(sql, database.projections, this.#checkpoint, checkpoint);
      }),
    );
    await batch.remember();
    this.#checkpoint = checkpoint;
    this.#failures = 0;
    this.#progress.announce();
  }

  #anchorAfter(events: readonly RecordedEvent[]): Checkpoint['anchor'] {
    const last = events.at(-1);
    if (last === undefined) return this.#checkpoint.anchor;
    const after: Position | undefined = events.at(-2)?.position ?? this.#checkpoint.position;
    return { eventId: last.id, after };
  }

  async #goLive(): Promise<void> {
    if (this.#state === 'live') return;
    await this.#options.database.attempt(() => this.#options.database.createIndexes());
    await this.#enter('live', null);
  }

  async #enter(state: ProjectionStatus['state'], lastError: string | null): Promise<void> {
    this.#state = state;
    this.#lastError = lastError;
    const { database, onStatus, fence } = this.#options;
    // Only for those who watch: a database that cannot take the state has its own error said elsewhere already.
    await database
      .attempt((db) =>
        db.transaction().execute(async (tx) => {
          await fence?.check(tx);
          await storeState(tx, database.projections, state, lastError);
        }),
      )
      .catch(() => undefined);
    onStatus?.(this.status());
  }
}

async function defaultSleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal });
}

/** A processor that is running; its `run` promise is taken care of. */
export function startProcessor(options: ProcessorOptions): Processor {
  const processor = new Processor(options);
  void processor.run();
  return processor;
}
