import type { Sight } from './sight';

/** Ways of being stuck: past the deadline without a recorded timeout, slower than others, in a state that was removed. */
export const STUCK_KINDS = ['overdue', 'slow', 'orphaned'] as const;
export type StuckKind = (typeof STUCK_KINDS)[number];

/** Which kinds, and how much slower than the median is slow. */
export interface StuckQuestion {
  readonly sight: Sight;
  /** At least one. */
  readonly kinds: readonly StuckKind[];
  /** Times the median dwell of the state, above 0. */
  readonly slowerThan: number;
  /** RFC 3339: the instant that deadlines and waits are compared with. */
  readonly now: string;
  readonly definitionId?: string;
}

/** Stuck at an instant, with the figures that decide, so that the same rules hold when other journeys have moved. */
export interface StuckRules {
  readonly now: string;
  readonly kinds: readonly StuckKind[];
  readonly slowerThan: number;
  /** Median dwell of each state that was ever left, in milliseconds, and how many visits it is the median of. */
  readonly medians: readonly {
    readonly definitionId: string;
    readonly stateId: string;
    readonly medianMs: number;
    readonly visits: number;
  }[];
  /** The newest version of each definition that has older ones, and its states. */
  readonly newest: readonly {
    readonly definitionId: string;
    readonly version: number;
    readonly states: readonly string[];
  }[];
}

/** One reason why a journey counts as stuck. */
export interface StuckReason {
  readonly kind: StuckKind;
  /** One sentence. */
  readonly reason: string;
  /** Of `overdue`: RFC 3339. */
  readonly deadline?: string;
  /** Of `slow`, in milliseconds; the median is that of `visits`. */
  readonly waitedMs?: number;
  readonly medianMs?: number;
  readonly visits?: number;
  /** Of `orphaned`. */
  readonly newestVersion?: number;
}
