/** Where webhooks may be sent, as operations configured it. */
export interface WebhookTarget {
  /** What a definition's escalation names as its target. */
  readonly name: string;
  readonly url: URL;
  /** `whsec_…`, the one in use first: each signs, so that a receiver can change from one to the next. */
  readonly secrets: readonly string[];
  /** Deliveries under way at once at most. */
  readonly concurrency: number;
  /** What one attempt may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether its name may resolve to an address of this machine or of a private network. */
  readonly allowPrivate: boolean;
}

/** What a delivery came to. */
export type DeliveryResult =
  | { readonly kind: 'delivered'; readonly status: number }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly status?: number;
      /** One sentence. */
      readonly detail: string;
      /** Whether sending it again is in vain. */
      readonly isPermanent: boolean;
      /** Whether the target as a whole is in trouble, and not this delivery alone. */
      readonly isTargetsTrouble: boolean;
      /** How long the target asked to be left alone, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  /** It was broken off here: nobody knows what became of it. */
  | { readonly kind: 'aborted' };
