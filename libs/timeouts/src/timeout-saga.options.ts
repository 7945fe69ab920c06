/** How the saga looks for due deadlines. */
export interface TimeoutSagaOptions {
  /** Deadlines of one page. */
  readonly batchSize: number;
  /** Time-outs sent at once at most. */
  readonly concurrency: number;
  /** Longest time between two looks, in milliseconds. */
  readonly pollIntervalMs: number;
  /** Longest time between two looks while they fail, in milliseconds. */
  readonly maxBackoffMs: number;
  /** How long a deadline is left alone whose time-out the ledger did not understand, in milliseconds. */
  readonly setAsideMs: number;
}

export const DEFAULT_TIMEOUT_SAGA_OPTIONS: TimeoutSagaOptions = {
  batchSize: 500,
  concurrency: 64,
  pollIntervalMs: 1_000,
  maxBackoffMs: 30_000,
  setAsideMs: 60_000,
};
