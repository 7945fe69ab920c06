/** Persisted type names; stand in a tenant's stream of requests to its projections. */
export const PROJECTION_REBUILD_REQUESTED = 'ProjectionRebuildRequested';
export const PROJECTION_REBUILD_CANCEL_REQUESTED = 'ProjectionRebuildCancelRequested';
export const DEAD_LETTER_RETRY_REQUESTED = 'DeadLetterRetryRequested';

/** An operator asked that the read models be rebuilt. */
export interface ProjectionRebuildRequested {
  /** The projection that was named; all are rebuilt in one pass. */
  readonly projection: string;
  /** Whether to switch even if live rows differ from the ledger. */
  readonly acceptMismatch: boolean;
  readonly reason?: string;
}

/** An operator asked that the open rebuild be cancelled. */
export interface ProjectionRebuildCancelRequested {
  readonly projection: string;
  readonly reason?: string;
}

/** An operator asked that a projection apply an event again that it failed to apply. */
export interface DeadLetterRetryRequested {
  readonly projection: string;
  /** Of that event in the ledger. */
  readonly position: string;
  readonly reason?: string;
}

export type ProjectionRequestEvent =
  | { readonly type: typeof PROJECTION_REBUILD_REQUESTED; readonly data: ProjectionRebuildRequested }
  | { readonly type: typeof PROJECTION_REBUILD_CANCEL_REQUESTED; readonly data: ProjectionRebuildCancelRequested }
  | { readonly type: typeof DEAD_LETTER_RETRY_REQUESTED; readonly data: DeadLetterRetryRequested };
