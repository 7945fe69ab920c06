/** A change of timeouts, as it stands in the ledger. */
export interface TimeoutChange {
  readonly type: 'TimeoutOverridden' | 'TimeoutOverrideRemoved' | 'TimeoutsPaused' | 'TimeoutsResumed';
  /** Of the event in its stream. */
  readonly revision: number;
  readonly position: string;
  /** RFC 3339: since when it holds. */
  readonly occurredAt: string;
  readonly actor: { readonly subject: string; readonly clientId?: string; readonly kind: string };
  readonly reason: string;
  readonly stateId?: string;
  /** ISO 8601 duration. */
  readonly after?: string;
  readonly applyTo?: 'new' | 'waiting';
  /** ISO 8601 duration. */
  readonly grace?: string;
  readonly overrideRevision?: number;
  readonly commandId: string | null;
}

export interface StateTimeout {
  readonly stateId: string;
  /** ISO 8601 duration of the newest version; null where it gives none. */
  readonly ofDefinition: string | null;
  readonly inForce: TimeoutChange | null;
}

export interface DefinitionTimeouts {
  readonly definitionId: string;
  /** What a change may expect. */
  readonly revision: number;
  readonly states: readonly StateTimeout[];
  /** Oldest first. */
  readonly history: readonly TimeoutChange[];
}

export interface TenantTimeouts {
  readonly paused: boolean;
  /** RFC 3339. */
  readonly pausedSince: string | null;
  readonly revision: number;
  readonly history: readonly TimeoutChange[];
}

export interface ChangedTimeout {
  readonly outcome: 'CHANGED' | 'UNCHANGED';
  readonly change: TimeoutChange;
  readonly position: string;
}

/** Whom a change would hit, of those who wait in the state. */
export interface TimeoutPreview {
  readonly at: string;
  readonly position: string | null;
  readonly waiting: number;
  readonly moved: number;
  readonly abortingAtOnce: number;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly sample: readonly {
    readonly sessionId: string;
    readonly enteredAt: string;
    readonly deadline: string | null;
    readonly newDeadline: string | null;
  }[];
}

/** A command id makes it harmless to send the change again; an expected revision, to come second. */
export interface TimeoutLock {
  readonly commandId?: string;
  readonly expectedRevision?: number;
}

export interface TimeoutOverride extends TimeoutLock {
  /** ISO 8601 duration in weeks, days, hours, minutes and seconds. */
  readonly after: string;
  readonly applyTo: 'new' | 'waiting';
  readonly grace?: string;
  readonly reason: string;
}

export interface OverrideRemoval extends TimeoutLock {
  /** The one in force where absent. */
  readonly overrideRevision?: number;
  readonly grace?: string;
  readonly reason: string;
}

export interface TimeoutPause extends TimeoutLock {
  readonly reason: string;
}
