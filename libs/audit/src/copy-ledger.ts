import { RevisionConflictError, type EventStore, type Position, type RecordedEvent } from '@ledger/event-store';
import { NamedError } from '@ledger/plain-data';
import { CopyBatch } from './copy-batch';
import { differenceAt, readUpTo, type LedgerDifference } from './ledger-difference';

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

/** The target holds something that the source does not; it was left as it is. */
export class TargetDiffersError extends NamedError {
  readonly code = 'TARGET_DIFFERS';
  constructor(
    message: string,
    /** Undefined where an append of the copy itself met the foreign event. */
    readonly difference: LedgerDifference | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const DEFAULT_PROGRESS_EVERY = 500;

/**
 * Copies a ledger up to its last event, in its order; `recordedAt` and positions are the target's. What the target
 * holds is compared first, so the same call completes a copy: `TargetDiffersError` if it is not the source's
 * beginning. One append at a time: behind one that failed, later ones would stand in an order that cannot be mended.
 */
export async function copyLedger(
  source: EventStore,
  target: EventStore,
  options: CopyOptions = {},
): Promise<CopyResult> {
  const end = await source.lastPosition();
  const copy = new Copy(target, end, options);
  try {
    for await (const event of readUpTo(source, end)) await copy.take(event);
    await copy.finish();
  } finally {
    await copy.close();
  }
  return { found: copy.found, appended: copy.appended, end };
}

/** One run: compares while the target has events, then appends. */
class Copy {
  found = 0;
  appended = 0;
  readonly #there: AsyncIterator<RecordedEvent>;
  #isCompared = false;
  #batch: CopyBatch | undefined;
  #position: Position | undefined;
  #reported = 0;

  constructor(
    readonly target: EventStore,
    readonly end: Position | undefined,
    readonly options: CopyOptions,
  ) {
    this.#there = target.readAll()[Symbol.asyncIterator]();
  }

  async take(event: RecordedEvent): Promise<void> {
    this.options.signal?.throwIfAborted();
    if (!this.#isCompared && (await this.#compare(event))) return;
    if (this.#batch?.add(event) !== true) {
      await this.#append();
      this.#batch = new CopyBatch(event);
    }
    this.#position = event.position;
  }

  async finish(): Promise<void> {
    this.options.signal?.throwIfAborted();
    await this.#append();
    if (!this.#isCompared) await this.#compare(undefined);
    this.#report(true);
  }

  async close(): Promise<void> {
    await this.#there.return?.();
  }

  /** Whether the target holds the event already. Throws where it holds another one in its place. */
  async #compare(event: RecordedEvent | undefined): Promise<boolean> {
    const next = await this.#there.next();
    if (next.done === true) {
      this.#isCompared = true;
      return false;
    }
    const difference = differenceAt(this.found + 1, event, next.value);
    if (difference !== undefined) {
      throw new TargetDiffersError(`The target is not a copy of the source. ${difference.reason}`, difference);
    }
    this.found++;
    this.#position = event?.position;
    this.#report(false);
    return true;
  }

  async #append(): Promise<void> {
    const batch = this.#batch;
    if (batch === undefined) return;
    this.#batch = undefined;
    const { stream, events, expectedRevision, lastRevision } = batch;
    let revision: bigint;
    try {
      ({ revision } = await this.target.append(stream, events, { expectedRevision }));
    } catch (error) {
      if (!(error instanceof RevisionConflictError)) throw error;
      throw foreign(
        `Stream ${stream} of the target is at ${error.actual}, and the copy has brought it to ${expectedRevision}`,
        error,
      );
    }
    // A server that remembers a deleted stream accepts NO_STREAM and continues its revisions.
    if (revision !== lastRevision) {
      throw foreign(`Stream ${stream} of the target continued at ${revision} instead of ${lastRevision}`);
    }
    this.appended += events.length;
    this.#report(false);
  }

  #report(isLast: boolean): void {
    const { onProgress, progressEvery = DEFAULT_PROGRESS_EVERY } = this.options;
    const { found, appended, end } = this;
    const position = this.#position;
    if (onProgress === undefined || position === undefined || end === undefined) return;
    if (!isLast && found + appended < this.#reported + progressEvery) return;
    this.#reported = found + appended;
    onProgress({ found, appended, position, end });
  }
}

function foreign(what: string, cause?: Error): TargetDiffersError {
  const message = `${what}: another process has written to the target; a copy needs it for itself.`;
  return new TargetDiffersError(message, undefined, { cause });
}
