/** How the saga looks for due deadlines, and how fast it may work. */
export interface TimeoutSagaOptions {
  /** Deadlines of one page. */
  readonly batchSize: number;
  /** Time-outs sent at once at most: a command finds no more than these before it. */
  readonly concurrency: number;
  /** Time-outs sent in a second at most, however many are due. */
  readonly maxPerSecond: number;
  /** Time-outs that the read model may be behind with: no more are sent before it has followed. Bounds the memory. */
  readonly maxUnprojected: number;
  /** Longest time between two looks, in milliseconds. */
  readonly pollIntervalMs: number;
  /** Shortest time between two looks, in milliseconds: deadlines that lie close together share one. */
  readonly restMs: number;
  /** Longest time between two looks while they fail, in milliseconds. */
  readonly maxBackoffMs: number;
  /** How long a deadline is left alone whose time-out the ledger did not understand, in milliseconds. */
  readonly setAsideMs: number;
}

export const DEFAULT_TIMEOUT_SAGA_OPTIONS: TimeoutSagaOptions = {
  batchSize: 1_000,
  concurrency: 128,
  maxPerSecond: 10_000,
  maxUnprojected: 100_000,
  pollIntervalMs: 1_000,
  restMs: 50,
  maxBackoffMs: 30_000,
  setAsideMs: 60_000,
};
