import type { JourneyResult, OperationEvent, OperationRequested } from './operation.events';

export interface RequestOperation {
  readonly type: 'RequestOperation';
  readonly request: OperationRequested;
  /** Whether the version of a migration was settled for the operator, who named none. */
  readonly isVersionSettled?: boolean;
}

/** The runner's: the next part of the journeys, as the read models gave them. */
export interface AddSelection {
  readonly type: 'AddSelection';
  readonly first: number;
  readonly journeys: readonly (readonly [sessionId: string, revision: number])[];
  readonly isLast: boolean;
}

/** The runner's: results of the next journeys. */
export interface RecordProgress {
  readonly type: 'RecordProgress';
  readonly from: number;
  readonly results: readonly JourneyResult[];
}

/** The runner's: completes or cancels the operation if all its journeys are done. */
export interface ConcludeOperation {
  readonly type: 'ConcludeOperation';
}

interface OperationStep {
  readonly reason?: string;
  /** The caller's id of it: sent again, it does nothing again, whatever others did meanwhile. */
  readonly commandId?: string;
}

export interface PauseOperation extends OperationStep {
  readonly type: 'PauseOperation';
}

export interface ResumeOperation extends OperationStep {
  readonly type: 'ResumeOperation';
}

export interface CancelOperation extends OperationStep {
  readonly type: 'CancelOperation';
}

export type OperationCommand =
  | RequestOperation
  | AddSelection
  | RecordProgress
  | ConcludeOperation
  | PauseOperation
  | ResumeOperation
  | CancelOperation;

/** Only `accepted` changes the stream. */
export type OperationDecision =
  | { readonly kind: 'accepted'; readonly event: OperationEvent }
  /** It is so already, or another runner has done it. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly code: 'OPERATION_ENDED' | 'IDEMPOTENCY_KEY_REUSED'; readonly reason: string }
  | { readonly kind: 'not-found' };
