import type { EscalationKind } from '../definition/definition';
import type { EscalationReason } from '../journey/escalation-id';

/** Persisted type names of an escalation's stream: constants, never class names. */
export const ESCALATION_REQUESTED = 'EscalationRequested';
export const ESCALATION_CLAIMED = 'EscalationClaimed';
export const ESCALATION_RELEASED = 'EscalationReleased';
export const ESCALATION_DELIVERED = 'EscalationDelivered';
export const ESCALATION_FAILED = 'EscalationFailed';
export const ESCALATION_DEAD_LETTERED = 'EscalationDeadLettered';
export const ESCALATION_REPLAYED = 'EscalationReplayed';
export const ESCALATION_COMPLETED = 'EscalationCompleted';
export const ESCALATION_WITHDRAWN = 'EscalationWithdrawn';
export const ESCALATION_WITHDRAWAL_MARKED = 'EscalationWithdrawalMarked';

/** A journey needs help. Holds everything that a desk needs to act. */
export interface EscalationRequested {
  /** Name in the definition's `escalations`. */
  readonly escalation: string;
  readonly kind: EscalationKind;
  readonly queue?: string;
  /** Name of a configured webhook target. */
  readonly target?: string;
  readonly reason: EscalationReason;
  readonly sessionId: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  /** The state that timed out, or that was entered. */
  readonly stateId: string;
  /** State of the journey right after the event. */
  readonly currentStateId: string;
  readonly customerId?: string;
  readonly channel?: string;
  /** Of the journey's event that asks for it. */
  readonly journeyRevision: number;
  readonly journeyEventId: string;
  /** When the journey asked, on the clock of the timeouts. RFC 3339, UTC, milliseconds. */
  readonly triggeredAt: string;
  /** `triggeredAt` plus the escalation's `within`; absent if the definition sets none. */
  readonly dueBy?: string;
}

/** A desk has claimed it, until its lease expires. */
export interface EscalationClaimed {
  readonly claimant: string;
  /** RFC 3339. */
  readonly until: string;
  readonly note?: string;
}

export interface EscalationReleased {
  readonly claimant: string;
  readonly note?: string;
}

export interface EscalationDelivered {
  readonly target: string;
  /** Attempts made by then, this one included. */
  readonly attempt: number;
  /** HTTP status. */
  readonly status: number;
  /** What was delivered, if not the request: that it was withdrawn. */
  readonly message?: 'withdrawn';
}

/** Why an attempt to deliver failed, for people and for counting. */
export interface DeliveryFailure {
  /** Stable, such as `HTTP_500`, `TIMEOUT`, `CONNECTION_RESET`, `ADDRESS_REFUSED`. */
  readonly code: string;
  /** HTTP status, if the target answered. */
  readonly status?: number;
  /** One sentence. */
  readonly detail: string;
}

export interface EscalationFailed extends DeliveryFailure {
  readonly target: string;
  readonly attempt: number;
  /** RFC 3339; null if there is no further one. */
  readonly nextAttemptAt: string | null;
}

/** Delivery has ended without success; an operator may retry it. */
export interface EscalationDeadLettered {
  readonly target: string;
  readonly attempts: number;
  readonly reason: string;
}

/** A dead letter is delivered again, as if it had just been requested. */
export interface EscalationReplayed {
  readonly target: string;
  readonly reason?: string;
}

export interface EscalationCompleted {
  readonly claimant: string;
  /** The result, in the desk's own words. */
  readonly outcome?: string;
}

/** The journey was served without the desk. Of a claimed escalation the same is recorded as a mark alone. */
export interface EscalationWithdrawn {
  /** Of the journey's event that withdrew it. */
  readonly journeyRevision: number;
  readonly journeyEventId: string;
  /** The state that this event entered. */
  readonly stateId: string;
}

export type EscalationEvent =
  | { readonly type: typeof ESCALATION_REQUESTED; readonly data: EscalationRequested }
  | { readonly type: typeof ESCALATION_CLAIMED; readonly data: EscalationClaimed }
  | { readonly type: typeof ESCALATION_RELEASED; readonly data: EscalationReleased }
  | { readonly type: typeof ESCALATION_DELIVERED; readonly data: EscalationDelivered }
  | { readonly type: typeof ESCALATION_FAILED; readonly data: EscalationFailed }
  | { readonly type: typeof ESCALATION_DEAD_LETTERED; readonly data: EscalationDeadLettered }
  | { readonly type: typeof ESCALATION_REPLAYED; readonly data: EscalationReplayed }
  | { readonly type: typeof ESCALATION_COMPLETED; readonly data: EscalationCompleted }
  | { readonly type: typeof ESCALATION_WITHDRAWN; readonly data: EscalationWithdrawn }
  | { readonly type: typeof ESCALATION_WITHDRAWAL_MARKED; readonly data: EscalationWithdrawn };
