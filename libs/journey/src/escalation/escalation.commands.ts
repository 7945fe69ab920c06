import type { DeliveryFailure, EscalationRequested } from './escalation.events';

interface At {
  /** RFC 3339, UTC, milliseconds. */
  readonly now: string;
}

/** What a journey's event asks for. */
export interface RequestEscalation extends At {
  readonly type: 'RequestEscalation';
  readonly request: EscalationRequested;
}

/** A desk takes an escalation for a while. */
export interface ClaimEscalation extends At {
  readonly type: 'ClaimEscalation';
  readonly claimant: string;
  readonly leaseMs: number;
  /** Whether the claimant holds it already and wants it for longer. */
  readonly renew?: boolean;
}

/** A desk gives it back. */
export interface ReleaseEscalation extends At {
  readonly type: 'ReleaseEscalation';
  readonly claimant: string;
  readonly note?: string;
}

/** A desk has looked after it. */
export interface CompleteEscalation extends At {
  readonly type: 'CompleteEscalation';
  readonly claimant: string;
  readonly outcome?: string;
}

/** Operations have a dead letter delivered anew. */
export interface ReplayEscalation extends At {
  readonly type: 'ReplayEscalation';
  readonly reason?: string;
}

/** The webhook's target has taken it. */
export interface RecordDelivery extends At {
  readonly type: 'RecordDelivery';
  readonly status: number;
}

/** An attempt to deliver has failed. */
export interface RecordFailure extends At {
  readonly type: 'RecordFailure';
  /** Number of this attempt, from 1: one that is not the next one has been recorded already. */
  readonly attempt: number;
  readonly failure: DeliveryFailure;
  /** RFC 3339; null to give up. */
  readonly nextAttemptAt: string | null;
}

/** Delivery is given up without another attempt. */
export interface GiveUpDelivery extends At {
  readonly type: 'GiveUpDelivery';
  readonly reason: string;
}

export type EscalationCommand =
  | RequestEscalation
  | ClaimEscalation
  | ReleaseEscalation
  | CompleteEscalation
  | ReplayEscalation
  | RecordDelivery
  | RecordFailure
  | GiveUpDelivery;
