import type { DeliveryFailure, EscalationRequested } from './escalation.events';

/**
 * `open`: waits in the pull queue; `claimed`: a desk has it; `delivering`: a webhook that its target has not taken yet;
 * `delivered`: it has; `dead-lettered`: given up until it is replayed; `completed`: looked after, and final.
 */
export const ESCALATION_STATUSES = [
  'open',
  'claimed',
  'delivering',
  'delivered',
  'dead-lettered',
  'completed',
] as const;
export type EscalationStatus = (typeof ESCALATION_STATUSES)[number];

export interface EscalationClaim {
  readonly claimant: string;
  readonly at: string;
  readonly until: string;
}

/** How the delivery to a webhook's target stands. */
export interface EscalationDelivery {
  readonly target: string;
  /** Attempts since it was requested. */
  readonly attempts: number;
  /** Attempts since it was requested or, if it was, replayed: what the pause before the next one follows from. */
  readonly attemptsInRound: number;
  /** When it was requested or last replayed: what its age is counted from. */
  readonly since: string;
  /** RFC 3339; null once nothing more is sent. */
  readonly nextAttemptAt: string | null;
  readonly lastFailure: DeliveryFailure | null;
  readonly deliveredAt: string | null;
}

export interface EscalationCompletion {
  readonly claimant: string;
  readonly at: string;
  readonly outcome: string | null;
}

/** An escalation as its stream tells it. */
export interface EscalationState {
  readonly status: EscalationStatus;
  readonly request: EscalationRequested;
  readonly requestedAt: string;
  /** Of the last claim, also one that has run out; null once it was released. */
  readonly claim: EscalationClaim | null;
  /** Null for what no webhook delivers. */
  readonly delivery: EscalationDelivery | null;
  readonly completion: EscalationCompletion | null;
  readonly updatedAt: string;
  /** Of its last event. */
  readonly revision: bigint;
}

/** What it is at an instant: a claim that has run out is open again, with no event that says so. */
export function escalationStatusAt({ status, claim }: EscalationState, now: string): EscalationStatus {
  return status === 'claimed' && claim !== null && !isHeld(claim, now) ? 'open' : status;
}

/** Whether a claim's lease still runs. */
export function isHeld({ until }: EscalationClaim, now: string): boolean {
  return Date.parse(until) > Date.parse(now);
}
