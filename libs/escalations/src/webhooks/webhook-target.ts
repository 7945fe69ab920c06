export interface WebhookTarget {
  /** What a definition's escalation names as its target. */
  readonly name: string;
  readonly url: URL;
  /** `whsec_…`, the one in use first: each signs, so that a receiver can change from one to the next. */
  readonly secrets: readonly string[];
  /** Deliveries under way at once at most. */
  readonly concurrency: number;
  /** Longest time for one attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether its name may resolve to an address of this machine or of a private network. */
  readonly allowPrivate: boolean;
  /** Whose escalations go to it. Default: those of the tenant `default` alone. */
  readonly tenants?: readonly string[];
}

/** The tenant of callers without authentication. */
export const DEFAULT_TENANT = 'default';

/** To the escalations of other tenants a target is not there. */
export function servesTenant({ tenants = [DEFAULT_TENANT] }: Pick<WebhookTarget, 'tenants'>, tenant: string): boolean {
  return tenants.includes(tenant);
}

export type DeliveryResult =
  | { readonly kind: 'delivered'; readonly status: number }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly status?: number;
      /** One sentence. */
      readonly detail: string;
      /** Whether a retry is in vain. */
      readonly isPermanent: boolean;
      /** Whether the target as a whole fails, and not this delivery alone. */
      readonly isTargetFailure: boolean;
      /** Pause that the target asked for, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  /** This process stopped it: its result is unknown. */
  | { readonly kind: 'aborted' };
