import type { EscalationDelivery } from '@ledger/journey';
import { backoffMs, withJitter, type BackoffPolicy } from '@ledger/runtime';

/** When a delivery that failed is tried again, and for how long. */
export interface RetryPolicy extends BackoffPolicy {
  /** Age at which it becomes a dead letter, counted from its request or its last replay. Milliseconds. */
  readonly deadLetterAfterMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  firstPauseMs: 5_000,
  longestPauseMs: 3_600_000,
  deadLetterAfterMs: 86_400_000,
};

/** The instant from which on no further attempt is made: epoch milliseconds. */
export function givesUpAt({ since }: Pick<EscalationDelivery, 'since'>, { deadLetterAfterMs }: RetryPolicy): number {
  return Date.parse(since) + deadLetterAfterMs;
}

/** The next attempt, with jitter by `random` (0 to 1); the last one when the age is reached, null after it. */
export function nextAttemptAt(
  delivery: Pick<EscalationDelivery, 'since' | 'attemptsInRound'>,
  policy: RetryPolicy,
  { now, random, retryAfterMs = 0 }: { readonly now: number; readonly random: number; readonly retryAfterMs?: number },
): string | null {
  const end = givesUpAt(delivery, policy);
  if (now >= end) return null;
  const pauseMs = withJitter(backoffMs(policy, delivery.attemptsInRound + 1), random);
  const next = now + Math.max(pauseMs, retryAfterMs);
  return new Date(Math.min(Math.ceil(next), end)).toISOString();
}
