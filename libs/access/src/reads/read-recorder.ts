import type { EventStore } from '@ledger/event-store';
import { NamedError } from '@ledger/plain-data';
import { errorMessage, type Clock, type IdSource, type Scheduler, type SystemLog } from '@ledger/runtime';
import { PendingReads, type Read, type ReadBatch } from './pending-reads';
import { ReadsStream } from './reads-stream';

/** Whether a read is answered that cannot be recorded. */
export const AUDIT_READS = ['required', 'best-effort', 'off'] as const;
export type AuditReads = (typeof AUDIT_READS)[number];

/** A read is recorded a second later, with all others of that second. */
const WRITE_AFTER_MS = 1_000;
/**
 * Where reads are required to be recorded and other processes append too: the pause after a batch, in which they have their
 * turn. Without it the process that appended last, which knows where the stream ends, would come first each time.
 */
const TURN_MS = 25;
/** Of one event: below what every store takes. */
const MOST_EVENT_BYTES = 512 * 1024;
/** Of all reads that are not recorded yet. */
const MOST_BYTES = 8 * 1024 * 1024;
const LOG_EVERY_MS = 60_000;

export interface ReadRecorderPorts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly ids: IdSource;
  readonly log: SystemLog;
}

export interface ReadRecorderOptions {
  /** Whether reads wait until they are recorded: such a batch is written at once, and not again once it failed. */
  readonly isRequired: boolean;
  /** Of all reads that are not recorded yet. */
  readonly mostBytes?: number;
}

/** The read cannot be recorded, so it must not be answered. */
export class ReadNotRecordedError extends NamedError {}

/** What one tenant's stream of one day takes. */
interface Day {
  readonly day: string;
  readonly stream: ReadsStream;
  readonly pending: PendingReads;
  /** Under way, or to be tried again: under the same id, as it may have been stored. */
  batch?: { readonly id: string; readonly at: string; readonly reads: ReadBatch } | undefined;
  writing?: Promise<void> | undefined;
  cancel?: (() => void) | undefined;
}

/**
 * Records who read what, off the way of the reply: one append a second for each tenant, of bounded memory. What cannot be
 * kept is counted and logged. Where reads are required to be recorded, each waits for the append of its batch.
 */
export class ReadRecorder {
  readonly #days = new Map<string, Day>();
  readonly #mostBytes: number;
  #bytes = 0;
  /** The time of the latest read, and its text. */
  #latest = { ms: Number.NaN, text: '' };
  #isFailing = false;
  #isStopping = false;
  #unlogged = 0;
  #loggedAt = -Infinity;
  /** Reads that were answered and are not recorded. */
  dropped = 0;
  /** Told of each of them. */
  onDropped: (reads: number) => void = () => undefined;

  constructor(
    private readonly ports: ReadRecorderPorts,
    private readonly options: ReadRecorderOptions,
  ) {
    this.#mostBytes = options.mostBytes ?? MOST_BYTES;
  }

  /** Records a read later. */
  note(tenant: string, read: Read): void {
    if (!this.#add(tenant, read)) this.#drop(1);
  }

  /** Resolves once the read is recorded; throws a `ReadNotRecordedError` if it cannot be. */
  recorded(tenant: string, read: Read): Promise<void> {
    return new Promise((resolve, reject) => {
      const isAdded = this.#add(tenant, read, (failure) =>
        failure === undefined ? resolve() : reject(new ReadNotRecordedError(failure.message, { cause: failure })),
      );
      if (!isAdded) reject(new ReadNotRecordedError('Too many reads wait to be recorded.'));
    });
  }

  /** Writes what is not written yet. Never rejects. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const day of this.#days.values()) {
      this.#isFailing = false;
      await day.writing;
      while (this.#hasUnwritten(day) && !this.#isFailing) await this.#write(day);
      if (!this.#hasUnwritten(day)) continue;
      this.#drop((day.batch?.reads.count ?? 0) + day.pending.take(Infinity).count);
      day.batch = undefined;
    }
  }

  #add(tenant: string, read: Read, waiter?: (failure: Error | undefined) => void): boolean {
    const at = this.#now();
    const day = this.#dayOf(tenant, at.slice(0, 10));
    const bytes = day.pending.add(read, at, this.#mostBytes - this.#bytes, waiter);
    if (bytes === undefined) return false;
    this.#bytes += bytes;
    // A pause ends by itself.
    if (this.#isStopping || (this.options.isRequired && day.cancel === undefined)) void this.#write(day);
    else this.#writeAfter(WRITE_AFTER_MS, day);
    return true;
  }

  /** Under load several reads come in each millisecond: its text is written out once. */
  #now(): string {
    const ms = this.ports.clock.now().getTime();
    if (ms !== this.#latest.ms) this.#latest = { ms, text: new Date(ms).toISOString() };
    return this.#latest.text;
  }

  #dayOf(tenant: string, day: string): Day {
    const key = `${tenant} ${day}`;
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    for (const [other, past] of this.#days) if (past.day < day && !this.#hasUnwritten(past)) this.#days.delete(other);
    const added = { day, stream: new ReadsStream(this.ports.store, tenant, day), pending: new PendingReads() };
    this.#days.set(key, added);
    return added;
  }

  #hasUnwritten({ batch, pending }: Day): boolean {
    return batch !== undefined || !pending.isEmpty;
  }

  #writeAfter(ms: number, day: Day): void {
    day.cancel ??= this.ports.scheduler.after(ms, () => this.#write(day));
  }

  /** One write at a time: what is added meanwhile is of the next. */
  #write(day: Day): Promise<void> {
    day.cancel?.();
    day.cancel = undefined;
    const hadBatch = this.#hasUnwritten(day);
    day.writing ??= this.#writeBatch(day).finally(() => {
      day.writing = undefined;
      if (this.#isStopping) return;
      const takesTurns = this.options.isRequired && !this.ports.store.exclusive && hadBatch;
      if (takesTurns) this.#writeAfter(TURN_MS, day);
      else if (!this.#hasUnwritten(day)) return;
      else if (this.options.isRequired) void this.#write(day);
      else this.#writeAfter(WRITE_AFTER_MS, day);
    });
    return day.writing;
  }

  async #writeBatch(day: Day): Promise<void> {
    if (!this.#hasUnwritten(day)) return;
    const { ids, clock } = this.ports;
    const batch = (day.batch ??= {
      id: ids.next(),
      at: clock.now().toISOString(),
      reads: day.pending.take(MOST_EVENT_BYTES),
    });
    try {
      await day.stream.append(batch.id, { reads: batch.reads.reads }, batch.at);
      this.#isFailing = false;
      this.#end(day, batch.reads);
    } catch (error) {
      this.#fail(error);
      if (this.options.isRequired) this.#end(day, batch.reads, error);
    }
  }

  #end(day: Day, batch: ReadBatch, failure?: unknown): void {
    day.batch = undefined;
    this.#bytes -= batch.bytes;
    batch.settle(failure === undefined || failure instanceof Error ? failure : new Error(errorMessage(failure)));
  }

  #fail(error: unknown): void {
    if (!this.#isFailing) {
      const then = this.options.isRequired ? 'they are refused with 503' : 'they are recorded later';
      this.ports.log.warn(`Reads of journeys cannot be recorded (${errorMessage(error)}); ${then}.`);
    }
    this.#isFailing = true;
  }

  #drop(reads: number): void {
    this.dropped += reads;
    this.#unlogged += reads;
    this.onDropped(reads);
    const now = this.ports.clock.now().getTime();
    if (!this.#isStopping && now < this.#loggedAt + LOG_EVERY_MS) return;
    this.ports.log.error(`${this.#unlogged} reads of journeys were answered and are not recorded.`);
    this.#unlogged = 0;
    this.#loggedAt = now;
  }
}
