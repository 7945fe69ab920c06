/** When a repeatable request is sent again. */
export interface RetryPolicy {
  /** Sends after the first one. */
  readonly retries: number;
  /** Longest pause before the first retry, in milliseconds; doubles with each. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = { retries: 4, baseDelayMs: 100, maxDelayMs: 5_000 };

/** Pause with full jitter; at least the server's `Retry-After`, capped lest a wrong one hangs the caller. */
export function retryDelay(policy: RetryPolicy, attempt: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** attempt);
  return Math.min(policy.maxDelayMs, Math.max(retryAfterMs, 0) + Math.round(random * ceiling));
}

/** `Retry-After` (RFC 9110, section 10.2.3) in milliseconds: seconds or an HTTP date; 0 without one. */
export function retryAfterMs(header: string | null, now: Date): number {
  if (header === null) return 0;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1_000;
  const instant = Date.parse(header);
  return Number.isNaN(instant) ? 0 : Math.max(0, instant - now.getTime());
}
