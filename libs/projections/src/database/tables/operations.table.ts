import { declareTable, type RowOf } from './declare-table';

export const operationsTable = declareTable({
  name: 'operations',
  columns: {
    tenant: 'ordered',
    operation_id: 'ordered',
    /** The only definition whose journeys it changes; null if its filter names none. */
    definition_id: 'ordered?',
    kind: 'ordered',
    status: 'ordered',
    reason: 'text',
    /** Subject of the operator. */
    requested_by: 'ordered',
    requested_at: 'ordered',
    started_at: 'ordered?',
    updated_at: 'ordered',
    ended_at: 'ordered?',
    selected: 'integer',
    done: 'integer',
    /** How many of `done` had which outcome. */
    changed: 'integer',
    unchanged: 'integer',
    expired: 'integer',
    refused: 'integer',
    moved: 'integer',
    failed: 'integer',
    revision: 'integer',
    /** Of the last event, as the ledger writes it, and sortable. */
    position: 'text',
    last_position: 'ordered',
    /** JSON: the fold of its events. */
    state: 'text',
  },
  key: ['tenant', 'operation_id'],
  // For lists, and for the runner, which asks for those in progress.
  indexes: [{ columns: ['tenant', 'requested_at', 'operation_id'] }, { columns: ['status', 'requested_at'] }],
});

export type OperationsRow = RowOf<typeof operationsTable>;
