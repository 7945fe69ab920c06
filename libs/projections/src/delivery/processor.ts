import { aborted, errorMessage, sleep } from '@ledger/runtime';
import { storeState } from './checkpoints';
import { DatabaseChannel } from './database-channel';
import { defaultFailurePolicy, pauseBeforeRetry } from './failure-policy';
import type { Maintenance } from './live-feed';
import { LiveProjections } from './live-projections';
import type { DeliveryOptions } from './processor-options';
import type { ProjectionStatus } from './projection-status';
import { SubscriptionBuffer, type ReadyEvents } from './subscription-buffer';

/** Outweighs a transaction's start and commit; with 4,000 the collector paused three times as long. */
const DEFAULT_BATCH_SIZE = 1_000;
/** Under load a transaction for each event would cost more than the event: spaced out, events gather. */
const DEFAULT_LIVE_SPACING_MS = 20;
/** Events that a pause of that length is meant for. A larger batch is a sign of load, and is followed by a longer pause. */
const EVENTS_A_SPACING = 50;
/** Bounds what a query may have to wait for under load, before the work of the batch itself. */
const LONGEST_SPACING = 10;

/** Delivers the ledger in order, each batch and its checkpoint in one transaction: a crash loses and repeats none. */
export class Processor {
  readonly #stopping = new AbortController();
  readonly #progress: DatabaseChannel;
  readonly #live: LiveProjections;
  readonly #maintenance: Maintenance;
  #run: Promise<void> | undefined;
  #state: ProjectionStatus['state'] = 'catching-up';
  #lastError: string | null = null;
  #failures = 0;
  /** False while the live tables are another version's, which this one cannot feed. */
  #isFeeding = false;
  /** One at a time: a batch, or the switch to rebuilt tables. */
  #turn: Promise<unknown> = Promise.resolve();
  #switched = new AbortController();

  constructor(private readonly options: DeliveryOptions) {
    this.#progress = new DatabaseChannel('progress', options.database.name);
    this.#live = new LiveProjections(options, () => this.#enter(this.#state, null));
    const live = this.#live;
    this.#maintenance = options.maintenance({
      position: () => (!this.#isFeeding || live.running.length === 0 ? undefined : { upTo: live.checkpoint.position }),
      pause: (work) => this.#inTurn(work),
      comparable: () => (this.#isFeeding ? live.running : []).map(({ name }) => name),
      stopped: () => live.stopped,
      onReplayed: () => live.forget(),
      onSwitched: async ({ slot }, checkpoint) => {
        const wasIdle = live.running.length === 0;
        live.switchTo(slot, checkpoint);
        this.#lastError = null;
        this.#progress.announce();
        if (wasIdle || this.#state === 'stopped') this.#switched.abort();
        else await this.#enter(this.#state, null);
      },
    });
  }

  /** Continues where the last run ended. Resolves when it has stopped, for whatever reason: see `status`. */
  run(): Promise<void> {
    this.#run ??= this.#runUntilStopped();
    return this.#run;
  }

  /** Stops after the current batch. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#run;
  }

  status(): readonly ProjectionStatus[] {
    return this.options.database.projections.map(({ name, version }) => {
      const stopped = this.#live.stopped.get(name);
      return stopped === undefined
        ? {
            name,
            version,
            position: this.#live.checkpoint.position ?? null,
            state: this.#state,
            lastError: this.#lastError,
          }
        : { name, version, position: stopped.position, state: 'stopped', lastError: stopped.lastError };
    });
  }

  async #runUntilStopped(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#follow();
        if (!signal.aborted && !this.#switched.signal.aborted) {
          throw new Error('The subscription ended although it was not stopped.');
        }
      } catch (error) {
        if (!(await this.#pauseAfter(error))) break;
      }
    }
    await this.#enter('stopped', this.#lastError);
    this.#progress.close();
  }

  /** Whether to try again. */
  async #pauseAfter(error: unknown): Promise<boolean> {
    const { mode = 'live', failurePolicy = defaultFailurePolicy, onNotice } = this.options;
    this.#failures += 1;
    let pauseMs = pauseBeforeRetry(error, this.#failures, mode, failurePolicy);
    if (pauseMs === undefined && mode === 'live' && this.#live.tryOneByOne()) pauseMs = 0;
    onNotice?.({ kind: 'failed', error, attempt: this.#failures, retryInMs: pauseMs ?? null });
    this.#lastError = errorMessage(error);
    if (pauseMs === undefined) return false;
    await this.#enter('catching-up', this.#lastError);
    await this.#sleep(pauseMs, this.#stopping.signal);
    return !this.#stopping.signal.aborted;
  }

  async #follow(): Promise<void> {
    const { mode = 'live' } = this.options;
    this.#switched = new AbortController();
    this.#isFeeding = await this.#live.resume();
    if (!this.#isFeeding) {
      await this.#maintenance.buildNow(this.#stopping.signal);
      return this.#switched.abort();
    }
    if (mode === 'live') await this.#maintenance.requestForStopped();
    const subscribing = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, this.#switched.signal, subscribing.signal]);
    await this.#enter('catching-up', this.#lastError);
    const watching =
      mode === 'live'
        ? this.#maintenance.watch(AbortSignal.any([this.#stopping.signal, subscribing.signal]))
        : undefined;
    try {
      await (this.#live.running.length === 0 ? aborted(signal) : this.#subscribe(signal));
    } finally {
      subscribing.abort();
      await watching;
    }
  }

  async #subscribe(signal: AbortSignal): Promise<void> {
    const { store, batchSize = DEFAULT_BATCH_SIZE, liveSpacingMs = DEFAULT_LIVE_SPACING_MS } = this.options;
    const subscription = store.subscribe({ after: this.#live.checkpoint.position, signal });
    const buffer = new SubscriptionBuffer(subscription, batchSize);
    for (let ready = await buffer.take(); ready !== undefined; ready = await buffer.take()) {
      if (signal.aborted) return;
      const batch = ready;
      await this.#inTurn(() => this.#apply(batch));
      if (this.#live.running.length === 0) return aborted(signal);
      if (ready.isCaughtUp) await this.#goLive();
      // A processor that has fallen behind makes full batches already, and has no time to lose.
      if (this.#state !== 'live' || !ready.isCaughtUp) continue;
      await this.#sleep(liveSpacingMs * spacings(ready.events.length), signal);
    }
  }

  async #apply(ready: ReadyEvents): Promise<void> {
    if (!(await this.#live.apply(ready))) return;
    this.#failures = 0;
    this.#progress.announce();
  }

  async #goLive(): Promise<void> {
    if (this.#state === 'live') return;
    await this.#live.createIndexes();
    await this.#enter('live', null);
  }

  async #enter(state: ProjectionStatus['state'], lastError: string | null): Promise<void> {
    this.#state = state;
    this.#lastError = lastError;
    const { database, onStatus, fence } = this.options;
    // Only for display: a database that cannot store the state has its own error reported elsewhere already.
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

  #sleep(ms: number, signal: AbortSignal): Promise<void> {
    return (this.options.sleep ?? sleep)(ms, signal);
  }
}

/** Longer pauses under load make larger batches, whose events cost a fraction of what they cost in small ones. */
function spacings(events: number): number {
  return Math.min(LONGEST_SPACING, Math.max(1, events / EVENTS_A_SPACING));
}
