import { EventStoreError } from '@ledger/event-store';
import { ReadModelError } from './errors';
import { LeaseLostError } from './leases/lease';

/**
 * `live`: tried again, since most faults of a running system pass. `rebuild`: stops at the first fault, since nobody
 * reads from it yet and a half-trusted rebuild is worth nothing.
 */
export type ProcessorMode = 'live' | 'rebuild';

export interface FailurePolicy {
  /** Tries of one batch, the first included, before the processor stops. */
  readonly maxAttempts: number;
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
}

export const defaultFailurePolicy: FailurePolicy = { maxAttempts: 6, firstPauseMs: 50, maxPauseMs: 10_000 };

/**
 * How long to wait before trying again; undefined: stop. A store or database that is away is waited for without an
 * end, because nothing but its return helps; anything else is a fault in the batch or in us, and is tried a few times.
 */
export function pauseBeforeRetry(
  error: unknown,
  failures: number,
  mode: ProcessorMode,
  policy: FailurePolicy,
): number | undefined {
  if (mode === 'rebuild' || error instanceof LeaseLostError) return undefined;
  const isAway = (error instanceof EventStoreError || error instanceof ReadModelError) && error.retryable;
  if (!isAway && failures >= policy.maxAttempts) return undefined;
  return Math.min(policy.firstPauseMs * 2 ** Math.min(failures - 1, 30), policy.maxPauseMs);
}
