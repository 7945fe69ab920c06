import { EventStoreError, position } from '@ledger/event-store';
import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import { backoffMs, errorMessage, Poller, type Clock, type Scheduler, type SystemLog } from '@ledger/runtime';
import { openDeadlinesProjection, type OpenDeadline, type ReadModelQueries } from '@ledger/projections';
import { UnprojectedTimeouts } from './unprojected-timeouts';
import { forEachBounded } from './for-each-bounded';
import { SteadyRate } from './steady-rate';
import { DEFAULT_TIMEOUT_SAGA_OPTIONS, type TimeoutSagaOptions } from './timeout-saga.options';

/** Deadlines that the read model lags behind with head its queue. Polls skip them, a thousand rows a second. */
const SKIP_MS_PER_DEADLINE = 1;

const SAGA_ACTOR = { subject: 'timeout-saga', kind: 'saga' } as const;

export interface TimeoutSagaPorts {
  readonly deadlines: Pick<ReadModelQueries, 'deadlines' | 'projectionStatus'>;
  /** The way of every command. Domain outcomes are values; only the store's faults are thrown. */
  readonly execute: (request: JourneyCommandRequest) => Promise<CommandReply>;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: SystemLog;
}

export interface TimeoutSagaStatus {
  readonly isRunning: boolean;
  /** Deadlines that the last poll found due and that were not handled before. */
  readonly due: number;
  /** Since the start of this process: timeouts that it recorded, */
  readonly fired: number;
  /** those whose journey had moved or was timed out by another process, */
  readonly stale: number;
  /** and those that failed and are retried. */
  readonly failed: number;
  /** Handled, and not yet applied by the read model. */
  readonly awaitingProjection: number;
  /** Earliest deadline that the last poll saw coming within the poll interval. */
  readonly nextDeadline: string | null;
  readonly lastLookAt: string | null;
  /** Of the last poll; null if it succeeded. */
  readonly lastError: string | null;
}

/** How a poll ended. Held back: more is due than may be sent for now. */
type PollEnd = 'complete' | 'held-back' | 'failed';

/** Called for each timeout that was recorded, with the seconds from its deadline to its record. */
export type LatenessListener = (seconds: number) => void;

/**
 * Times journeys out. What is due comes from the read model, and so from the log; whether a journey really times out
 * is for the decider to say. A backlog is worked off in order, at a bounded rate and no further ahead than is
 * remembered.
 */
export class TimeoutSaga {
  readonly #options: TimeoutSagaOptions;
  readonly #handled = new UnprojectedTimeouts();
  readonly #rate: SteadyRate;
  readonly #listeners: LatenessListener[] = [];
  readonly #counts = { due: 0, fired: 0, stale: 0, failed: 0 };
  readonly #poller: Poller;
  #pollEnd: PollEnd = 'complete';
  #failuresInARow = 0;
  /** Where the last page began: everything before it is handled. */
  #frontier: string | undefined;
  /** When a poll last began at the head of the queue, epoch milliseconds. */
  #headReadAt = Number.NEGATIVE_INFINITY;
  #nextDeadline: string | null = null;
  #lastLookAt: string | null = null;
  #lastError: string | null = null;

  constructor(
    private readonly ports: TimeoutSagaPorts,
    options: Partial<TimeoutSagaOptions> = {},
  ) {
    this.#options = { ...DEFAULT_TIMEOUT_SAGA_OPTIONS, ...options };
    this.#rate = new SteadyRate(this.#options.maxPerSecond);
    const { scheduler } = ports;
    this.#poller = new Poller({ scheduler, poll: () => this.#poll(), pauseMs: () => this.#pauseMs() });
  }

  /** Lets a metric follow how late timeouts are. */
  onFired(listener: LatenessListener): void {
    this.#listeners.push(listener);
  }

  /** Polls at once, and from then on by itself. */
  start(): void {
    this.#poller.start();
  }

  /** Sends nothing more; resolves when what is under way has ended. */
  stop(): Promise<void> {
    return this.#poller.stop();
  }

  status(): TimeoutSagaStatus {
    return {
      isRunning: this.#poller.isRunning,
      ...this.#counts,
      awaitingProjection: this.#handled.size,
      nextDeadline: this.#nextDeadline,
      lastLookAt: this.#lastLookAt,
      lastError: this.#lastError,
    };
  }

  /** Never throws: the next poll retries, later and later. */
  async #poll(): Promise<void> {
    this.#lastLookAt = this.ports.clock.now().toISOString();
    this.#lastError = null;
    this.#counts.due = 0;
    this.#pollEnd = 'failed';
    try {
      this.#pollEnd = await this.#fireDue();
    } catch (error) {
      this.#fail('The open deadlines cannot be read', error);
    }
    this.#failuresInARow = this.#pollEnd === 'failed' ? this.#failuresInARow + 1 : 0;
  }

  /** Deadlines come earliest first; the first one that is not due yet ends the poll. */
  async #fireDue(): Promise<PollEnd> {
    const { deadlines, clock } = this.ports;
    const { batchSize, concurrency, pollIntervalMs } = this.#options;
    const horizon = new Date(clock.now().getTime() + pollIntervalMs).toISOString();
    this.#nextDeadline = null;
    await this.#forgetProjected();
    let cursor = this.#beginning();
    do {
      this.#frontier = cursor;
      const page = await deadlines.deadlines({ sight: undefined, dueBy: horizon, limit: batchSize, cursor });
      const now = clock.now().getTime();
      const coming = page.rows.find((row) => Date.parse(row.deadline) > now);
      const due = page.rows.filter((row) => Date.parse(row.deadline) <= now && !this.#handled.has(row));
      this.#counts.due += due.length;
      const sent = due.slice(0, this.#allowed(now));
      this.#rate.spend(sent.length);
      if (!(await forEachBounded(sent, concurrency, (deadline) => this.#fire(deadline)))) return 'failed';
      if (sent.length < due.length) return 'held-back';
      this.#nextDeadline = coming?.deadline ?? null;
      cursor = coming === undefined ? page.nextCursor : undefined;
      if (cursor !== undefined) await this.#forgetProjected();
    } while (cursor !== undefined && this.#poller.isRunning);
    return 'complete';
  }

  /** The head of the queue, unless many handled deadlines stand there and it was read not long ago. */
  #beginning(): string | undefined {
    const { size } = this.#handled;
    const now = this.ports.clock.now().getTime();
    const elapsed = now - this.#headReadAt;
    const isFresh = elapsed >= 0 && elapsed < size * SKIP_MS_PER_DEADLINE;
    // Up to half a page of them costs next to nothing.
    if (this.#frontier !== undefined && isFresh && size > this.#options.batchSize / 2) return this.#frontier;
    this.#headReadAt = now;
    return undefined;
  }

  #allowed(now: number): number {
    return Math.max(0, Math.min(this.#rate.allowed(now), this.#options.maxUnprojected - this.#handled.size));
  }

  /** By the one projection that deadlines are read from: another one that stopped delays no timeout. */
  async #forgetProjected(): Promise<void> {
    const { deadlines, clock } = this.ports;
    const status = await deadlines.projectionStatus();
    const applied = status.find(({ name }) => name === openDeadlinesProjection.name)?.position ?? null;
    this.#handled.forget(applied === null ? undefined : position(applied), clock.now().getTime());
  }

  /** False where the store does not answer, so that the poll should end; or when the saga is stopped. */
  async #fire(deadline: OpenDeadline): Promise<boolean> {
    try {
      const reply = await this.ports.execute(abortRequest(deadline));
      this.#settle(deadline, reply);
    } catch (error) {
      this.#counts.failed += 1;
      if (error instanceof EventStoreError && error.retryable) {
        this.#fail('Timeouts cannot be recorded', error);
        return false;
      }
      this.#fail(`Session ${deadline.sessionId} of tenant ${deadline.tenant} cannot be timed out`, error);
      this.#quarantine(deadline, this.#options.quarantineMs);
    }
    return this.#poller.isRunning;
  }

  #settle(deadline: OpenDeadline, { outcome, replayed, journey, reason }: CommandReply): void {
    if (journey === undefined || (outcome !== 'EXPIRED' && outcome !== 'STALE')) {
      this.#counts.failed += 1;
      this.ports.log.error(
        `Session ${deadline.sessionId} of tenant ${deadline.tenant} has a deadline, but its timeout ended as ${outcome}: ${reason}`,
      );
      this.#quarantine(deadline, this.#options.quarantineMs);
      return;
    }
    this.#handled.note(deadline, position(journey.position));
    if (outcome === 'EXPIRED' && !replayed) this.#countFired(deadline);
    else this.#counts.stale += 1;
    // The read model may be at this very position and still show it, such as while an override has put it off.
    if (outcome === 'STALE') this.#quarantine(deadline, this.#options.pollIntervalMs);
  }

  #countFired({ deadline }: OpenDeadline): void {
    this.#counts.fired += 1;
    const seconds = Math.max(0, this.ports.clock.now().getTime() - Date.parse(deadline)) / 1_000;
    for (const listener of this.#listeners) listener(seconds);
  }

  /** One journey that cannot be timed out must not delay the others. */
  #quarantine(deadline: OpenDeadline, ms: number): void {
    this.#handled.quarantine(deadline, this.ports.clock.now().getTime(), ms);
  }

  /** Logs the same fault once for each poll, however many deadlines it affects. */
  #fail(what: string, error: unknown): void {
    const message = `${what}: ${errorMessage(error)}`;
    if (message !== this.#lastError) this.ports.log.error(message);
    this.#lastError = message;
  }

  /** Until the next known deadline, at most the poll interval; longer and longer while polls fail. */
  #pauseMs(): number {
    const { pollIntervalMs, shortestPauseMs, maxBackoffMs } = this.#options;
    const failures = this.#failuresInARow;
    if (failures > 0) return backoffMs({ firstPauseMs: pollIntervalMs, longestPauseMs: maxBackoffMs }, failures);
    if (this.#pollEnd === 'held-back') return shortestPauseMs;
    if (this.#nextDeadline === null) return pollIntervalMs;
    const untilNext = Date.parse(this.#nextDeadline) - this.ports.clock.now().getTime();
    return Math.min(Math.max(untilNext, shortestPauseMs), pollIntervalMs);
  }
}

function abortRequest({ tenant, sessionId, enteredRevision }: OpenDeadline): JourneyCommandRequest {
  return { tenant, command: { type: 'AbortOnTimeout', sessionId, enteredRevision }, actor: SAGA_ACTOR };
}
