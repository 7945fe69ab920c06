import { declareTable, type RowOf } from './declare-table';

/** Instants are milliseconds since 1970-01-01T00:00:00Z. */
export const openDeadlinesTable = declareTable({
  name: 'open_deadlines',
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    definition_id: 'ordered',
    state_id: 'ordered',
    /** Names of the state before migrations renamed it, a JSON array; null if none did. */
    renamed_from: 'ordered?',
    entered_revision: 'integer',
    /** When the state was entered. */
    entered_ms: 'integer',
    /** When the deadline was set: `entered_ms`, or when it was changed for this journey alone. */
    since_ms: 'integer',
    /** What the journey's own events give, before overrides and pauses; null if they give none. */
    own_ms: 'integer?',
    /** `definition`, `override` or `session`, by the journey's own events. */
    own_policy: 'ordered',
    /** By all current rules; null if the wait has no end, or none while it is paused. */
    due_ms: 'integer?',
    /** 0 or 1: whether it is paused. */
    is_frozen: 'integer',
    /** Revision in the definition's stream of the override that gives `due_ms`; null if none does. */
    override_revision: 'integer?',
  },
  // The session first: most journeys may be of one tenant, so that no query plan should look deadlines up by it.
  key: ['session_id', 'tenant'],
  ofJourney: 'session_id',
  // One for all queries: an override writes it again for each waiting journey.
  indexes: [
    { columns: ['due_ms', 'session_id', 'tenant'], whereNotNull: 'due_ms' },
    { columns: ['renamed_from'], whereNotNull: 'renamed_from' },
  ],
});

export type OpenDeadlinesRow = RowOf<typeof openDeadlinesTable>;
