import { declareTable, type RowOf } from './declare-table';

/** The aliases that journeys have now, those that have ended included. */
export const journeyAliasesTable = declareTable({
  name: 'journey_aliases',
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    alias: 'ordered',
    /** When the journey got it, business time. */
    added_at: 'ordered',
  },
  key: ['tenant', 'session_id', 'alias'],
  ofJourney: 'session_id',
  indexes: [{ columns: ['tenant', 'alias', 'session_id'] }],
});

export type JourneyAliasesRow = RowOf<typeof journeyAliasesTable>;
