import { comparePositions, type Position } from '@ledger/event-store';
import { ProgressChannel } from '../delivery/progress-channel';

const FIRST_PAUSE_MS = 5;
const LAST_PAUSE_MS = 50;

interface Waiter {
  readonly position: Position;
  readonly settle: (isApplied: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Lets callers wait until the read models have got to a position. All who wait share one look at the checkpoint: at
 * once when the processor of this very process says that it moved, and now and then for one that runs elsewhere.
 */
export class PositionWait {
  readonly #database: string;
  readonly #appliedPosition: () => Promise<Position | undefined>;
  readonly #waiters = new Set<Waiter>();
  #wake: () => void = () => undefined;
  #isLooking = false;
  #hasMoved = false;

  constructor(database: string, appliedPosition: () => Promise<Position | undefined>) {
    this.#database = database;
    this.#appliedPosition = appliedPosition;
  }

  /** True once everything up to `position` is applied; false when `timeoutMs` have passed first. */
  async until(position: Position, timeoutMs: number): Promise<boolean> {
    const applied = await this.#appliedPosition();
    if (isReached(position, applied)) return true;
    if (timeoutMs <= 0) return false;
    return new Promise<boolean>((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        position,
        settle: (isApplied) => {
          leave();
          resolve(isApplied);
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      const timer = setTimeout(() => waiter.settle(false), timeoutMs);
      this.#waiters.add(waiter);
      if (!this.#isLooking) void this.#look();
    });
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    const progress = new ProgressChannel(this.#database);
    progress.onProgress(() => {
      this.#hasMoved = true;
      this.#wake();
    });
    try {
      for (let pauseMs = FIRST_PAUSE_MS; this.#waiters.size > 0; pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)) {
        await this.#pause(pauseMs);
        const applied = await this.#appliedPosition();
        for (const waiter of this.#waiters) if (isReached(waiter.position, applied)) waiter.settle(true);
      }
    } catch (error) {
      for (const waiter of this.#waiters) waiter.fail(error);
    } finally {
      this.#isLooking = false;
      progress.close();
    }
  }

  async #pause(ms: number): Promise<void> {
    if (!this.#hasMoved) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#hasMoved = false;
  }
}

function isReached(position: Position, applied: Position | undefined): boolean {
  return applied !== undefined && comparePositions(applied, position) >= 0;
}
