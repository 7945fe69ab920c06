import type { EventStore, Position, UpcasterRegistry } from '@ledger/event-store';
import { aborted, sleep, type Sleep } from '@ledger/runtime';
import {
  checkpointAfter,
  CheckpointMovedError,
  fitsLedger,
  loadCheckpoints,
  resetCheckpoints,
  storeState,
  ZERO,
  type Checkpoint,
  type StoppedProjection,
} from './checkpoints';
import { loadLive, versionsOf } from '../database/live-tables';
import type { ReadModelDatabase } from '../database/read-model-database';
import type { RetryNotice } from '../dead-letters/dead-letter-retries';
import { EventBatch } from './event-batch';
import {
  defaultFailurePolicy,
  pauseBeforeRetry,
  type FailurePolicy,
  type ProcessorMode,
  type RefusalPolicy,
} from './failure-policy';
import { gapsIn } from './position-gaps';
import { JourneyHeadCache } from '../read-models/journey-head-cache';
import { isNoFaultOfEvents } from './poison-events';
import type { WriteFence } from '@ledger/leases';
import { readLedgerEvent } from './ledger-event';
import { BatchWriter, type LedPast } from './batch-writer';
import { ProgressChannel } from './progress-channel';
import type { Projection } from './projection';
import { RateMeter } from './rate-meter';
import type { ProjectionStatus } from '../queries/read-model-queries';
import { RebuildRunner } from '../rebuild/rebuild-runner';
import { SubscriptionBuffer, type ReadyEvents } from './subscription-buffer';

/** What happened to a processor that an operator should hear of. */
export type ProcessorNotice =
  | { readonly kind: 'rebuilding'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: unknown; readonly attempt: number; readonly retryInMs: number | null }
  /** A projection does not take an event, and was stopped before it or led past it. */
  | { readonly kind: 'refused'; readonly projection: string; readonly outcome: RefusalPolicy; readonly reason: string }
  /** Positions of the ledger's count for which no event came. */
  | { readonly kind: 'gap'; readonly positions: number; readonly upTo: Position | undefined }
  /** A rebuild beside the live tables has ended. */
  | { readonly kind: 'rebuilt'; readonly status: string; readonly reason: string }
  | RetryNotice;

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
  /** What becomes of a projection that does not take an event; `stop` where absent. */
  readonly onRefusal?: RefusalPolicy;
  /** Between two looks for a rebuild that another process asks for, in milliseconds. */
  readonly pollMs?: number;
  /** Reads the wall clock. */
  readonly now?: () => Date;
  readonly onNotice?: (notice: ProcessorNotice) => void;
  readonly onStatus?: (status: readonly ProjectionStatus[]) => void;
  /** Rejects when the signal is aborted. Tests give one that does not wait. */
  readonly sleep?: Sleep;
}

/**
 * Enough for the rows of a transaction to outweigh its beginning and end, and few enough to be garbage before the
 * collector has to carry them over: with 4,000 it paused three times as long.
 */
const DEFAULT_BATCH_SIZE = 1_000;
/**
 * Under load a transaction for each event would cost the machine more than the event did: spaced out, events gather.
 * An event that comes alone is applied at once.
 */
const DEFAULT_LIVE_SPACING_MS = 20;
/** Events that a pause of that length is meant for. A batch of more is a sign of load, and is followed by a longer pause. */
const EVENTS_A_SPACING = 50;
/** What a query may have to wait for under load at most, before the work of the batch itself. */
const LONGEST_SPACING = 10;

/**
 * Delivers the ledger to the projections of one database: in order, one batch after the other, each with its
 * checkpoint in one transaction, so that a crash between two events loses none and repeats none.
 */
export class Processor {
  readonly #options: ProcessorOptions;
  readonly #stopping = new AbortController();
  readonly #progress: ProgressChannel;
  readonly #heads = new JourneyHeadCache();
  readonly #writer: BatchWriter;
  readonly #rebuilds: RebuildRunner;
  readonly #rate = new RateMeter(() => performance.now());
  /** Those that an event has stopped while the others go on. */
  readonly #behind = new Map<string, StoppedProjection>();
  #run: Promise<void> | undefined;
  #checkpoint: Checkpoint = ZERO;
  #slot = 0;
  #state: ProjectionStatus['state'] = 'catching-up';
  #lastError: string | null = null;
  #failures = 0;
  /** Whether the last failure was of applying events: if it lasts, each projection is tried by itself. */
  #isEventsFault = false;
  #isIsolating = false;
  /** False while the live tables are another version's, which this one cannot feed. */
  #isFed = false;
  /** One at a time: a batch, or the switch to what was built beside. */
  #turn: Promise<unknown> = Promise.resolve();
  #switched = new AbortController();

  constructor(options: ProcessorOptions) {
    this.#options = options;
    const { database, onRefusal = 'stop', failurePolicy = defaultFailurePolicy } = options;
    this.#progress = new ProgressChannel(database.name);
    this.#writer = new BatchWriter({ ...options, onRefusal, attempts: failurePolicy.maxAttempts });
    this.#rebuilds = new RebuildRunner({
      ...options,
      onRefusal,
      feed: {
        position: () => (!this.#isFed || this.#running.length === 0 ? undefined : { upTo: this.#checkpoint.position }),
        pause: (work) => this.#inTurn(work),
        comparable: () => (this.#isFed ? this.#running : []).map(({ name }) => name),
        stopped: () => this.#behind,
        onReplayed: () => this.#heads.clear(),
        onSwitched: ({ slot }, checkpoint) => this.#goOnWith(slot, checkpoint),
      },
    });
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
    return this.#options.database.projections.map(({ name, version }) => {
      const stopped = this.#behind.get(name);
      return {
        name,
        version,
        position: stopped === undefined ? (this.#checkpoint.position ?? null) : stopped.position,
        state: stopped === undefined ? this.#state : 'stopped',
        lastError: stopped === undefined ? this.#lastError : stopped.lastError,
      };
    });
  }

  get #running(): readonly Projection[] {
    return this.#options.database.projections.filter(({ name }) => !this.#behind.has(name));
  }

  async #runUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#follow();
        if (!signal.aborted && !this.#switched.signal.aborted) {
          throw new Error('The subscription ended although nobody stopped it.');
        }
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
    const { mode = 'live', failurePolicy = defaultFailurePolicy, onNotice, sleep: wait = sleep } = this.#options;
    let pauseMs = pauseBeforeRetry(error, this.#failures, mode, failurePolicy);
    if (pauseMs === undefined && mode === 'live' && this.#isEventsFault && !this.#isIsolating) {
      this.#isIsolating = true;
      pauseMs = 0;
    }
    onNotice?.({ kind: 'failed', error, attempt: this.#failures, retryInMs: pauseMs ?? null });
    this.#lastError = error instanceof Error ? error.message : String(error);
    if (pauseMs === undefined) return false;
    await this.#enter('catching-up', this.#lastError);
    await wait(pauseMs, signal);
    return !signal.aborted;
  }

  async #follow(): Promise<void> {
    this.#heads.clear();
    this.#isEventsFault = false;
    this.#switched = new AbortController();
    const { mode = 'live' } = this.#options;
    this.#isFed = await this.#resume();
    if (!this.#isFed) {
      await this.#rebuilds.buildNow(this.#stopping.signal);
      return this.#switched.abort();
    }
    const subscribing = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, this.#switched.signal, subscribing.signal]);
    await this.#enter('catching-up', this.#lastError);
    const watching =
      mode === 'live' ? this.#rebuilds.watch(AbortSignal.any([this.#stopping.signal, subscribing.signal])) : undefined;
    try {
      await (this.#running.length === 0 ? aborted(signal) : this.#subscribe(signal));
    } finally {
      subscribing.abort();
      await watching;
    }
  }

  async #subscribe(signal: AbortSignal): Promise<void> {
    const { store, sleep: wait = sleep, liveSpacingMs = DEFAULT_LIVE_SPACING_MS } = this.#options;
    const { position } = this.#checkpoint;
    const subscription = store.subscribe({ ...(position && { after: position }), signal });
    const buffer = new SubscriptionBuffer(subscription, this.#options.batchSize ?? DEFAULT_BATCH_SIZE);
    for (let ready = await buffer.take(); ready !== undefined; ready = await buffer.take()) {
      if (signal.aborted) return;
      const batch = ready;
      await this.#inTurn(() => this.#apply(batch));
      if (this.#running.length === 0) return aborted(signal);
      if (ready.isCaughtUp) await this.#goLive();
      // One that has fallen behind makes full batches already, and has no time to lose.
      if (this.#state !== 'live' || !ready.isCaughtUp) continue;
      await wait(liveSpacingMs * spacings(ready.events.length), signal);
    }
  }

  /**
   * Stands at the stored checkpoint; or at zero, with empty tables, where there is none that fits this ledger. False
   * where another version's tables are live: then this version's have to be built beside them first.
   */
  async #resume(): Promise<boolean> {
    const { database, store, fence, mode = 'live' } = this.#options;
    const { projections } = database;
    if (fence !== undefined) await database.attempt((db) => db.transaction().execute((tx) => fence.raise(tx)));
    const live = await database.attempt(loadLive);
    this.#behind.clear();
    if (live?.versions !== versionsOf(projections)) {
      const reason = 'The read models were built by another version: they are built anew beside those.';
      this.#options.onNotice?.({ kind: 'rebuilding', reason });
      return false;
    }
    this.#slot = live.slot;
    const stored = await database.attempt((db) => loadCheckpoints(db, projections));
    if (stored !== undefined && (await fitsLedger(stored.checkpoint, store))) {
      this.#checkpoint = stored.checkpoint;
      for (const [name, stopped] of stored.behind) this.#behind.set(name, stopped);
      if (mode === 'live') await this.#rebuilds.askForThoseBehind();
      return true;
    }
    const reason =
      stored === undefined
        ? 'These read models have not been built yet, or were built by another version: they are built from zero.'
        : `The ledger is not the one that ${database.name} was built from: the read models are built from zero again.`;
    this.#options.onNotice?.({ kind: 'rebuilding', reason });
    await database.attempt(() =>
      database.slot(this.#slot).recreate(async (tx) => {
        await fence?.check(tx);
        await resetCheckpoints(tx, projections);
        await tx.deleteFrom('dead_letters').execute();
      }),
    );
    this.#checkpoint = ZERO;
    return true;
  }

  async #apply({ events, position = this.#checkpoint.position }: ReadyEvents): Promise<void> {
    if (position === this.#checkpoint.position) return;
    const { upcasters, onNotice, now = () => new Date() } = this.#options;
    const batch = new EventBatch(
      events.flatMap((event) => readLedgerEvent(event, upcasters) ?? []),
      this.#heads,
    );
    const gaps = gapsIn(this.#checkpoint.position, position, events.length);
    const move = {
      slot: this.#slot,
      from: this.#checkpoint,
      to: checkpointAfter(events, position, this.#checkpoint),
      progress: { events: events.length, gaps, rate: this.#rate.count(events.length), appliedAt: now().toISOString() },
    };
    if (this.#isIsolating) {
      this.#heads.clear();
      const ledPast = await this.#writer.applyEach(batch, this.#running, move);
      this.#isIsolating = false;
      await this.#noteRefused(ledPast);
      if (this.#running.length === 0) return;
    } else {
      await this.#applyWhole(batch, move);
    }
    this.#checkpoint = move.to;
    this.#failures = 0;
    if (gaps > 0) onNotice?.({ kind: 'gap', positions: gaps, upTo: position });
    this.#progress.announce();
  }

  async #applyWhole(batch: EventBatch, move: Parameters<BatchWriter['applyWhole']>[2]): Promise<void> {
    try {
      await this.#writer.applyWhole(batch, this.#running, move);
    } catch (error) {
      this.#isEventsFault = !isNoFaultOfEvents(error) && !(error instanceof CheckpointMovedError);
      throw error;
    }
    await batch.remember();
  }

  async #noteRefused({ refusals, stopped }: LedPast): Promise<void> {
    for (const [name, lastError] of stopped) {
      this.#behind.set(name, { position: this.#checkpoint.position ?? null, lastError });
    }
    for (const { projection, outcome, reason } of refusals) {
      this.#options.onNotice?.({ kind: 'refused', projection, outcome, reason });
    }
    if (stopped.size > 0) await this.#enter(this.#state, null);
  }

  async #goOnWith(slot: number, checkpoint: Checkpoint): Promise<void> {
    const wasIdle = this.#running.length === 0;
    this.#behind.clear();
    this.#heads.clear();
    this.#slot = slot;
    this.#checkpoint = checkpoint;
    this.#lastError = null;
    this.#progress.announce();
    if (wasIdle || this.#state === 'stopped') this.#switched.abort();
    else await this.#enter(this.#state, null);
  }

  async #goLive(): Promise<void> {
    if (this.#state === 'live') return;
    await this.#options.database.attempt(() => this.#options.database.slot(this.#slot).createIndexes());
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
          await storeState(tx, this.status());
        }),
      )
      .catch(() => undefined);
    onStatus?.(this.status());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Longer pauses under load make larger batches, whose events cost a fraction of what they cost in small ones. */
function spacings(events: number): number {
  return Math.min(LONGEST_SPACING, Math.max(1, events / EVENTS_A_SPACING));
}

/** A processor that is running; its `run` promise is taken care of. */
export function startProcessor(options: ProcessorOptions): Processor {
  const processor = new Processor(options);
  void processor.run();
  return processor;
}
