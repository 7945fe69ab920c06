import { EventStoreError, sealUnordered, type EventDraft, type EventStore, type StreamName } from '@ledger/event-store';
import {
  backoffMs,
  errorMessage,
  sleepOn,
  type BackoffPolicy,
  type Scheduler,
  type Sleep,
  type SystemLog,
} from '@ledger/runtime';

/** Attempts that wait at most; a burst beyond it is counted as dropped, so that refusals cannot exhaust the memory. */
const DEFAULT_LIMIT = 10_000;
const BATCH_SIZE = 256;
const MAX_TRIES = 4;
const RETRIES: BackoffPolicy = { firstPauseMs: 50, longestPauseMs: 200 };

interface Waiting {
  readonly stream: StreamName;
  readonly draft: EventDraft;
  /** Called once it is on disk or given up. */
  readonly done: () => void;
}

export interface AttemptRecorderStatus {
  /** Attempts that are not on disk yet. */
  readonly waiting: number;
  readonly recorded: number;
  /** Attempts that were given up: the queue was full, or the store refused them again and again. */
  readonly dropped: number;
  readonly lastError: string | null;
}

/** Writes commands that appended nothing, in batches. `drain` before the store closes. */
export class AttemptRecorder {
  readonly #store: EventStore;
  readonly #sleep: Sleep;
  readonly #log: SystemLog;
  readonly #queue: Waiting[] = [];
  #inFlight = 0;
  #recorded = 0;
  #dropped = 0;
  #lastError: string | null = null;
  #run: Promise<void> | undefined;
  /** Aborted while draining: ends the pauses between tries. */
  #draining = new AbortController();
  #isFull = false;

  constructor(
    ports: { store: EventStore; scheduler: Scheduler; log: SystemLog },
    private readonly limit: number = DEFAULT_LIMIT,
  ) {
    this.#store = ports.store;
    this.#sleep = sleepOn((ms, task) => ports.scheduler.after(ms, task));
    this.#log = ports.log;
  }

  /** Takes an attempt over at once. Resolves when it is on disk or given up. */
  record(stream: StreamName, draft: EventDraft): Promise<void> {
    if (this.#queue.length >= this.limit) return this.#overflow();
    this.#isFull = false;
    const written = new Promise<void>((done) => this.#queue.push({ stream, draft, done }));
    this.#run ??= this.#writeAll();
    return written;
  }

  /** Resolves when everything recorded so far is on disk or given up; pauses between tries are cut short. */
  async drain(): Promise<void> {
    this.#draining.abort();
    while (this.#run !== undefined) await this.#run;
    this.#draining = new AbortController();
  }

  status(): AttemptRecorderStatus {
    return {
      waiting: this.#queue.length + this.#inFlight,
      recorded: this.#recorded,
      dropped: this.#dropped,
      lastError: this.#lastError,
    };
  }

  async #writeAll(): Promise<void> {
    // The attempts of one turn of the event loop go into one batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, BATCH_SIZE);
      this.#inFlight = batch.length;
      await Promise.all([...byStream(batch)].map(([stream, waiting]) => this.#write(stream, waiting)));
      this.#inFlight = 0;
    }
    this.#run = undefined;
  }

  async #write(stream: StreamName, waiting: readonly Waiting[]): Promise<void> {
    await this.#append(
      stream,
      waiting.map(({ draft }) => draft),
    );
    for (const { done } of waiting) done();
  }

  async #append(stream: StreamName, drafts: readonly EventDraft[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const events = sealUnordered(stream, drafts);
        await this.#store.append(stream, events, { expectedRevision: 'ANY' });
        this.#recorded += drafts.length;
        return;
      } catch (error) {
        this.#lastError = errorMessage(error);
        const hopeless = error instanceof EventStoreError && !error.retryable;
        if (hopeless || tries === MAX_TRIES) return this.#drop(drafts.length, this.#lastError);
        this.#log.warn(`Attempts for ${stream} are not recorded yet, trying again: ${this.#lastError}`);
        await this.#sleep(backoffMs(RETRIES, tries), this.#draining.signal);
      }
    }
  }

  /** Counts every attempt that finds the queue full, but reports once for each time it fills up. */
  #overflow(): Promise<void> {
    this.#dropped += 1;
    if (!this.#isFull) this.#log.error(`The queue of ${this.limit} attempts is full: the next are not recorded`);
    this.#isFull = true;
    return Promise.resolve();
  }

  #drop(count: number, reason: string): void {
    this.#dropped += count;
    this.#log.error(`${count} attempts will not be in the audit record: ${reason}`);
  }
}

function byStream(batch: readonly Waiting[]): Map<StreamName, Waiting[]> {
  const streams = new Map<StreamName, Waiting[]>();
  for (const attempt of batch) {
    const others = streams.get(attempt.stream);
    if (others === undefined) streams.set(attempt.stream, [attempt]);
    else others.push(attempt);
  }
  return streams;
}
