/** Where an escalation stands. */
export interface EscalationsTable {
  readonly tenant: string;
  readonly escalation_id: string;
  /** As of the last event: a claim that has run out since is open again. */
  readonly status: string;
  readonly kind: string;
  readonly queue: string | null;
  /** Name of the webhook target. */
  readonly target: string | null;
  /** Name in the definition's `escalations`. */
  readonly escalation: string;
  /** `timeout` or `entry`. */
  readonly reason: string;
  readonly session_id: string;
  readonly definition_id: string;
  readonly definition_version: number;
  /** The state that timed out, or that was entered. */
  readonly state_id: string;
  readonly customer_id: string | null;
  readonly channel: string | null;
  readonly requested_at: string;
  readonly due_by: string | null;
  /** `due_by`, or later than any instant where there is none: the order that pages are cut by. */
  readonly due_order: string;
  /** Of the last claim; null once it was released. */
  readonly claimant: string | null;
  readonly claimed_until: string | null;
  /** To deliver it by webhook. */
  readonly attempts: number;
  /** Null where nothing more is sent. */
  readonly next_attempt_at: string | null;
  /** Code of the last failure to deliver. */
  readonly last_failure: string | null;
  readonly delivered_at: string | null;
  readonly completed_at: string | null;
  readonly completed_by: string | null;
  readonly outcome: string | null;
  readonly updated_at: string;
  readonly revision: number;
  /** Of the last event, as the ledger writes it, and sortable. */
  readonly position: string;
  readonly last_position: string;
  /** JSON: the fold of its events. */
  readonly state: string;
}

/** One event of an escalation: a line in the timeline of its journey. */
export interface EscalationStepsTable {
  readonly tenant: string;
  readonly session_id: string;
  /** `sortablePosition` of the event. */
  readonly entry_position: string;
  readonly escalation_id: string;
  readonly position: string;
  readonly type: string;
  /** Within the escalation's own stream. */
  readonly revision: number;
  readonly occurred_at: string;
  readonly recorded_at: string;
  /** JSON, as the ledger holds it. */
  readonly data: string;
  /** JSON, as the ledger holds it. */
  readonly metadata: string;
}

/** How far a consumer of the ledger that keeps no read model is: see `ConsumerCheckpoints`. */
export interface ConsumerCheckpointsTable {
  readonly name: string;
  readonly position: string | null;
  readonly anchor_event_id: string | null;
  readonly anchor_after: string | null;
  /** RFC 3339. */
  readonly stored_at: string;
}
