/** How the saga finds due deadlines, and how fast it may work. */
export interface TimeoutSagaOptions {
  /** Deadlines of one page. */
  readonly batchSize: number;
  /** Timeouts under way at once at most: a command waits behind no more than these. */
  readonly concurrency: number;
  /** Timeouts sent in a second at most, however many are due. */
  readonly maxPerSecond: number;
  /** Timeouts sent ahead of the read model at most. Bounds the memory. */
  readonly maxUnprojected: number;
  /** Longest time between two polls, in milliseconds. */
  readonly pollIntervalMs: number;
  /** Shortest time between two polls, in milliseconds: deadlines that lie close together share one. */
  readonly shortestPauseMs: number;
  /** Longest time between two polls while they fail, in milliseconds. */
  readonly maxBackoffMs: number;
  /** How long a deadline is left alone after its timeout failed, in milliseconds. */
  readonly quarantineMs: number;
}

export const DEFAULT_TIMEOUT_SAGA_OPTIONS: TimeoutSagaOptions = {
  batchSize: 1_000,
  concurrency: 128,
  maxPerSecond: 10_000,
  maxUnprojected: 100_000,
  pollIntervalMs: 1_000,
  shortestPauseMs: 50,
  maxBackoffMs: 30_000,
  quarantineMs: 60_000,
};
