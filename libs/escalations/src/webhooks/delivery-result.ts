import { defined } from '@ledger/plain-data';
import { AddressRefusedError } from './checked-lookup';
import type { DeliveryResult } from './webhook-target';

type Failed = Extract<DeliveryResult, { kind: 'failed' }>;

/** The reason that an attempt is aborted with when its time is up. */
export const TIMED_OUT = Symbol('TIMED_OUT');

/** A target that asks for a longer pause is retried after this one. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/**
 * What an answer means. 2xx: delivered. 410: the target wants no more of these (Standard Webhooks), so a retry is in
 * vain. Anything else may be temporary or a configuration that people correct, and is retried. 429 and 5xx are failures
 * of the target itself, which its other deliveries would meet as well.
 */
export function resultOfResponse(status: number, retryAfter: string | undefined, now: Date): DeliveryResult {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  const waits = status === 429 || status >= 500;
  const retryAfterMs = waits ? retryAfterOf(retryAfter, now) : undefined;
  return defined({
    kind: 'failed' as const,
    code: `HTTP_${status}`,
    status,
    detail: sentenceOf(status),
    isPermanent: status === 410,
    isTargetFailure: waits,
    retryAfterMs,
  });
}

/** The failure behind an error without an answer. */
export function failureOfError(error: unknown, timeoutMs: number): Failed {
  if (error === TIMED_OUT) return unreachable('TIMEOUT', `The target did not answer within ${timeoutMs} ms.`);
  if (error instanceof AddressRefusedError) {
    // No request was sent: this says nothing about the target's health.
    return { ...unreachable(error.code, error.message), isTargetFailure: false };
  }
  const code = codeOf(error);
  switch (code) {
    case 'ECONNREFUSED':
      return unreachable('CONNECTION_REFUSED', 'The target does not listen: the connection was refused.');
    case 'ECONNRESET':
    case 'EPIPE':
      return unreachable('CONNECTION_RESET', 'The target closed the connection before it answered.');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unreachable('NAME_UNRESOLVED', 'The name of the target could not be resolved.');
    default:
      return unreachable(
        'CONNECTION_FAILED',
        `The target could not be reached${code === undefined ? '' : ` (${code})`}.`,
      );
  }
}

function sentenceOf(status: number): string {
  if (status === 410) return 'The target answered 410: it is gone for good.';
  if (status >= 300 && status < 400) return `The target answered ${status}, and redirects are not followed.`;
  return `The target answered ${status}.`;
}

function unreachable(code: string, detail: string): Failed {
  return { kind: 'failed', code, detail, isPermanent: false, isTargetFailure: true };
}

/** Seconds or an HTTP date (RFC 9110, section 10.2.3). */
function retryAfterOf(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

/** Asked without `instanceof`: errors of Node.js itself may come from another realm. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
