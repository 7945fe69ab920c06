import { declareTable, type RowOf } from './declare-table';

export const escalationsTable = declareTable({
  name: 'escalations',
  columns: {
    tenant: 'ordered',
    escalation_id: 'ordered',
    /** As of the last event: a claim that has run out since is open again. */
    status: 'ordered',
    kind: 'ordered',
    queue: 'ordered?',
    /** Name of the webhook target. */
    target: 'ordered?',
    /** Name in the definition's `escalations`. */
    escalation: 'ordered',
    /** `timeout` or `entry`. */
    reason: 'ordered',
    session_id: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    /** The state that timed out, or that was entered. */
    state_id: 'ordered',
    customer_id: 'ordered?',
    channel: 'ordered?',
    requested_at: 'ordered',
    due_by: 'ordered?',
    /** `due_by`, or later than any instant if there is none: pages are cut by it. */
    due_order: 'ordered',
    /** Of the last claim; null once it was released. */
    claimant: 'ordered?',
    claimed_until: 'ordered?',
    /** Attempts to deliver it by webhook. */
    attempts: 'integer',
    /** Null if no attempt is left. */
    next_attempt_at: 'ordered?',
    /** Code of the last failure to deliver. */
    last_failure: 'ordered?',
    delivered_at: 'ordered?',
    completed_at: 'ordered?',
    completed_by: 'ordered?',
    outcome: 'text?',
    /** Since when the journey needs it no more; only a mark while a claim holds. */
    withdrawn_at: 'ordered?',
    updated_at: 'ordered',
    revision: 'integer',
    /** Of the last event, as the ledger writes it, and sortable. */
    position: 'text',
    last_position: 'ordered',
    /** JSON: the fold of its events. */
    state: 'text',
  },
  key: ['tenant', 'escalation_id'],
  // For the pull queue, for the webhooks that are due, and for the figures.
  indexes: [
    { columns: ['tenant', 'status', 'due_order', 'escalation_id'] },
    { columns: ['tenant', 'due_order', 'escalation_id'] },
    { columns: ['tenant', 'session_id'] },
    { columns: ['target', 'next_attempt_at'], whereNotNull: 'next_attempt_at' },
    { columns: ['status', 'kind', 'requested_at'] },
  ],
});

/** One event of an escalation: a line in the timeline of its journey. */
export const escalationStepsTable = declareTable({
  name: 'escalation_steps',
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    /** `sortablePosition` of the event. */
    entry_position: 'ordered',
    escalation_id: 'ordered',
    position: 'text',
    type: 'ordered',
    /** Within the escalation's own stream. */
    revision: 'integer',
    occurred_at: 'ordered',
    recorded_at: 'ordered',
    /** JSON, as the ledger holds it. */
    data: 'text',
    /** JSON, as the ledger holds it. */
    metadata: 'text',
  },
  key: ['tenant', 'session_id', 'entry_position'],
  indexes: [],
});

export type EscalationStepsRow = RowOf<typeof escalationStepsTable>;
