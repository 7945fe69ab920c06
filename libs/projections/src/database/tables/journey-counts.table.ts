import { declareTable } from './declare-table';

/** How many journeys are in each state: a row for each definition, version and state that has some. */
export const journeyCountsTable = declareTable({
  name: 'journey_counts',
  columns: {
    tenant: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    state_id: 'ordered',
    journeys: 'integer',
  },
  key: ['tenant', 'definition_id', 'definition_version', 'state_id'],
  indexes: [],
});
