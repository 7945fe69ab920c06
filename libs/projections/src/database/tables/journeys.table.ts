import { declareTable, type RowOf } from './declare-table';

export const journeysTable = declareTable({
  name: 'journeys',
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    /** Position of `JourneyStarted`: never changes, so pages are cut by it. */
    started_position: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    customer_id: 'ordered?',
    started_at: 'ordered',
    status: 'ordered',
    /** A `JourneyResult`. */
    outcome: 'ordered',
    state_id: 'ordered',
    previous_state_id: 'ordered?',
    revision: 'integer',
    entered_revision: 'integer',
    /** On the clock that the state's timeout runs against. */
    entered_at: 'ordered',
    /** Business time, from which dwell times are computed. */
    entered_occurred_at: 'ordered',
    last_updated_at: 'ordered',
    /** As the journey's own events give it: overrides and pauses are counted in `open_deadlines`. */
    deadline: 'ordered?',
    channel: 'ordered?',
    /** JSON. */
    context: 'text',
    /** JSON: with all defaults, if some within objects or items are lacking. Lone top-level ones are in `definitions`. */
    filled_context: 'text?',
    last_position: 'ordered',
    /** `last_position` as the ledger writes it. */
    position: 'text',
    /** Equal for journeys that have visited the same states in the same order. */
    path: 'ordered',
    /** JSON: the `VisitTrail`. */
    trail: 'text',
  },
  key: ['tenant', 'session_id'],
  ofJourney: 'session_id',
  // One for each filter of the search, each ending in the order that its pages are cut by, and one for each sort.
  indexes: [
    { columns: ['tenant', 'started_position'] },
    { columns: ['tenant', 'state_id', 'started_position'] },
    { columns: ['tenant', 'definition_id', 'started_position'] },
    { columns: ['tenant', 'status', 'started_position'] },
    { columns: ['tenant', 'customer_id', 'started_position'], whereNotNull: 'customer_id' },
    { columns: ['tenant', 'channel', 'started_position'], whereNotNull: 'channel' },
    { columns: ['tenant', 'started_at', 'session_id'] },
    { columns: ['tenant', 'entered_at', 'session_id'] },
    { columns: ['tenant', 'last_updated_at', 'session_id'] },
  ],
});

export type JourneysRow = RowOf<typeof journeysTable>;
