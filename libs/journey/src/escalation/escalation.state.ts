import type { DeliveryFailure, EscalationRequested, EscalationWithdrawn } from './escalation.events';

/**
 * `open`: waits in the pull queue; `claimed`: a desk has it; `delivering`: a webhook that its target has not accepted yet;
 * `delivered`: it has; `dead-lettered`: no further attempt until an operator retries it; `completed`: done, and final;
 * `withdrawn`: the journey was served without it, and final.
 */
export const ESCALATION_STATUSES = [
  'open',
  'claimed',
  'delivering',
  'delivered',
  'dead-lettered',
  'completed',
  'withdrawn',
] as const;
export type EscalationStatus = (typeof ESCALATION_STATUSES)[number];

export interface EscalationClaim {
  readonly claimant: string;
  readonly at: string;
  readonly until: string;
}

/** The delivery to a webhook's target. */
export interface EscalationDelivery {
  readonly target: string;
  /** Attempts since it was requested. */
  readonly attempts: number;
  /** Attempts since it was requested or last retried: the pause before the next one grows with them. */
  readonly attemptsInRound: number;
  /** When it was requested or last retried: its age counts from here. */
  readonly since: string;
  /** RFC 3339; null if nothing more is sent. */
  readonly nextAttemptAt: string | null;
  readonly lastFailure: DeliveryFailure | null;
  readonly deliveredAt: string | null;
}

export interface EscalationCompletion {
  readonly claimant: string;
  readonly at: string;
  readonly outcome: string | null;
}

/** That the journey was served meanwhile. */
export interface EscalationWithdrawal extends EscalationWithdrawn {
  readonly at: string;
  /** When the webhook's target accepted the news; null until then, and for a pull queue. */
  readonly toldAt: string | null;
}

/** An escalation, as folded from its stream. */
export interface EscalationState {
  readonly status: EscalationStatus;
  readonly request: EscalationRequested;
  readonly requestedAt: string;
  /** The last claim, even if expired; null once it was released. */
  readonly claim: EscalationClaim | null;
  /** Null unless a webhook delivers it. */
  readonly delivery: EscalationDelivery | null;
  readonly completion: EscalationCompletion | null;
  /** While a desk holds a claim, a mark: it decides what to do. */
  readonly withdrawal: EscalationWithdrawal | null;
  readonly updatedAt: string;
  /** Of its last event. */
  readonly revision: bigint;
}

/**
 * The status at an instant: an escalation whose claim has expired is open again, or withdrawn if it was marked, without
 * an event that says so.
 */
export function escalationStatusAt({ status, claim, withdrawal }: EscalationState, now: string): EscalationStatus {
  if (status !== 'claimed' || claim === null || isHeld(claim, now)) return status;
  return withdrawal === null ? 'open' : 'withdrawn';
}

/** Whether it is unhandled at an instant at which it was due. */
export function isOverdue(state: EscalationState, now: string): boolean {
  const { dueBy } = state.request;
  if (dueBy === undefined || Date.parse(dueBy) > Date.parse(now)) return false;
  return WAITING.includes(escalationStatusAt(state, now));
}

const WAITING: readonly EscalationStatus[] = ['open', 'claimed', 'delivering', 'dead-lettered'];

/** Whether a claim's lease has not expired. */
export function isHeld({ until }: EscalationClaim, now: string): boolean {
  return Date.parse(until) > Date.parse(now);
}
