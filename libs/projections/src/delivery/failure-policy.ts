import { EventStoreError } from '@ledger/event-store';
import { LeaseLostError } from '@ledger/leases';
import { backoffMs, type BackoffPolicy } from '@ledger/runtime';
import { ReadModelError } from '../database/errors';

/** The tables that the processor needs could not be built. */
export class RebuildEndedError extends Error {
  override readonly name = 'RebuildEndedError';
}

/**
 * `live`: retries, since most faults of a running system pass. `rebuild`: stops at the first fault, since no query reads
 * the tables yet and a half-trusted rebuild is worth nothing.
 */
export type ProcessorMode = 'live' | 'rebuild';

/**
 * What happens when a projection fails to apply an event and retries do not help: `stop` leaves the projection where it
 * is, `dead-letter` records the event and skips it. The other projections continue either way.
 */
export type PoisonEventPolicy = 'stop' | 'dead-letter';

export interface FailurePolicy extends BackoffPolicy {
  /** Attempts at one batch, the first included, before the processor stops. */
  readonly maxAttempts: number;
}

export const defaultFailurePolicy: FailurePolicy = { maxAttempts: 6, firstPauseMs: 50, longestPauseMs: 10_000 };

/**
 * How long to pause before the next attempt; undefined: stop. A store or database that is away is retried for ever,
 * because only its return helps; anything else is a fault in the batch or in this software, and is retried a few times.
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
