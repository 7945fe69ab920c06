import type { Context } from '../context';
import type { JourneyStatus } from '../journey/journey.state';

/** Persisted type names of a batch operation's stream: constants, never class names. */
export const OPERATION_REQUESTED = 'OperationRequested';
export const OPERATION_SELECTED = 'OperationSelected';
export const OPERATION_PROGRESSED = 'OperationProgressed';
export const OPERATION_PAUSED = 'OperationPaused';
export const OPERATION_RESUMED = 'OperationResumed';
export const OPERATION_CANCEL_REQUESTED = 'OperationCancelRequested';
export const OPERATION_CANCELLED = 'OperationCancelled';
export const OPERATION_COMPLETED = 'OperationCompleted';

export const OPERATION_KINDS = ['abort', 'move', 'restart', 'migrate'] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** Why a journey counts as stuck. */
export const STUCK_REASONS = ['overdue', 'slow', 'orphaned'] as const;
export type StuckReason = (typeof STUCK_REASONS)[number];

/** Selects the journeys that meet every member given. Names as in the journey search. */
export interface OperationFilter {
  readonly state?: string;
  readonly definitionId?: string;
  readonly customerId?: string;
  readonly channel?: string;
  readonly status?: JourneyStatus;
  readonly overdue?: boolean;
  /** RFC 3339, UTC, milliseconds. */
  readonly enteredBefore?: string;
  /** Reasons for being stuck, any of which counts. */
  readonly stuck?: readonly StuckReason[];
  /** Times the median dwell of a state. */
  readonly slowerThan?: number;
}

/** The target: for `move` the state, for `migrate` the version; the other kinds have none. */
export interface OperationTarget {
  readonly stateId?: string;
  readonly version?: number;
  readonly stateMap?: { readonly [from: string]: string };
  readonly set?: Context;
  readonly force?: boolean;
}

/** An operator requested a change of many journeys. */
export interface OperationRequested {
  readonly operationId: string;
  readonly kind: OperationKind;
  readonly filter: OperationFilter;
  readonly target?: OperationTarget;
  readonly reason: string;
  readonly ratePerSecond: number;
  readonly requestedBy: { readonly subject: string; readonly clientId?: string };
  /** The filter is evaluated as of this position of the ledger: a journey that has moved after it is not selected. */
  readonly position: string;
  /** The instant that the filter's times are compared with: RFC 3339, UTC, milliseconds. */
  readonly at: string;
  /** The figures by which `stuck` was decided, if the filter has it. */
  readonly stuckRules?: object;
  /** Number of journeys that the dry run found; absent if there was none. */
  readonly shown?: number;
}

/** A part of the journeys to be changed, each with the revision at which it was found. */
export interface OperationSelected {
  /** Place of the first one among all that are selected, from 0. */
  readonly first: number;
  readonly journeys: readonly (readonly [sessionId: string, revision: number])[];
  /** Whether these are the last. */
  readonly isLast: boolean;
}

export const JOURNEY_OUTCOMES = ['changed', 'unchanged', 'expired', 'refused', 'moved', 'failed'] as const;
/**
 * The result for one journey. `changed`: done. `unchanged`: it was there already. `expired`: its deadline had passed, so
 * it timed out instead. `refused`: the domain refused it. `moved`: it had moved since it was selected, and was skipped.
 * `failed`: the ledger could not say.
 */
export type JourneyOutcome = (typeof JOURNEY_OUTCOMES)[number];

export interface JourneyResult {
  readonly sessionId: string;
  readonly outcome: JourneyOutcome;
  /** Of the journey afterwards, if there is one. */
  readonly revision?: number;
  /** Why it was not done. */
  readonly code?: string;
  /** One sentence; why it was not done. */
  readonly reason?: string;
}

/** The next journeys are done, in the order in which they were selected. */
export interface OperationProgressed {
  /** Place of the first one among all that are selected, from 0. */
  readonly from: number;
  readonly results: readonly JourneyResult[];
}

export interface OperationPaused {
  readonly reason?: string;
}

export interface OperationResumed {
  readonly reason?: string;
}

export interface OperationCancelRequested {
  readonly reason?: string;
}

/** Nothing more is done. The results until then are in `OperationProgressed`. */
export interface OperationCancelled {
  /** Selected, and never touched. */
  readonly left: number;
}

export interface OperationCompleted {
  readonly counts: { readonly [outcome in JourneyOutcome]: number };
}

export type OperationEvent =
  | { readonly type: typeof OPERATION_REQUESTED; readonly data: OperationRequested }
  | { readonly type: typeof OPERATION_SELECTED; readonly data: OperationSelected }
  | { readonly type: typeof OPERATION_PROGRESSED; readonly data: OperationProgressed }
  | { readonly type: typeof OPERATION_PAUSED; readonly data: OperationPaused }
  | { readonly type: typeof OPERATION_RESUMED; readonly data: OperationResumed }
  | { readonly type: typeof OPERATION_CANCEL_REQUESTED; readonly data: OperationCancelRequested }
  | { readonly type: typeof OPERATION_CANCELLED; readonly data: OperationCancelled }
  | { readonly type: typeof OPERATION_COMPLETED; readonly data: OperationCompleted };
