import {
  RevisionConflictError,
  type AppendResult,
  type EventStore,
  type OrderedAppends,
  type Position,
} from '@ledger/event-store';
import type { CopyBatch } from './copy-batch';
import { foreignEvents } from './target-differs.error';

/** Appends under way at once, and their bytes: enough to make up for the way to the server and its disk. */
const MOST_APPENDS = 256;
const MOST_BYTES = 4 * 1024 * 1024;

/** A batch that the target has stored, and where. */
export interface AcknowledgedBatch {
  readonly batch: CopyBatch;
  readonly position: Position;
}

interface UnderWay {
  readonly batch: CopyBatch;
  readonly outcome: Promise<AppendResult | Error>;
}

/**
 * The appends of a copy, which are acknowledged in its order. Several are under way only where the target keeps their
 * order: behind one that failed, later ones would stand in an order that cannot be mended. So the first goes alone, to
 * find out whether the target takes any, and after one has failed no other is begun.
 */
export class CopyPipeline {
  readonly #underWay: UnderWay[] = [];
  #bytes = 0;
  #isTried = false;

  private constructor(
    private readonly target: Pick<OrderedAppends, 'append'>,
    private readonly ordered: OrderedAppends | undefined,
    private readonly acknowledged: (batch: AcknowledgedBatch) => void,
  ) {}

  static async to(target: EventStore, acknowledged: (batch: AcknowledgedBatch) => void): Promise<CopyPipeline> {
    const ordered = await target.appendInOrder?.();
    return new CopyPipeline(ordered ?? target, ordered, acknowledged);
  }

  get isOrdered(): boolean {
    return this.ordered !== undefined;
  }

  /** Begins an append as soon as there is room for it. Throws what became of an earlier one. */
  async append(batch: CopyBatch): Promise<void> {
    while (!this.#hasRoom(batch)) await this.#settleOldest();
    const { stream, events, expectedRevision } = batch;
    const outcome = this.target
      .append(stream, events, { expectedRevision })
      .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
    this.#bytes += batch.bytes;
    this.#underWay.push({ batch, outcome });
  }

  /** Waits for all that are under way, unless the signal is aborted. */
  async drain(signal: AbortSignal | undefined): Promise<void> {
    while (this.#underWay.length > 0) {
      signal?.throwIfAborted();
      await this.#settleOldest();
    }
  }

  /** Ends what is under way, and waits for its end. */
  async close(): Promise<void> {
    this.ordered?.close();
    await Promise.all(this.#underWay.map(({ outcome }) => outcome));
  }

  #hasRoom({ bytes }: CopyBatch): boolean {
    if (this.#underWay.length === 0) return true;
    if (!this.isOrdered || !this.#isTried) return false;
    return this.#underWay.length < MOST_APPENDS && this.#bytes + bytes <= MOST_BYTES;
  }

  async #settleOldest(): Promise<void> {
    const [oldest] = this.#underWay;
    if (oldest === undefined) return;
    const { batch, outcome } = oldest;
    const result = await outcome;
    this.#underWay.shift();
    this.#bytes -= batch.bytes;
    if (result instanceof Error) throw failureOf(batch, result);
    // A server that remembers a deleted stream accepts NO_STREAM and continues its revisions.
    if (result.revision !== batch.lastRevision) {
      throw foreignEvents(
        `Stream ${batch.stream} of the target continued at ${result.revision} instead of ${batch.lastRevision}`,
      );
    }
    this.#isTried = true;
    this.acknowledged({ batch, position: result.position });
  }
}

function failureOf({ stream, expectedRevision }: CopyBatch, error: Error): Error {
  if (!(error instanceof RevisionConflictError)) return error;
  return foreignEvents(
    `Stream ${stream} of the target is at ${error.actual}, and the copy has brought it to ${expectedRevision}`,
    error,
  );
}
