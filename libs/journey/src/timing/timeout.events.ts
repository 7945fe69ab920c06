/** Persisted type names: the first two stand in a definition's stream, the others in a tenant's. */
export const TIMEOUT_OVERRIDDEN = 'TimeoutOverridden';
export const TIMEOUT_OVERRIDE_REMOVED = 'TimeoutOverrideRemoved';
export const TIMEOUTS_PAUSED = 'TimeoutsPaused';
export const TIMEOUTS_RESUMED = 'TimeoutsResumed';

/** Which journeys an override counts for. */
export const OVERRIDE_SCOPES = ['new', 'waiting'] as const;
export type OverrideScope = (typeof OVERRIDE_SCOPES)[number];

/** Operations gave a state another timeout. It holds from the event's `occurredAt`. */
export interface TimeoutOverridden {
  readonly definitionId: string;
  readonly stateId: string;
  /** ISO 8601 duration without years and months: it is computed in milliseconds. */
  readonly after: string;
  /** `new`: journeys that enter the state from now on; `waiting`: journeys that wait in it as well. */
  readonly applyTo: OverrideScope;
  /** ISO 8601 duration that journeys get which would otherwise abort at once; default none. */
  readonly grace?: string;
  readonly reason: string;
}

/** An override was removed: from now on deadlines are as if it had never been. */
export interface TimeoutOverrideRemoved {
  readonly definitionId: string;
  readonly stateId: string;
  /** Revision of its `TimeoutOverridden` in this stream. */
  readonly overrideRevision: number;
  readonly grace?: string;
  readonly reason: string;
}

/** From `occurredAt` the tenant's deadlines are paused. */
export interface TimeoutsPaused {
  readonly reason: string;
}

/** The pause ended at `occurredAt`: each open deadline moves by as long as the pause lasted for it. */
export interface TimeoutsResumed {
  readonly reason: string;
}
