import { EventStoreError } from '@ledger/event-store';
import type { DueReview, PolicyQueries } from '@ledger/projections';
import { backoffMs, errorMessage, Poller, type Clock, type Scheduler, type SystemLog } from '@ledger/runtime';
import type { PolicyRecorder } from './policy-recorder';

export interface PolicyWatchPorts {
  readonly reviews: Pick<PolicyQueries, 'dueReviews'>;
  readonly recorder: Pick<PolicyRecorder, 'record'>;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: SystemLog;
}

export interface PolicyWatchOptions {
  /** Journeys of one page. */
  readonly batchSize: number;
  /** Longest time between two polls, in milliseconds. */
  readonly pollIntervalMs: number;
  /** Time between two polls while more is due, in milliseconds. */
  readonly shortestPauseMs: number;
  /** Longest time between two polls while they fail, in milliseconds. */
  readonly maxBackoffMs: number;
  /** How long after its end a time counts as over: commands decided before may be on their way to the ledger. */
  readonly graceMs: number;
  /** How long a journey is left alone that was judged, so that the read model catches up; in milliseconds. */
  readonly settleMs: number;
  /** How long a journey is left alone that cannot be judged, in milliseconds. */
  readonly quarantineMs: number;
}

export const DEFAULT_POLICY_WATCH_OPTIONS: PolicyWatchOptions = {
  batchSize: 500,
  pollIntervalMs: 1_000,
  shortestPauseMs: 50,
  maxBackoffMs: 30_000,
  graceMs: 5_000,
  settleMs: 5_000,
  quarantineMs: 60_000,
};

export interface PolicyWatchStatus {
  readonly isRunning: boolean;
  /** Of the last poll; null if it succeeded. */
  readonly lastError: string | null;
}

/**
 * Watches the policies of live journeys. What is due comes from the read model, and so from the log; what was broken is
 * judged from the journey's own stream, by the same evaluation as over history.
 */
export class PolicyWatch {
  readonly #options: PolicyWatchOptions;
  readonly #poller: Poller;
  /** Journeys that are left alone, and until when, epoch milliseconds. */
  readonly #settling = new Map<string, number>();
  #hasMore = false;
  #failuresInARow = 0;
  #lastError: string | null = null;

  constructor(
    private readonly ports: PolicyWatchPorts,
    options: Partial<PolicyWatchOptions> = {},
  ) {
    this.#options = { ...DEFAULT_POLICY_WATCH_OPTIONS, ...options };
    const { scheduler } = ports;
    this.#poller = new Poller({ scheduler, poll: () => this.#poll(), pauseMs: () => this.#pauseMs() });
  }

  /** Polls at once, and from then on by itself. */
  start(): void {
    this.#poller.start();
  }

  /** Judges nothing more; resolves when what is under way has ended. */
  stop(): Promise<void> {
    return this.#poller.stop();
  }

  status(): PolicyWatchStatus {
    return { isRunning: this.#poller.isRunning, lastError: this.#lastError };
  }

  /** Never throws: the next poll retries, later and later. */
  async #poll(): Promise<void> {
    try {
      this.#lastErrorOfPoll = null;
      await this.#judgeDue();
      this.#failuresInARow = 0;
      this.#lastError = this.#lastErrorOfPoll;
    } catch (error) {
      this.#failuresInARow += 1;
      this.#fail('Policies cannot be watched', error);
    }
  }

  #lastErrorOfPoll: string | null = null;

  async #judgeDue(): Promise<void> {
    const { reviews, clock } = this.ports;
    const { batchSize, graceMs } = this.#options;
    const now = clock.now().getTime();
    for (const [key, until] of this.#settling) if (now >= until) this.#settling.delete(key);
    const until = new Date(now - graceMs).toISOString();
    // Journeys that settle stand at the head of the queue until the read model has caught up.
    const limit = batchSize + this.#settling.size;
    const due = await reviews.dueReviews({ dueBy: until, limit });
    this.#hasMore = due.length === limit;
    for (const review of due) {
      if (!this.#poller.isRunning) return;
      if (!this.#settling.has(keyOf(review))) await this.#judge(review, until);
    }
  }

  async #judge(review: DueReview, until: string): Promise<void> {
    const { recorder, clock } = this.ports;
    const { settleMs, quarantineMs } = this.#options;
    let pauseMs = settleMs;
    try {
      await recorder.record(review.tenant, review.sessionId, until);
    } catch (error) {
      if (error instanceof EventStoreError && error.retryable) throw error;
      pauseMs = quarantineMs;
      this.#fail(`The policies of session ${review.sessionId} of tenant ${review.tenant} cannot be judged`, error);
      this.#lastErrorOfPoll = this.#lastError;
    }
    this.#settling.set(keyOf(review), clock.now().getTime() + pauseMs);
  }

  /** Logs the same fault once. */
  #fail(what: string, error: unknown): void {
    const message = `${what}: ${errorMessage(error)}`;
    if (message !== this.#lastError) this.ports.log.error(message);
    this.#lastError = message;
  }

  #pauseMs(): number {
    const { pollIntervalMs, shortestPauseMs, maxBackoffMs } = this.#options;
    const failures = this.#failuresInARow;
    if (failures > 0) return backoffMs({ firstPauseMs: pollIntervalMs, longestPauseMs: maxBackoffMs }, failures);
    return this.#hasMore ? shortestPauseMs : pollIntervalMs;
  }
}

/** Neither tenants nor session ids hold a slash. */
function keyOf({ tenant, sessionId }: DueReview): string {
  return `${tenant}/${sessionId}`;
}
