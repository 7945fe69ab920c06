import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
  wrap,
} from 'cockatiel';
import type { DeliveryResult, WebhookTarget } from './webhook-target';

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** How long it stays open before one delivery is let through, in milliseconds. */
  readonly openMs: number;
}

export const DEFAULT_BREAKER: BreakerOptions = { failures: 5, openMs: 30_000 };

/** What an attempt came to that was not made. */
export interface HeldBack {
  readonly kind: 'held-back';
  readonly reason: 'circuit-open' | 'full';
}

/**
 * Keeps a target that is slow or down from harming others and itself: no more deliveries at once than it is to get
 * (bulkhead), and none but a probe now and then while it fails (circuit breaker).
 */
export class TargetLimiter {
  readonly #openMs: number;
  readonly #bulkhead;
  readonly #breaker;
  readonly #policy;
  #opensAgainAt = 0;

  constructor(
    readonly target: WebhookTarget,
    { failures, openMs }: BreakerOptions = DEFAULT_BREAKER,
  ) {
    this.#openMs = openMs;
    this.#bulkhead = bulkhead(target.concurrency, 0);
    this.#breaker = circuitBreaker(handleWhenResult(isTrouble), {
      halfOpenAfter: openMs,
      breaker: new ConsecutiveBreaker(failures),
    });
    this.#policy = wrap(this.#breaker, this.#bulkhead);
    this.#breaker.onBreak(() => (this.#opensAgainAt = Date.now() + this.#openMs));
  }

  get breaker(): BreakerState {
    switch (this.#breaker.state) {
      case CircuitState.Closed:
        return 'closed';
      case CircuitState.HalfOpen:
        return 'half-open';
      case CircuitState.Open:
      case CircuitState.Isolated:
        return 'open';
    }
  }

  /** Deliveries that may begin now: none while the circuit is open, one where it is to be probed. */
  get free(): number {
    if (this.breaker === 'closed') return this.#bulkhead.executionSlots;
    return this.breaker === 'open' && Date.now() >= this.#opensAgainAt ? 1 : 0;
  }

  async attempt(send: () => Promise<DeliveryResult>): Promise<DeliveryResult | HeldBack> {
    try {
      return await this.#policy.execute(send);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { kind: 'held-back', reason: 'circuit-open' };
      if (error instanceof BulkheadRejectedError) return { kind: 'held-back', reason: 'full' };
      throw error;
    }
  }
}

function isTrouble(result: unknown): boolean {
  const { kind, isTargetsTrouble } = result as { readonly kind?: unknown; readonly isTargetsTrouble?: unknown };
  return kind === 'failed' && isTargetsTrouble === true;
}
