import { evolveOperation, JOURNEY_OUTCOMES, type OperationState } from '@ledger/journey';
import type { SqlRow } from '../database/sql-dialect';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { columnsOf, declareTable } from '../database/table-declaration';
import type { LedgerEvent } from '../delivery/ledger-event';
import { storedOperation, writtenOperation } from './stored-operation';
import type { Projection } from '../delivery/projection';

export const operationsTable = declareTable({
  table: 'operations',
  // In the order in which `rowOf` writes them.
  columns: {
    tenant: 'ordered',
    operation_id: 'ordered',
    kind: 'ordered',
    status: 'ordered',
    reason: 'text',
    requested_by: 'ordered',
    requested_at: 'ordered',
    started_at: 'ordered?',
    updated_at: 'ordered',
    ended_at: 'ordered?',
    selected: 'integer',
    done: 'integer',
    changed: 'integer',
    unchanged: 'integer',
    expired: 'integer',
    refused: 'integer',
    moved: 'integer',
    failed: 'integer',
    revision: 'integer',
    position: 'text',
    last_position: 'ordered',
    state: 'text',
  },
  key: ['tenant', 'operation_id'],
  // For lists, and for the runner, who asks for those that are under way.
  indexes: [{ columns: ['tenant', 'requested_at', 'operation_id'] }, { columns: ['status', 'requested_at'] }],
});

/** One row for each batch operation: where it stands. What came of single journeys stays in its stream. */
export const operationsProjection: Projection = {
  name: 'operations',
  version: 1,
  categories: ['operation'],
  tables: [operationsTable],

  async apply(batch, tx) {
    const events = batch.events.filter(({ kind }) => kind === 'operation');
    if (events.length === 0) return;
    const rows = await foldRows(events, tx);
    const { table, key } = operationsTable;
    const columns = columnsOf(operationsTable);
    const update = columns.filter((column) => column !== 'tenant' && column !== 'operation_id');
    await tx.insertAll({ table, columns, key, onConflict: { update } }, rows);
  },
};

interface Standing {
  readonly state: OperationState;
  readonly event: LedgerEvent;
}

/** The rows of the operations that the events change. An event that a row has seen already changes nothing. */
async function foldRows(events: readonly LedgerEvent[], tx: ProjectionTransaction): Promise<readonly SqlRow[]> {
  const known = await loadRows(events, tx);
  const changed = new Map<string, Standing>();
  for (const event of events) {
    const key = keyOf(event);
    const row = known.get(key);
    if (row !== undefined && event.order <= row.lastPosition) continue;
    const { type, data, recorded, metadata } = event;
    const before = changed.get(key)?.state ?? row?.state;
    const facts = { revision: recorded.revision, occurredAt: metadata.occurredAt };
    const state = evolveOperation(before, { type, data, ...facts });
    if (state !== undefined) changed.set(key, { state, event });
  }
  return [...changed.values()].map(rowOf);
}

async function loadRows(
  events: readonly LedgerEvent[],
  tx: ProjectionTransaction,
): Promise<ReadonlyMap<string, { readonly state: OperationState; readonly lastPosition: string }>> {
  const found = new Map<string, { readonly state: OperationState; readonly lastPosition: string }>();
  for (const tenant of new Set(events.map((event) => event.tenant))) {
    const ids = new Set(events.filter((event) => event.tenant === tenant).map(({ id }) => id));
    const rows = await tx.sql
      .selectFrom('operations')
      .select(['operation_id', 'state', 'last_position'])
      .where('tenant', '=', tenant)
      .where(tx.oneOf('operation_id', [...ids]))
      .execute();
    for (const { operation_id: id, state, last_position: lastPosition } of rows) {
      found.set(keyOf({ tenant, id }), { state: storedOperation(state), lastPosition });
    }
  }
  return found;
}

/** Neither tenants nor ids hold a slash. */
function keyOf({ tenant, id }: Pick<LedgerEvent, 'tenant' | 'id'>): string {
  return `${tenant}/${id}`;
}

function rowOf({ state, event }: Standing): SqlRow {
  const { request, counts } = state;
  return [
    ...[event.tenant, event.id, request.kind, state.status, request.reason, request.requestedBy.subject],
    ...[state.requestedAt, state.startedAt, state.updatedAt, state.endedAt, state.selected, state.done],
    ...JOURNEY_OUTCOMES.map((outcome) => counts[outcome]),
    ...[Number(state.revision), event.recorded.position, event.order, writtenOperation(state)],
  ];
}
