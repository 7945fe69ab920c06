import type { Sight } from './sight';

export interface LiveCountsQuestion {
  readonly sight: Sight;
  /** RFC 3339: what is overdue, and the hour that ends, are by it. */
  readonly now: string;
}

/** Where journeys are, as of one position. */
export interface LiveCounts {
  /** Up to where the read models were; null in an empty ledger. */
  readonly position: string | null;
  /** By definition, version and state; only states that have journeys. */
  readonly states: readonly StateCounts[];
  /** Commands refused in the hour before `now`, by definition; only definitions that have some. */
  readonly refusals: readonly RefusalCounts[];
  /** Escalations that were due by `now` and are not handled yet; only definitions that have some. */
  readonly overdueEscalations: readonly EscalationCounts[];
}

export interface EscalationCounts {
  readonly definitionId: string;
  readonly escalations: number;
}

export interface RefusalCounts {
  readonly definitionId: string;
  readonly commands: number;
  /** Journeys of which these were. */
  readonly journeys: number;
}

export interface StateCounts {
  readonly definitionId: string;
  readonly version: number;
  readonly stateId: string;
  readonly journeys: number;
  /** Of them, whose deadline has passed. */
  readonly overdue: number;
}
