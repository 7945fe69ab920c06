import type { DeliveryFailure, EscalationRequested, EscalationWithdrawn } from './escalation.events';

interface At {
  /** RFC 3339, UTC, milliseconds. */
  readonly now: string;
}

/** A journey's event asks for an escalation. */
export interface RequestEscalation extends At {
  readonly type: 'RequestEscalation';
  readonly request: EscalationRequested;
}

/** A desk claims an escalation for the time of a lease. */
export interface ClaimEscalation extends At {
  readonly type: 'ClaimEscalation';
  readonly claimant: string;
  readonly leaseMs: number;
  /** Whether the claimant holds it already and extends the lease. */
  readonly renew?: boolean;
  readonly note?: string;
}

export interface ReleaseEscalation extends At {
  readonly type: 'ReleaseEscalation';
  readonly claimant: string;
  readonly note?: string;
}

export interface CompleteEscalation extends At {
  readonly type: 'CompleteEscalation';
  readonly claimant: string;
  readonly outcome?: string;
}

/** A later event of the journey made it needless. */
export interface WithdrawEscalation extends At {
  readonly type: 'WithdrawEscalation';
  readonly withdrawal: EscalationWithdrawn;
}

/** Operations retry a dead-lettered delivery. */
export interface ReplayEscalation extends At {
  readonly type: 'ReplayEscalation';
  readonly reason?: string;
}

export interface RecordDelivery extends At {
  readonly type: 'RecordDelivery';
  readonly status: number;
  /** What the target accepted, if not the request. */
  readonly message?: 'withdrawn';
}

export interface RecordFailure extends At {
  readonly type: 'RecordFailure';
  /** Number of this attempt, from 1: one that is not the next one has been recorded already. */
  readonly attempt: number;
  readonly failure: DeliveryFailure;
  /** RFC 3339; null for no further attempt. */
  readonly nextAttemptAt: string | null;
}

export interface GiveUpDelivery extends At {
  readonly type: 'GiveUpDelivery';
  readonly reason: string;
}

export type EscalationCommand =
  | RequestEscalation
  | ClaimEscalation
  | ReleaseEscalation
  | CompleteEscalation
  | WithdrawEscalation
  | ReplayEscalation
  | RecordDelivery
  | RecordFailure
  | GiveUpDelivery;
