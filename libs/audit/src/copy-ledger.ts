import { StoreUnavailableError, type EventStore, type Position, type RecordedEvent } from '@ledger/event-store';
import { CopyBatch } from './copy-batch';
import { CopyPipeline, type AcknowledgedBatch } from './copy-pipeline';
import { differenceAt, readUpTo } from './ledger-difference';
import { TargetDiffersError } from './target-differs.error';

export interface CopyProgress {
  /** Events that an earlier run had copied. */
  readonly found: number;
  /** Events that this run has copied. */
  readonly appended: number;
  /** Of the last of them, in the source. */
  readonly position: Position;
  /** Of the last event that this run copies, in the source. */
  readonly end: Position;
}

export interface CopyOptions {
  /** Told after every so many events, and after the last one. */
  readonly onProgress?: (progress: CopyProgress) => void;
  /** Events between two reports of progress. Default 500. */
  readonly progressEvery?: number;
  /** Ends the copy between two appends, with the signal's reason; the next run continues there. */
  readonly signal?: AbortSignal;
}

export interface CopyResult {
  readonly found: number;
  readonly appended: number;
  /** The source's last event when the copy began, which is the last one copied; undefined for an empty source. */
  readonly end: Position | undefined;
}

const DEFAULT_PROGRESS_EVERY = 500;

/**
 * Copies a ledger up to its last event, in its order; `recordedAt` and positions are the target's. What the target
 * holds is compared first, so the same call completes a copy: `TargetDiffersError` if it is not the source's
 * beginning. Where the target keeps the order of appends that are under way at once, many are. If it goes away, what it
 * holds behind the last acknowledged event is compared before anything else is appended.
 */
export async function copyLedger(
  source: EventStore,
  target: EventStore,
  options: CopyOptions = {},
): Promise<CopyResult> {
  const end = await source.lastPosition();
  const copy = new Copy(source, target, end, options);
  for (let stored = -1; ;) {
    try {
      await copy.run();
      return { found: copy.found, appended: copy.appended, end };
    } catch (error) {
      // A target that was away, and has taken events since, is worth another attempt.
      const isAway = error instanceof StoreUnavailableError && !error.isMisconfigured && copy.isOrdered;
      if (!isAway || copy.stored === stored) throw error;
      stored = copy.stored;
    }
  }
}

/** Compares while the target has events, then appends. */
class Copy {
  found = 0;
  appended = 0;
  /** Of the last event that the target is known to hold. */
  #sourceAt: Position | undefined;
  #targetAt: Position | undefined;
  #there: AsyncIterator<RecordedEvent> | undefined;
  /** The target's events behind it are compared first, and those of an earlier attempt are of this copy. */
  #isCompared = false;
  #isResumed = false;
  #batch: CopyBatch | undefined;
  #pipeline: CopyPipeline | undefined;
  #reported = 0;

  constructor(
    readonly source: EventStore,
    readonly target: EventStore,
    readonly end: Position | undefined,
    readonly options: CopyOptions,
  ) {}

  get stored(): number {
    return this.found + this.appended;
  }

  get isOrdered(): boolean {
    return this.#pipeline?.isOrdered === true;
  }

  /** Continues behind the last event that the target is known to hold. */
  async run(): Promise<void> {
    this.#batch = undefined;
    this.#isCompared = false;
    const after = this.#targetAt;
    this.#there = this.target.readAll(after === undefined ? {} : { after })[Symbol.asyncIterator]();
    this.#pipeline = await CopyPipeline.to(this.target, (appended) => this.#acknowledged(appended));
    try {
      for await (const event of readUpTo(this.source, this.end, this.#sourceAt)) await this.#take(event);
      await this.#finish();
    } finally {
      this.#isResumed = true;
      await this.#pipeline.close();
      await this.#there.return?.();
    }
  }

  async #take(event: RecordedEvent): Promise<void> {
    this.options.signal?.throwIfAborted();
    if (!this.#isCompared && (await this.#compare(event))) return;
    if (this.#batch?.add(event) === true) return;
    await this.#append();
    this.#batch = new CopyBatch(event);
  }

  async #finish(): Promise<void> {
    this.options.signal?.throwIfAborted();
    await this.#append();
    await this.#pipeline?.drain(this.options.signal);
    if (!this.#isCompared) await this.#compare(undefined);
    this.#report(true);
  }

  /** Whether the target holds the event already. Throws where it holds another one in its place. */
  async #compare(event: RecordedEvent | undefined): Promise<boolean> {
    const next = await this.#there?.next();
    if (next === undefined || next.done === true) {
      this.#isCompared = true;
      return false;
    }
    const difference = differenceAt(this.stored + 1, event, next.value);
    if (difference !== undefined) {
      throw new TargetDiffersError(`The target is not a copy of the source. ${difference.reason}`, difference);
    }
    if (this.#isResumed) this.appended++;
    else this.found++;
    this.#sourceAt = event?.position;
    this.#targetAt = next.value.position;
    this.#report(false);
    return true;
  }

  async #append(): Promise<void> {
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch !== undefined) await this.#pipeline?.append(batch);
  }

  #acknowledged({ batch, position }: AcknowledgedBatch): void {
    this.appended += batch.events.length;
    this.#sourceAt = batch.lastPosition;
    this.#targetAt = position;
    this.#report(false);
  }

  #report(isLast: boolean): void {
    const { onProgress, progressEvery = DEFAULT_PROGRESS_EVERY } = this.options;
    const { found, appended, end } = this;
    const position = this.#sourceAt;
    if (onProgress === undefined || position === undefined || end === undefined) return;
    if (!isLast && found + appended < this.#reported + progressEvery) return;
    this.#reported = found + appended;
    onProgress({ found, appended, position, end });
  }
}
