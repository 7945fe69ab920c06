export interface BackoffPolicy {
  /** After the first failure, in milliseconds; each further failure doubles it. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** Keeps the power finite: a first pause of 0 stays 0. */
const MAX_DOUBLINGS = 40;

/** Milliseconds before the next attempt, after so many failures in a row. */
export function backoffMs({ firstPauseMs, longestPauseMs }: BackoffPolicy, failures: number): number {
  const doublings = Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS);
  return Math.min(firstPauseMs * 2 ** doublings, longestPauseMs);
}

/** Shortens a pause by up to half, so that callers that failed together do not retry together. */
export function withJitter(ms: number, random: number): number {
  return ms * (1 - random / 2);
}

/** The pauses between the attempts of one caller, with jitter. */
export class Backoff {
  #failures = 0;

  constructor(
    private readonly policy: BackoffPolicy,
    private readonly random: () => number = Math.random,
  ) {}

  next(): number {
    return withJitter(backoffMs(this.policy, ++this.#failures), this.random());
  }

  reset(): void {
    this.#failures = 0;
  }
}
