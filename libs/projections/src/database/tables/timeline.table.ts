import { declareTable, type RowOf } from './declare-table';

export const timelineTable = declareTable({
  name: 'timeline',
  columns: {
    /** Finds a journey's entries by its `started_position`: journeys of one time lie close together in the index. */
    journey_position: 'ordered',
    entry_position: 'ordered',
    tenant: 'ordered',
    session_id: 'ordered',
    /** `entry_position` as the ledger writes it. */
    position: 'text',
    type: 'ordered',
    /** Null for an attempt. */
    revision: 'integer?',
    occurred_at: 'ordered',
    recorded_at: 'ordered',
    /** Null before the start of the journey. */
    definition_id: 'ordered?',
    definition_version: 'integer?',
    from_state: 'ordered?',
    to_state: 'ordered?',
    dwell_ms: 'integer?',
    channel: 'ordered?',
    /** JSON, as the ledger holds it. */
    data: 'text',
    /** JSON, as the ledger holds it. */
    metadata: 'text',
  },
  key: ['journey_position', 'entry_position'],
  ofJourney: 'journey_position',
  // Of what came before the start of its journey, such as a start that was refused.
  indexes: [{ columns: ['tenant', 'session_id', 'entry_position'], whereNull: 'definition_id' }],
});

export type TimelineRow = RowOf<typeof timelineTable>;
