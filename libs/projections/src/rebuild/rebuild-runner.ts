import type { EventStore } from '@ledger/event-store';
import { LeaseLostError, type WriteFence } from '@ledger/leases';
import { WakeableSleep } from '@ledger/runtime';
import { DeadLetterRetries, type RetryNotice } from '../dead-letters/dead-letter-retries';
import { DatabaseChannel } from '../delivery/database-channel';
import type { BatchPreparation } from '../delivery/event-batch';
import { RebuildEndedError, type PoisonEventPolicy } from '../delivery/failure-policy';
import type { LiveFeed, Maintenance } from '../delivery/live-feed';
import type { ReadModelDatabase } from '../delivery/read-model-database';
import { changeRebuild, openRebuild, requestRebuild, type RebuildRow } from './rebuilds';
import { ShadowRebuild } from './shadow-rebuild';

export type RebuildNotice =
  | { readonly kind: 'rebuilding'; readonly reason: string }
  /** A rebuild has ended. */
  | { readonly kind: 'rebuilt'; readonly status: string; readonly reason: string }
  | RetryNotice;

export interface RebuildRunnerOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly prepare: BatchPreparation;
  readonly fence?: WriteFence;
  readonly batchSize?: number;
  readonly onPoisonEvent: PoisonEventPolicy;
  /** Between two polls for a request of another process, in milliseconds. */
  readonly pollMs?: number;
  readonly now?: () => Date;
  readonly feed: LiveFeed;
  readonly onNotice?: (notice: RebuildNotice) => void;
}

/** Small, since the batches of the live feed take turns with these: feeding by 1,000 events at once is no faster. */
const BATCH_SIZE = 400;
const POLL_MS = 500;

/** Carries out the rebuilds and retries that are requested in the database, by any process. */
export class RebuildRunner implements Maintenance {
  readonly #retries: DeadLetterRetries;
  #hasRequested = false;

  constructor(private readonly options: RebuildRunnerOptions) {
    this.#retries = new DeadLetterRetries({
      ...options,
      requestRebuild: (tx, projection, reason) => requestRebuild(tx, projection, reason, this.#now().toISOString()),
      now: () => this.#now(),
    });
  }

  /** Polls for requests until the signal is aborted. Faults that may pass are met again at the next poll. */
  async watch(signal: AbortSignal): Promise<void> {
    const { database, pollMs = POLL_MS } = this.options;
    const pause = new WakeableSleep();
    const wake = (): void => pause.wake();
    const requests = new DatabaseChannel('request', database.name);
    requests.listen(wake);
    signal.addEventListener('abort', wake, { once: true });
    try {
      while (!signal.aborted) {
        const isLost = await this.#poll(signal).catch((error: unknown) => error instanceof LeaseLostError);
        if (isLost === true || signal.aborted) return;
        await pause.sleep(pollMs);
      }
    } finally {
      requests.close();
    }
  }

  async buildNow(signal: AbortSignal): Promise<void> {
    const row = await this.#request('The read models were built by another version.');
    const end = await this.#carryOut(row, signal);
    if (end !== undefined && end.status !== 'switched') {
      throw new RebuildEndedError(
        end.error ?? 'The rebuild was cancelled; the read models are still those of another version.',
      );
    }
  }

  /** Once in each run, since this version may be able to apply the event. */
  async requestForStopped(): Promise<void> {
    const stopped = [...this.options.feed.stopped().keys()];
    if (this.#hasRequested || stopped.length === 0) return;
    this.#hasRequested = true;
    await this.#request(`Stopped by an event: ${stopped.join(', ')}.`, stopped[0]);
  }

  #request(reason: string, projection = this.options.database.projections[0]?.name ?? ''): Promise<RebuildRow> {
    const { database } = this.options;
    return database.attempt((db) =>
      db.transaction().execute((tx) => requestRebuild(tx, projection, reason, this.#now().toISOString())),
    );
  }

  async #poll(signal: AbortSignal): Promise<boolean> {
    const row = await this.options.database.attempt(openRebuild);
    if (row !== undefined) await this.#carryOut(row, signal);
    // Not during a rebuild, which may have skipped the event already.
    else await this.#retries.carryOut(signal);
    return false;
  }

  /** Undefined if the signal was aborted first: then it is resumed later. */
  async #carryOut(row: RebuildRow, signal: AbortSignal): Promise<RebuildRow | undefined> {
    const { database, batchSize = BATCH_SIZE, onNotice } = this.options;
    if (Number(row.cancelling) === 1 && row.status === 'requested') {
      const end = { status: 'cancelled', finished_at: this.#now().toISOString() };
      await database.attempt((db) => changeRebuild(db, row.id, end));
    } else {
      onNotice?.({ kind: 'rebuilding', reason: row.reason });
      const rebuild = await ShadowRebuild.resume(
        { ...this.options, batchSize: Math.min(batchSize, BATCH_SIZE), now: () => this.#now() },
        row,
      );
      if (!(await rebuild.run(signal))) return undefined;
    }
    const end = await database.attempt((db) =>
      db.selectFrom('rebuilds').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow(),
    );
    onNotice?.({ kind: 'rebuilt', status: end.status, reason: end.error ?? end.reason });
    return end;
  }

  #now(): Date {
    return this.options.now?.() ?? new Date();
  }
}
