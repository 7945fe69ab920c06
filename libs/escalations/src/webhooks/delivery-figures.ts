import type { BreakerState, TargetLimiter } from './target-limiter';

/** The deliveries to a target, since the start of this process. */
export interface TargetFigures {
  readonly target: string;
  readonly delivered: number;
  readonly failed: number;
  readonly deadLettered: number;
  /** Undefined for a target that is not configured. */
  readonly breaker: BreakerState | undefined;
}

interface Counts {
  delivered: number;
  failed: number;
  deadLettered: number;
}

export class DeliveryFigures {
  readonly #limiters: ReadonlyMap<string, TargetLimiter>;
  readonly #counts = new Map<string, Counts>();

  constructor(limiters: readonly TargetLimiter[]) {
    this.#limiters = new Map(limiters.map((limiter) => [limiter.target.name, limiter]));
    for (const { target } of limiters) this.#of(target.name);
  }

  attempted(target: string, outcome: 'delivered' | 'failed'): void {
    this.#of(target)[outcome] += 1;
  }

  deadLettered(target: string): void {
    this.#of(target).deadLettered += 1;
  }

  all(): readonly TargetFigures[] {
    return [...this.#counts].map(([target, counts]) => ({
      target,
      ...counts,
      breaker: this.#limiters.get(target)?.breaker,
    }));
  }

  #of(target: string): Counts {
    let counts = this.#counts.get(target);
    if (counts === undefined) this.#counts.set(target, (counts = { delivered: 0, failed: 0, deadLettered: 0 }));
    return counts;
  }
}
