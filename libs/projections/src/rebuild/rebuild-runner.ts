import type { EventStore, UpcasterRegistry } from '@ledger/event-store';
import { LeaseLostError, type WriteFence } from '@ledger/leases';
import { WakeableSleep } from '@ledger/runtime';
import type { ReadModelDatabase } from '../database/read-model-database';
import { DeadLetterRetries, type RetryNotice } from '../dead-letters/dead-letter-retries';
import { RebuildEndedError, type RefusalPolicy } from '../delivery/failure-policy';
import { changeRebuild, onRequestAnnounced, openRebuild, requestRebuild, type RebuildRow } from './rebuilds';
import { ShadowRebuild, type LiveFeed } from './shadow-rebuild';

export interface RebuildRunnerOptions {
  readonly store: EventStore;
  readonly database: ReadModelDatabase;
  readonly upcasters?: UpcasterRegistry;
  readonly fence?: WriteFence;
  readonly batchSize?: number;
  readonly onRefusal: RefusalPolicy;
  readonly pollMs?: number;
  readonly now?: () => Date;
  readonly feed: LiveFeed;
  readonly onNotice?: (
    notice:
      | { readonly kind: 'rebuilding'; readonly reason: string }
      | { readonly kind: 'rebuilt'; readonly status: string; readonly reason: string }
      | RetryNotice,
  ) => void;
}

/** Small, since the batches of the live feed take turns with these: feeding by 1,000 events at once is no faster. */
const BATCH_SIZE = 400;
const POLL_MS = 500;

/** Carries out the rebuilds and the retries that are asked for in the database, whichever process asked. */
export class RebuildRunner {
  readonly #options: RebuildRunnerOptions;
  readonly #retries: DeadLetterRetries;
  #hasAsked = false;

  constructor(options: RebuildRunnerOptions) {
    this.#options = options;
    this.#retries = new DeadLetterRetries({ ...options, now: () => this.#now() });
  }

  /** Looks for rebuilds and retries until the signal is aborted. Faults that may pass are met again at the next look. */
  async watch(signal: AbortSignal): Promise<void> {
    const { database, pollMs = POLL_MS } = this.#options;
    const pause = new WakeableSleep();
    const wakeUp = (): void => pause.wake();
    const leave = onRequestAnnounced(database.name, wakeUp);
    signal.addEventListener('abort', wakeUp, { once: true });
    try {
      while (!signal.aborted) {
        const isLost = await this.#look(signal).catch((error: unknown) => error instanceof LeaseLostError);
        if (isLost === true || signal.aborted) return;
        await pause.sleep(pollMs);
      }
    } finally {
      leave();
    }
  }

  /** Builds what nothing can go on without. Throws `RebuildEndedError` where it cannot be built. */
  async buildNow(signal: AbortSignal): Promise<void> {
    const row = await this.#ask('The read models were built by another version.');
    const end = await this.#carryOut(row, signal);
    if (end !== undefined && end.status !== 'switched') {
      throw new RebuildEndedError(
        end.error ?? 'The rebuild was cancelled: the read models stay those of another version.',
      );
    }
  }

  /** What an event has stopped only a rebuild brings on: tried once in each run, since the event may be taken by now. */
  async askForThoseBehind(): Promise<void> {
    const behind = [...this.#options.feed.stopped().keys()];
    if (this.#hasAsked || behind.length === 0) return;
    this.#hasAsked = true;
    await this.#ask(`Stopped by an event and left behind: ${behind.join(', ')}.`, behind[0]);
  }

  #ask(reason: string, projection = this.#options.database.projections[0]?.name ?? ''): Promise<RebuildRow> {
    const { database } = this.#options;
    return database.attempt((db) =>
      db.transaction().execute((tx) => requestRebuild(tx, projection, reason, this.#now().toISOString())),
    );
  }

  async #look(signal: AbortSignal): Promise<boolean> {
    const row = await this.#options.database.attempt(openRebuild);
    if (row !== undefined) await this.#carryOut(row, signal);
    // Not while one is under way: it may have been led past the event already.
    else await this.#retries.carryOut(signal);
    return false;
  }

  /** Undefined where the signal was aborted first: then it is gone on with later. */
  async #carryOut(row: RebuildRow, signal: AbortSignal): Promise<RebuildRow | undefined> {
    const { database, store, upcasters, fence, batchSize = BATCH_SIZE, feed, onRefusal, onNotice } = this.#options;
    if (Number(row.cancelling) === 1 && row.status === 'requested') {
      await database.attempt((db) =>
        changeRebuild(db, row.id, { status: 'cancelled', finished_at: this.#now().toISOString() }),
      );
    } else {
      onNotice?.({ kind: 'rebuilding', reason: row.reason });
      const options = {
        ...{ store, database, feed, onRefusal, batchSize: Math.min(batchSize, BATCH_SIZE), now: () => this.#now() },
        ...(upcasters && { upcasters }),
        ...(fence && { fence }),
      };
      const build = await ShadowRebuild.resume(options, row);
      if (!(await build.run(signal))) return undefined;
    }
    const end = await database.attempt((db) =>
      db.selectFrom('rebuilds').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow(),
    );
    onNotice?.({ kind: 'rebuilt', status: end.status, reason: end.error ?? end.reason });
    return end;
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}
