import { EventStoreError } from '@ledger/event-store';
import { LeaseLostError } from '@ledger/leases';
import { backoffMs, type BackoffPolicy } from '@ledger/runtime';
import { ReadModelError } from '../database/errors';

/** What had to be built before anything else could be done was not built. */
export class RebuildEndedError extends Error {
  override readonly name = 'RebuildEndedError';
}

/**
 * `live`: tried again, since most faults of a running system pass. `rebuild`: stops at the first fault, since nobody
 * reads from it yet and a half-trusted rebuild is worth nothing.
 */
export type ProcessorMode = 'live' | 'rebuild';

/**
 * What becomes of a projection that does not take an event, once it has been tried often enough: `stop` leaves it where
 * it is, `dead-letter` records the event and leads it past. The other projections go on either way.
 */
export type RefusalPolicy = 'stop' | 'dead-letter';

export interface FailurePolicy extends BackoffPolicy {
  /** Tries of one batch, the first included, before the processor stops. */
  readonly maxAttempts: number;
}

export const defaultFailurePolicy: FailurePolicy = { maxAttempts: 6, firstPauseMs: 50, longestPauseMs: 10_000 };

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
  if (mode === 'rebuild' || error instanceof LeaseLostError || error instanceof RebuildEndedError) return undefined;
  const isAway = (error instanceof EventStoreError || error instanceof ReadModelError) && error.retryable;
  if (!isAway && failures >= policy.maxAttempts) return undefined;
  return backoffMs(policy, failures);
}
