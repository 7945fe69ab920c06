import { EventStoreError, position } from '@ledger/event-store';
import type { Clock, CommandReply, JourneyCommandRequest, OperationsLog, Scheduler } from '@ledger/command-handling';
import { reasonOf } from '@ledger/command-handling';
import type { OpenDeadline, ReadModelQueries } from '@ledger/projections';
import { FiredDeadlines } from './fired-deadlines';
import { forEachBounded } from './for-each-bounded';
import { DEFAULT_TIMEOUT_SAGA_OPTIONS, type TimeoutSagaOptions } from './timeout-saga.options';

const SAGA_ACTOR = { subject: 'timeout-saga', kind: 'saga' } as const;

export interface TimeoutSagaPorts {
  readonly deadlines: Pick<ReadModelQueries, 'deadlines' | 'awaitPosition'>;
  /** The way of every command. Domain outcomes are values; only the store's faults are thrown. */
  readonly execute: (request: JourneyCommandRequest) => Promise<CommandReply>;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly log: OperationsLog;
}

export interface TimeoutSagaStatus {
  readonly isRunning: boolean;
  /** Deadlines that the last look found due and that had not been dealt with before. */
  readonly due: number;
  /** Since the start of this process: time-outs that stand in the ledger, */
  readonly fired: number;
  /** those whose journey had moved on, */
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

/**
 * Times journeys out by themselves. What is due comes from the deadlines read model, and so from the log: nothing is
 * remembered here that a restart would have to know. Whether a journey really times out is the decider's to say, on the
 * head of its stream.
 */
export class TimeoutSaga {
  readonly #ports: TimeoutSagaPorts;
  readonly #options: TimeoutSagaOptions;
  readonly #handled = new FiredDeadlines();
  readonly #counts = { due: 0, fired: 0, stale: 0, failed: 0 };
  #isRunning = false;
  #cancelWake: (() => void) | undefined;
  #look: Promise<void> | undefined;
  #failuresInARow = 0;
  #nextDeadline: string | null = null;
  #lastLookAt: string | null = null;
  #lastError: string | null = null;

  constructor(ports: TimeoutSagaPorts, options: Partial<TimeoutSagaOptions> = {}) {
    this.#ports = ports;
    this.#options = { ...DEFAULT_TIMEOUT_SAGA_OPTIONS, ...options };
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
    let hasSeenAll = false;
    try {
      hasSeenAll = await this.#fireDue();
    } catch (error) {
      this.#fail('The open deadlines cannot be read', error);
    }
    this.#failuresInARow = hasSeenAll ? 0 : this.#failuresInARow + 1;
  }

  /** Deadlines come earliest first; the first one that is not due yet ends the look. False where it ended before. */
  async #fireDue(): Promise<boolean> {
    const { deadlines, clock } = this.#ports;
    const { batchSize, concurrency, pollIntervalMs } = this.#options;
    await this.#handled.forget((reached) => deadlines.awaitPosition(reached, 0), clock.now().getTime());
    const horizon = new Date(clock.now().getTime() + pollIntervalMs).toISOString();
    this.#nextDeadline = null;
    let cursor: string | undefined;
    do {
      const search = { dueBy: horizon, limit: batchSize, ...(cursor === undefined ? {} : { cursor }) };
      const page = await deadlines.deadlines(search);
      const now = clock.now().getTime();
      const coming = page.rows.find((row) => Date.parse(row.deadline) > now);
      const due = page.rows.filter((row) => Date.parse(row.deadline) <= now && !this.#handled.has(row));
      this.#counts.due += due.length;
      if (!(await forEachBounded(due, concurrency, (deadline) => this.#fire(deadline)))) return false;
      this.#nextDeadline = coming?.deadline ?? null;
      cursor = coming === undefined ? page.nextCursor : undefined;
    } while (cursor !== undefined && this.#isRunning);
    return true;
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
      this.#setAside(deadline);
    }
    return this.#isRunning;
  }

  #settle(deadline: OpenDeadline, { outcome, journey, reason }: CommandReply): void {
    if (journey === undefined || (outcome !== 'EXPIRED' && outcome !== 'STALE')) {
      this.#counts.failed += 1;
      this.#ports.log.error(
        `Session ${deadline.sessionId} of tenant ${deadline.tenant} has a deadline, but its time-out came to ${outcome}: ${reason}`,
      );
      this.#setAside(deadline);
      return;
    }
    this.#counts[outcome === 'EXPIRED' ? 'fired' : 'stale'] += 1;
    this.#handled.note(deadline, position(journey.position));
  }

  /** One journey that cannot be timed out must not keep the others from it. */
  #setAside(deadline: OpenDeadline): void {
    this.#handled.setAside(deadline, this.#ports.clock.now().getTime() + this.#options.setAsideMs);
  }

  /** Says the same fault once for each look, however many deadlines it is in the way of. */
  #fail(what: string, error: unknown): void {
    const message = `${what}: ${reasonOf(error)}`;
    if (message !== this.#lastError) this.#ports.log.error(message);
    this.#lastError = message;
  }

  /** Until the next known deadline or the next poll, whichever comes first; longer and longer while looks fail. */
  #pauseMs(): number {
    const { pollIntervalMs, maxBackoffMs } = this.#options;
    if (this.#failuresInARow > 0) {
      return Math.min(pollIntervalMs * 2 ** Math.min(this.#failuresInARow - 1, 20), maxBackoffMs);
    }
    if (this.#nextDeadline === null) return pollIntervalMs;
    const untilNext = Date.parse(this.#nextDeadline) - this.#ports.clock.now().getTime();
    return Math.min(Math.max(untilNext, 0), pollIntervalMs);
  }
}

function abortRequest({ tenant, sessionId, enteredRevision }: OpenDeadline): JourneyCommandRequest {
  return { tenant, command: { type: 'AbortOnTimeout', sessionId, enteredRevision }, actor: SAGA_ACTOR };
}
