import { EventStoreError } from '@ledger/event-store';
import { LeaseLostError } from '@ledger/leases';
import { backoffMs, type BackoffPolicy } from '@ledger/runtime';
import { NamedError } from '@ledger/plain-data';
import { ReadModelError } from '../database/errors';

/** The tables that the processor needs could not be built. */
export class RebuildEndedError extends NamedError {}

/** `live` retries, as most faults pass; `rebuild` stops at the first, as a half-trusted one is worth nothing. */
export type ProcessorMode = 'live' | 'rebuild';

/** For an event that retries do not help: `stop` the projection there, or `dead-letter` the event and skip it. */
export type PoisonEventPolicy = 'stop' | 'dead-letter';

export interface FailurePolicy extends BackoffPolicy {
  /** Attempts at one batch, the first included, before the processor stops. */
  readonly maxAttempts: number;
}

export const defaultFailurePolicy: FailurePolicy = { maxAttempts: 6, firstPauseMs: 50, longestPauseMs: 10_000 };

/** Undefined: stop. What is away is retried for ever, any other fault a few times. */
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
