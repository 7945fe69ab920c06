import type { Context, JourneyRow } from './journey.types';

export type OperationKind = 'abort' | 'move' | 'restart' | 'migrate';
export type StuckKind = 'overdue' | 'slow' | 'orphaned';
export type JourneyOutcome = 'changed' | 'unchanged' | 'expired' | 'refused' | 'moved' | 'failed';

/** Which journeys: those that meet every member given. */
export interface OperationFilter {
  readonly state?: string;
  readonly definitionId?: string;
  readonly customerId?: string;
  readonly channel?: string;
  readonly status?: 'ACTIVE' | 'COMPLETED' | 'TIMED_OUT';
  readonly overdue?: boolean;
  /** RFC 3339. */
  readonly enteredBefore?: string;
  readonly stuck?: StuckKind | 'any';
  /** Times the median dwell of the state. */
  readonly slowerThan?: number;
}

/** What becomes of them: of `move` the state; of `migrate` the version, the newest where absent. */
export interface OperationTarget {
  readonly stateId?: string;
  readonly version?: number;
  readonly stateMap?: Readonly<Record<string, string>>;
  readonly set?: Context;
}

export interface OperationRequest {
  readonly kind: OperationKind;
  readonly filter: OperationFilter;
  readonly target?: OperationTarget;
  readonly reason: string;
}

export interface OperationStart extends OperationRequest {
  /** Most journeys a second. */
  readonly ratePerSecond?: number;
  /** Of the dry run: it is done to the journeys that were shown. */
  readonly token?: string;
  readonly commandId?: string;
}

/** What an operation would come to; nothing is stored. */
export interface OperationDryRun {
  readonly journeys: number;
  readonly byState: readonly { readonly definitionId: string; readonly stateId: string; readonly journeys: number }[];
  readonly outcomes: { readonly [outcome in JourneyOutcome]?: number };
  readonly refusals: readonly { readonly code: string; readonly journeys: number; readonly example: string }[];
  readonly sample: readonly (Pick<
    JourneyRow,
    'sessionId' | 'definitionId' | 'definitionVersion' | 'stateId' | 'enteredAt' | 'revision'
  > & { readonly outcome: JourneyOutcome; readonly code?: string; readonly reason?: string })[];
  readonly position: string;
  readonly token: string;
  readonly target?: OperationTarget;
}

/** A batch operation as it stands. */
export interface Operation extends Omit<OperationRequest, 'filter' | 'target'> {
  readonly operationId: string;
  readonly filter: Omit<OperationFilter, 'stuck'> & { readonly stuck?: readonly StuckKind[] };
  readonly target: OperationTarget | null;
  readonly ratePerSecond: number;
  readonly requestedBy: { readonly subject: string; readonly clientId?: string };
  readonly status: 'SELECTING' | 'RUNNING' | 'PAUSED' | 'CANCELLING' | 'CANCELLED' | 'COMPLETED';
  readonly asOf: { readonly position: string; readonly at: string };
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly updatedAt: string;
  readonly endedAt: string | null;
  readonly shown: number | null;
  readonly selected: number;
  readonly done: number;
  /** From 0 to 1; null while journeys are being selected. */
  readonly progress: number | null;
  /** Journeys a second. */
  readonly rate: number | null;
  readonly eta: string | null;
  readonly counts: { readonly [outcome in JourneyOutcome]: number };
  /** How often each problem code stands among what was not done. */
  readonly codes: Readonly<Record<string, number>>;
  readonly revision: number;
  readonly position: string;
}

/** What came of one journey. */
export interface JourneyResult {
  readonly sessionId: string;
  readonly outcome: JourneyOutcome;
  readonly revision?: number;
  readonly code?: string;
  readonly reason?: string;
}

export interface StuckSearch {
  readonly reason?: StuckKind | 'any';
  readonly slowerThan?: number;
  readonly state?: string;
  readonly definitionId?: string;
  readonly channel?: string;
  readonly cursor?: string;
  readonly limit?: number;
  readonly atLeast?: string;
}

export interface StuckJourney extends JourneyRow {
  /** Every way in which it is stuck. */
  readonly stuck: readonly { readonly kind: StuckKind; readonly reason: string }[];
}
