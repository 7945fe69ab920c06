import { comparePositions, type Position } from '@ledger/event-store';
import { backoffMs, WakeableSleep, type BackoffPolicy } from '@ledger/runtime';
import { DatabaseChannel } from '../../delivery/database-channel';

const PAUSES: BackoffPolicy = { firstPauseMs: 5, longestPauseMs: 50 };

interface Waiter {
  readonly position: Position;
  readonly settle: (isApplied: boolean) => void;
  readonly fail: (error: unknown) => void;
}

/** Waits until the read models reached a position; all waiting share one poll, prompted by this process's processor. */
export class PositionWait {
  readonly #waiters = new Set<Waiter>();
  #isPolling = false;

  constructor(
    private readonly database: string,
    private readonly appliedPosition: () => Promise<Position | undefined>,
  ) {}

  /** True once everything up to `position` is applied; false if `timeoutMs` pass first. */
  async until(position: Position, timeoutMs: number): Promise<boolean> {
    const applied = await this.appliedPosition();
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
      if (!this.#isPolling) void this.#poll();
    });
  }

  async #poll(): Promise<void> {
    this.#isPolling = true;
    const progress = new DatabaseChannel('progress', this.database);
    const pause = new WakeableSleep();
    progress.listen(() => pause.wake());
    try {
      for (let polls = 1; this.#waiters.size > 0; polls++) {
        await pause.sleep(backoffMs(PAUSES, polls));
        const applied = await this.appliedPosition();
        for (const waiter of this.#waiters) if (isReached(waiter.position, applied)) waiter.settle(true);
      }
    } catch (error) {
      for (const waiter of this.#waiters) waiter.fail(error);
    } finally {
      this.#isPolling = false;
      progress.close();
    }
  }
}

function isReached(position: Position, applied: Position | undefined): boolean {
  return applied !== undefined && comparePositions(applied, position) >= 0;
}
