import { declareTable } from './declare-table';

export const timeoutRulesTable = declareTable({
  name: 'timeout_rules',
  columns: {
    tenant: 'ordered',
    /** Empty for a pause, which holds for all definitions of the tenant. */
    definition_id: 'ordered',
    /** Of the event in its stream. */
    revision: 'integer',
    type: 'ordered',
    occurred_at: 'ordered',
    /** JSON, as the ledger holds it. */
    data: 'text',
    /** JSON, as the ledger holds it. */
    metadata: 'text',
    position: 'text',
  },
  key: ['tenant', 'definition_id', 'revision'],
  indexes: [],
});
