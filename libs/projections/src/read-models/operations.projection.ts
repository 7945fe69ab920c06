import { evolveOperation, type OperationState } from '@ledger/journey';
import { columnsBut, type RowOf } from '../database/tables/declare-table';
import { operationsTable } from '../database/tables/operations.table';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { Projection } from '../delivery/projection';
import { foldStreams, type FoldedStream, type StoredStream } from './folded-streams';
import { readState, storedState } from './stored-state';

const UPDATED = columnsBut(operationsTable);

/** One row for each batch operation: its current state. The results of single journeys stay in its stream. */
export const operationsProjection: Projection = {
  name: 'operations',
  version: 2,
  categories: ['operation'],
  tables: [operationsTable],

  async apply(batch, tx) {
    const events = batch.events.filter(({ kind }) => kind === 'operation');
    if (events.length === 0) return;
    const changed = await foldStreams(events, (tenant, ids) => load(tenant, ids, tx), evolveOperation);
    await tx.insertAll(operationsTable, changed.map(rowOf), UPDATED);
  },
};

async function load(
  tenant: string,
  ids: readonly string[],
  tx: ProjectionTransaction,
): Promise<readonly StoredStream<OperationState>[]> {
  const rows = await tx.sql
    .selectFrom('operations')
    .select(['operation_id', 'state', 'last_position'])
    .where('tenant', '=', tenant)
    .where(tx.oneOf('operation_id', ids))
    .execute();
  return rows.map(({ operation_id: id, state, last_position: lastPosition }) => ({
    id,
    state: readState<OperationState>(state),
    lastPosition,
  }));
}

function rowOf({ state, event }: FoldedStream<OperationState>): RowOf<typeof operationsTable> {
  const { request, counts } = state;
  return {
    tenant: event.tenant,
    operation_id: event.id,
    definition_id: request.filter.definitionId ?? null,
    kind: request.kind,
    status: state.status,
    reason: request.reason,
    requested_by: request.requestedBy.subject,
    requested_at: state.requestedAt,
    started_at: state.startedAt,
    updated_at: state.updatedAt,
    ended_at: state.endedAt,
    selected: state.selected,
    done: state.done,
    changed: counts.changed,
    unchanged: counts.unchanged,
    expired: counts.expired,
    refused: counts.refused,
    moved: counts.moved,
    failed: counts.failed,
    revision: Number(state.revision),
    position: event.recorded.position,
    last_position: event.order,
    state: storedState(state),
  };
}
