import { declareTable } from './declare-table';

/** Journeys whose policies have to be looked at. Instants are milliseconds since 1970-01-01T00:00:00Z. */
export const policyWatchTable = declareTable({
  name: 'policy_watch',
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    definition_id: 'ordered',
    /** When something is broken that is not recorded yet; 0 if it is broken already. */
    due_ms: 'integer',
  },
  key: ['session_id', 'tenant'],
  ofJourney: 'session_id',
  indexes: [{ columns: ['due_ms', 'session_id', 'tenant'] }],
});

export const policyViolationsTable = declareTable({
  name: 'policy_violations',
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    /** Name in the definition's `policies`. */
    policy: 'ordered',
    /** In the journey's stream, of the event that broke it or since which it was owed. */
    journey_revision: 'integer',
    kind: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    broken_at: 'ordered',
    /** The end of `within`; null if something else broke it. */
    deadline: 'ordered?',
    /** State that broke it; null if a time was over. */
    state_id: 'ordered?',
    customer_id: 'ordered?',
    escalation_id: 'ordered?',
    /** `sortablePosition` of the event, and its position as the ledger writes it. */
    entry_position: 'ordered',
    position: 'text',
    recorded_at: 'ordered',
  },
  key: ['tenant', 'session_id', 'policy', 'journey_revision'],
  indexes: [{ columns: ['tenant', 'entry_position'] }, { columns: ['tenant', 'definition_id', 'entry_position'] }],
});
