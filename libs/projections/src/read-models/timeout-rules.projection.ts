import { TIMEOUT_OVERRIDDEN, TIMEOUT_OVERRIDE_REMOVED, TIMEOUTS_PAUSED, TIMEOUTS_RESUMED } from '@ledger/journey';
import { columnsOf, declareTable } from '../database/table-declaration';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';
import { ALL_DEFINITIONS } from './timing/stored-rules';

export const timeoutRulesTable = declareTable({
  table: 'timeout_rules',
  columns: {
    tenant: 'ordered',
    definition_id: 'ordered',
    revision: 'integer',
    type: 'ordered',
    occurred_at: 'ordered',
    data: 'text',
    metadata: 'text',
    position: 'text',
  },
  key: ['tenant', 'definition_id', 'revision'],
  indexes: [],
});

/** What operations changed in timeouts: overrides by definition, and the pauses of tenants. One row for each change. */
export const timeoutRulesProjection: Projection = {
  name: 'timeout-rules',
  version: 1,
  categories: ['definition', 'tenant'],
  tables: [timeoutRulesTable],

  async apply(batch, tx) {
    const { table, key } = timeoutRulesTable;
    const rows = batch.events.filter(isTimeoutRule).map((event) => {
      const { tenant, kind, id, type, metadata, recorded } = event;
      const definitionId = kind === 'definition' ? id : ALL_DEFINITIONS;
      const texts = [recorded.data, recorded.metadata, recorded.position];
      return [tenant, definitionId, Number(recorded.revision), type, metadata.occurredAt, ...texts];
    });
    await tx.insertAll({ table, columns: columnsOf(timeoutRulesTable), key, onConflict: 'ignore' }, rows);
  },
};

/** Whether an event changes deadlines other than by its own journey. */
export function isTimeoutRule({ kind, type }: LedgerEvent): boolean {
  return kind === 'definition'
    ? type === TIMEOUT_OVERRIDDEN || type === TIMEOUT_OVERRIDE_REMOVED
    : kind === 'tenant' && (type === TIMEOUTS_PAUSED || type === TIMEOUTS_RESUMED);
}
