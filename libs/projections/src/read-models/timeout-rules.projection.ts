import { TIMEOUT_OVERRIDDEN, TIMEOUT_OVERRIDE_REMOVED, TIMEOUTS_PAUSED, TIMEOUTS_RESUMED } from '@ledger/journey';
import type { RowOf } from '../database/tables/declare-table';
import { timeoutRulesTable } from '../database/tables/timeout-rules.table';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';
import { ALL_DEFINITIONS } from './timing/stored-rules';

/** What operators changed in timeouts: overrides by definition, and the pauses of tenants. One row for each change. */
export const timeoutRulesProjection: Projection = {
  name: 'timeout-rules',
  version: 1,
  categories: ['definition', 'tenant'],
  tables: [timeoutRulesTable],

  async apply(batch, tx) {
    await tx.insertAll(timeoutRulesTable, batch.events.filter(isTimeoutRule).map(ruleRow));
  },
};

/** Whether an event changes deadlines of other streams than its own. */
export function isTimeoutRule({ kind, type }: LedgerEvent): boolean {
  return kind === 'definition'
    ? type === TIMEOUT_OVERRIDDEN || type === TIMEOUT_OVERRIDE_REMOVED
    : kind === 'tenant' && (type === TIMEOUTS_PAUSED || type === TIMEOUTS_RESUMED);
}

function ruleRow({ tenant, kind, id, type, metadata, recorded }: LedgerEvent): RowOf<typeof timeoutRulesTable> {
  return {
    tenant,
    definition_id: kind === 'definition' ? id : ALL_DEFINITIONS,
    revision: Number(recorded.revision),
    type,
    occurred_at: metadata.occurredAt,
    data: recorded.data,
    metadata: recorded.metadata,
    position: recorded.position,
  };
}
