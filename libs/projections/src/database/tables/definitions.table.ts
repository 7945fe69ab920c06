import { declareTable } from './declare-table';

export const definitionsTable = declareTable({
  name: 'definitions',
  columns: {
    tenant: 'ordered',
    definition_id: 'ordered',
    version: 'integer',
    hash: 'text',
    /** JSON, as published. */
    document: 'text',
    /** JSON array of state ids. */
    final_states: 'text',
    /** JSON object: outcomes of final states that have one, by state id. */
    outcomes: 'text',
    /** JSON object: fills in what a context lacks when it is read. */
    context_defaults: 'text',
    published_at: 'ordered',
    retired_at: 'ordered?',
    /** Since when new journeys that name no version start with it; null while they do not. */
    current_since: 'ordered?',
  },
  key: ['tenant', 'definition_id', 'version'],
  indexes: [],
});
