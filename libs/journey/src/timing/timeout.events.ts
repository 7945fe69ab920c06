/** Persisted type names: the first two stand in a definition's stream, the others in a tenant's. */
export const TIMEOUT_OVERRIDDEN = 'TimeoutOverridden';
export const TIMEOUT_OVERRIDE_REMOVED = 'TimeoutOverrideRemoved';
export const TIMEOUTS_PAUSED = 'TimeoutsPaused';
export const TIMEOUTS_RESUMED = 'TimeoutsResumed';

/** Which journeys an override counts for. */
export const OVERRIDE_SCOPES = ['new', 'waiting'] as const;
export type OverrideScope = (typeof OVERRIDE_SCOPES)[number];

/** Operations gave a state another timeout. It holds from the event's `occurredAt` on. */
export interface TimeoutOverridden {
  readonly definitionId: string;
  readonly stateId: string;
  /** ISO 8601 duration without years and months: it is reckoned in milliseconds. */
  readonly after: string;
  /** `new`: those who enter the state from now on; `waiting`: those who wait in it as well. */
  readonly applyTo: OverrideScope;
  /** ISO 8601 duration: what is left to those who would abort at once; they abort at once where it is absent. */
  readonly grace?: string;
  readonly reason: string;
}

/** An override was taken back: from now on everybody's deadline is as if it had never been. */
export interface TimeoutOverrideRemoved {
  readonly definitionId: string;
  readonly stateId: string;
  /** Revision of its `TimeoutOverridden` in this stream. */
  readonly overrideRevision: number;
  readonly grace?: string;
  readonly reason: string;
}

/** From `occurredAt` on no deadline of the tenant elapses. */
export interface TimeoutsPaused {
  readonly reason: string;
}

/** The pause ended at `occurredAt`: open deadlines move on by as long as it held for them. */
export interface TimeoutsResumed {
  readonly reason: string;
}
