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

/** An attempt that was not made. */
export interface HeldBack {
  readonly kind: 'held-back';
  readonly reason: 'circuit-open' | 'full';
}

/** Keeps slow targets from harming others (bulkhead), and probes failing ones now and then (circuit breaker). */
export class TargetLimiter {
  readonly #breaker;
  readonly #policy;

  constructor(
    readonly target: WebhookTarget,
    { failures, openMs }: BreakerOptions = DEFAULT_BREAKER,
  ) {
    this.#breaker = circuitBreaker(handleWhenResult(isFailureOfTarget), {
      halfOpenAfter: openMs,
      breaker: new ConsecutiveBreaker(failures),
    });
    this.#policy = wrap(this.#breaker, bulkhead(target.concurrency, 0));
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

function isFailureOfTarget(result: unknown): boolean {
  const { kind, isTargetFailure } = result as { readonly kind?: unknown; readonly isTargetFailure?: unknown };
  return kind === 'failed' && isTargetFailure === true;
}
