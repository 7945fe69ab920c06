import type { Sight } from './sight';

export interface OpenJourneysQuestion {
  readonly sight: Sight;
  readonly definitionId: string;
  /** Only of this version. Default: all. */
  readonly version?: number;
  /** Only in these states. Default: all. */
  readonly states?: readonly string[];
}

/** Journeys of a definition that are `ACTIVE`, as of one position. */
export interface OpenJourneys {
  /** The position of the ledger up to which journeys were counted; null in an empty ledger. */
  readonly position: string | null;
  readonly count: number;
  /** By state, those with the most first. */
  readonly states: readonly { readonly stateId: string; readonly journeys: number }[];
  /** The first ones by their start, 10 at most. */
  readonly sample: readonly OpenJourney[];
}

export interface OpenJourney {
  readonly sessionId: string;
  readonly version: number;
  readonly stateId: string;
  /** RFC 3339: since when it is in the state. */
  readonly enteredAt: string;
}
