import { EventStoreError, position } from '@ledger/event-store';
import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import { backoffMs, errorMessage, type Clock, type Scheduler, type SystemLog } from '@ledger/runtime';
import { openDeadlinesProjection, type OpenDeadline, type ReadModelQueries } from '@ledger/projections';
import { UnprojectedTimeouts } from './unprojected-timeouts';
import { forEachBounded } from './for-each-bounded';
import { SteadyRate } from './steady-rate';
import { DEFAULT_TIMEOUT_SAGA_OPTIONS, type TimeoutSagaOptions } from './timeout-saga.options';

/**
 * At the front lie those that the read model has not followed yet. They are read again once in as many milliseconds as
 * they are, so that a look at what came to stand before or among them costs a thousand rows a second.
 */
const FRONT_MS_PER_DEADLINE = 1;

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
  /** Deadlines that the last look found due and that had not been dealt with before. */
  readonly due: number;
  /** Since the start of this process: time-outs that it has recorded, */
  readonly fired: number;
  /** those whose journey had moved on or had been timed out by another, */
  readonly stale: number;
  /** and those that failed and are tried again. */
  readonly failed: number;
  /** Dealt with, and not yet seen by the read model. */
  readonly awaitingProjection: number;
  /** Earliest deadline that the last look saw coming within the poll interval. */
  readonly nextDeadline: string | null;
  readonly lastLookAt: string | null;
  /** Of the last look; null where it found nothing wrong. */
  readonly lastError: string | null;
}

/** How a look ended. Held back: more is due than may be sent for now. */
type LookEnd = 'complete' | 'held-back' | 'failed';

/** Told of each time-out that was recorded: the seconds from its deadline to its record. */
export type LatenessListener = (seconds: number) => void;

/**
 * Times journeys out by themselves. What is due comes from the deadlines read model, and so from the log: nothing is
 * remembered here that a restart would have to know. Whether a journey really times out is the decider's to say, on the
 * head of its stream.
 *
 * A backlog is worked off in the order due, page by page, at a bounded rate and by a bounded number at once, and no
 * further ahead of the read model than is remembered: what waits, however much it is, stays in the database.
 */
export class TimeoutSaga {
  readonly #ports: TimeoutSagaPorts;
  readonly #options: TimeoutSagaOptions;
  readonly #handled = new UnprojectedTimeouts();
  readonly #rate: SteadyRate;
  readonly #listeners: LatenessListener[] = [];
  readonly #counts = { due: 0, fired: 0, stale: 0, failed: 0 };
  #isRunning = false;
  #cancelWake: (() => void) | undefined;
  #look: Promise<void> | undefined;
  #lookEnd: LookEnd = 'complete';
  #failuresInARow = 0;
  /** Where the last page began: what lies before it was dealt with. */
  #frontier: string | undefined;
  /** When the last look began that began at the front, epoch milliseconds. */
  #frontSeenAt = Number.NEGATIVE_INFINITY;
  #nextDeadline: string | null = null;
  #lastLookAt: string | null = null;
  #lastError: string | null = null;

  constructor(ports: TimeoutSagaPorts, options: Partial<TimeoutSagaOptions> = {}) {
    this.#ports = ports;
    this.#options = { ...DEFAULT_TIMEOUT_SAGA_OPTIONS, ...options };
    this.#rate = new SteadyRate(this.#options.maxPerSecond);
  }

  /** Lets a metric follow how late time-outs are. */
  onFired(listener: LatenessListener): void {
    this.#listeners.push(listener);
  }

  /** Looks at once, and from then on by itself. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#wakeAfter(0);
  }

  /** Sends nothing more; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    await this.#look;
  }

  status(): TimeoutSagaStatus {
    return {
      isRunning: this.#isRunning,
      ...this.#counts,
      awaitingProjection: this.#handled.size,
      nextDeadline: this.#nextDeadline,
      lastLookAt: this.#lastLookAt,
      lastError: this.#lastError,
    };
  }

  #wakeAfter(ms: number): void {
    this.#cancelWake = this.#ports.scheduler.after(ms, () => this.#wake());
  }

  async #wake(): Promise<void> {
    this.#cancelWake = undefined;
    // Stopped and started again, the saga may be woken while it still looks: one look after the other.
    const look = (this.#look ?? Promise.resolve()).then(() => this.#lookAround());
    this.#look = look;
    await look;
    if (this.#look === look) this.#look = undefined;
    if (this.#isRunning && this.#cancelWake === undefined) this.#wakeAfter(this.#pauseMs());
  }

  /** Never throws: a look that fails is made again, later and later. */
  async #lookAround(): Promise<void> {
    this.#lastLookAt = this.#ports.clock.now().toISOString();
    this.#lastError = null;
    this.#counts.due = 0;
    this.#lookEnd = 'failed';
    try {
      this.#lookEnd = await this.#fireDue();
    } catch (error) {
      this.#fail('The open deadlines cannot be read', error);
    }
    this.#failuresInARow = this.#lookEnd === 'failed' ? this.#failuresInARow + 1 : 0;
  }

  /** Deadlines come earliest first; the first one that is not due yet ends the look. */
  async #fireDue(): Promise<LookEnd> {
    const { deadlines, clock } = this.#ports;
    const { batchSize, concurrency, pollIntervalMs } = this.#options;
    const horizon = new Date(clock.now().getTime() + pollIntervalMs).toISOString();
    this.#nextDeadline = null;
    await this.#forgetProjected();
    let cursor = this.#beginning();
    do {
      this.#frontier = cursor;
      const search = { dueBy: horizon, limit: batchSize, ...(cursor === undefined ? {} : { cursor }) };
      const page = await deadlines.deadlines(search);
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
    } while (cursor !== undefined && this.#isRunning);
    return 'complete';
  }

  /** The front, unless many lie there that were dealt with and it was looked at not long ago. */
  #beginning(): string | undefined {
    const { size } = this.#handled;
    const now = this.#ports.clock.now().getTime();
    const elapsed = now - this.#frontSeenAt;
    const isFresh = elapsed >= 0 && elapsed < size * FRONT_MS_PER_DEADLINE;
    // Where they take up half a page there is nothing to be saved.
    if (this.#frontier !== undefined && isFresh && size > this.#options.batchSize / 2) return this.#frontier;
    this.#frontSeenAt = now;
    return undefined;
  }

  #allowed(now: number): number {
    return Math.max(0, Math.min(this.#rate.allowed(now), this.#options.maxUnprojected - this.#handled.size));
  }

  /** By the one projection that deadlines are read from: another one that stands still holds nobody up. */
  async #forgetProjected(): Promise<void> {
    const { deadlines, clock } = this.#ports;
    const status = await deadlines.projectionStatus();
    const applied = status.find(({ name }) => name === openDeadlinesProjection.name)?.position ?? null;
    this.#handled.forget(applied === null ? undefined : position(applied), clock.now().getTime());
  }

  /** False where the store does not answer, so that asking it for more would be in vain; or when the saga is stopped. */
  async #fire(deadline: OpenDeadline): Promise<boolean> {
    try {
      const reply = await this.#ports.execute(abortRequest(deadline));
      this.#settle(deadline, reply);
    } catch (error) {
      this.#counts.failed += 1;
      if (error instanceof EventStoreError && error.retryable) {
        this.#fail('Time-outs cannot be recorded', error);
        return false;
      }
      this.#fail(`Session ${deadline.sessionId} of tenant ${deadline.tenant} cannot be timed out`, error);
      this.#setAside(deadline, this.#options.setAsideMs);
    }
    return this.#isRunning;
  }

  #settle(deadline: OpenDeadline, { outcome, replayed, journey, reason }: CommandReply): void {
    if (journey === undefined || (outcome !== 'EXPIRED' && outcome !== 'STALE')) {
      this.#counts.failed += 1;
      this.#ports.log.error(
        `Session ${deadline.sessionId} of tenant ${deadline.tenant} has a deadline, but its time-out came to ${outcome}: ${reason}`,
      );
      this.#setAside(deadline, this.#options.setAsideMs);
      return;
    }
    this.#handled.note(deadline, position(journey.position));
    if (outcome === 'EXPIRED' && !replayed) this.#countFired(deadline);
    else this.#counts.stale += 1;
    // The read model may be no further than this and show it still, such as while the ledger's rules have put it off.
    if (outcome === 'STALE') this.#setAside(deadline, this.#options.pollIntervalMs);
  }

  #countFired({ deadline }: OpenDeadline): void {
    this.#counts.fired += 1;
    const seconds = Math.max(0, this.#ports.clock.now().getTime() - Date.parse(deadline)) / 1_000;
    for (const listener of this.#listeners) listener(seconds);
  }

  /** One journey that cannot be timed out must not keep the others from it. */
  #setAside(deadline: OpenDeadline, ms: number): void {
    this.#handled.setAside(deadline, this.#ports.clock.now().getTime(), ms);
  }

  /** Says the same fault once for each look, however many deadlines it is in the way of. */
  #fail(what: string, error: unknown): void {
    const message = `${what}: ${errorMessage(error)}`;
    if (message !== this.#lastError) this.#ports.log.error(message);
    this.#lastError = message;
  }

  /** Until the next known deadline or the next poll, whichever comes first; longer and longer while looks fail. */
  #pauseMs(): number {
    const { pollIntervalMs, restMs, maxBackoffMs } = this.#options;
    const failures = this.#failuresInARow;
    if (failures > 0) return backoffMs({ firstPauseMs: pollIntervalMs, longestPauseMs: maxBackoffMs }, failures);
    if (this.#lookEnd === 'held-back') return restMs;
    if (this.#nextDeadline === null) return pollIntervalMs;
    const untilNext = Date.parse(this.#nextDeadline) - this.#ports.clock.now().getTime();
    return Math.min(Math.max(untilNext, restMs), pollIntervalMs);
  }
}

function abortRequest({ tenant, sessionId, enteredRevision }: OpenDeadline): JourneyCommandRequest {
  return { tenant, command: { type: 'AbortOnTimeout', sessionId, enteredRevision }, actor: SAGA_ACTOR };
}
