export type EscalationStatus = 'open' | 'claimed' | 'delivering' | 'delivered' | 'dead-lettered' | 'completed';

/** Somebody has to look after a journey. */
export interface Escalation {
  readonly escalationId: string;
  /** A claim that has run out is open. */
  readonly status: EscalationStatus;
  readonly kind: 'callback' | 'queue' | 'webhook';
  readonly queue: string | null;
  /** Webhook target; null for what is pulled. */
  readonly target: string | null;
  /** Name in the definition's `escalations`. */
  readonly escalation: string;
  readonly reason: 'timeout' | 'entry';
  readonly sessionId: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  /** The state that timed out, or that was entered. */
  readonly stateId: string;
  /** Where the journey stood right after. */
  readonly currentStateId: string;
  readonly customerId: string | null;
  readonly channel: string | null;
  readonly journeyRevision: number;
  readonly journeyEventId: string;
  readonly triggeredAt: string;
  readonly requestedAt: string;
  readonly dueBy: string | null;
  readonly claim: { readonly claimant: string; readonly at: string; readonly until: string } | null;
  readonly delivery: {
    readonly target: string;
    readonly attempts: number;
    readonly nextAttemptAt: string | null;
    readonly lastFailure: { readonly code: string; readonly status?: number; readonly detail: string } | null;
    readonly deliveredAt: string | null;
  } | null;
  readonly completion: { readonly claimant: string; readonly at: string; readonly outcome: string | null } | null;
  readonly updatedAt: string;
  /** Of its own stream. */
  readonly revision: number;
  readonly position: string;
}

/** One event of an escalation. */
export interface EscalationStep {
  readonly type: string;
  readonly revision: number;
  readonly position: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: { readonly subject: string; readonly clientId?: string; readonly kind: string };
  readonly commandId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

export interface EscalationDetails extends Escalation {
  readonly history: readonly EscalationStep[];
}

export interface EscalationResult extends Escalation {
  readonly outcome: 'ADVANCED' | 'UNCHANGED';
  readonly replayed: boolean;
}

export interface EscalationSearch {
  readonly status?: EscalationStatus;
  readonly kind?: Escalation['kind'];
  readonly queue?: string;
  readonly target?: string;
  readonly sessionId?: string;
  readonly definitionId?: string;
  readonly atLeast?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

export interface EscalationPage {
  readonly escalations: readonly Escalation[];
  readonly nextCursor?: string;
}

interface EscalationCommand {
  /** Makes a repeat recognisable, and safe to be sent again by itself. */
  readonly commandId?: string;
}

export interface ClaimRequest extends EscalationCommand {
  /** The caller's own name where absent. */
  readonly claimant?: string;
  readonly leaseSeconds?: number;
  readonly renew?: boolean;
}

export interface ReleaseRequest extends EscalationCommand {
  readonly claimant?: string;
  readonly note?: string;
}

export interface CompleteRequest extends EscalationCommand {
  readonly claimant?: string;
  readonly outcome?: string;
}

export interface ReplayRequest extends EscalationCommand {
  readonly reason?: string;
}
