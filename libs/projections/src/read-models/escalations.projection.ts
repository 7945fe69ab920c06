import { evolveEscalation, parseEscalationId, type EscalationState } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { columnsBut, type RowOf } from '../database/tables/declare-table';
import { escalationsTable, escalationStepsTable } from '../database/tables/escalations.table';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';
import { foldStreams, type FoldedStream, type StoredStream } from './folded-streams';
import { readState, storedState } from './stored-state';

const UPDATED = columnsBut(escalationsTable);
const NO_DUE = '9999-12-31T23:59:59.999Z';

/** Escalations and their steps. Steps stay out of the timeline: they move no journey and wait for no row. */
export const escalationsProjection: Projection = {
  name: 'escalations',
  version: 2,
  categories: ['escalation'],
  tables: [escalationsTable, escalationStepsTable],

  async apply(batch, tx) {
    const events = batch.events.filter(({ kind }) => kind === 'escalation');
    if (events.length === 0) return;
    const changed = await foldStreams(events, (tenant, ids) => load(tenant, ids, tx), evolveEscalation);
    await tx.insertAll(escalationsTable, changed.map(rowOf), UPDATED);
    await tx.insertAll(escalationStepsTable, events.flatMap(stepRow));
  },
};

async function load(
  tenant: string,
  ids: readonly string[],
  tx: ProjectionTransaction,
): Promise<readonly StoredStream<EscalationState>[]> {
  const rows = await tx.sql
    .selectFrom('escalations')
    .select(['escalation_id', 'state', 'last_position'])
    .where('tenant', '=', tenant)
    .where(tx.oneOf('escalation_id', ids))
    .execute();
  return rows.map(({ escalation_id: id, state, last_position: lastPosition }) => ({
    id,
    state: readState<EscalationState>(state),
    lastPosition,
  }));
}

function rowOf({ state, event }: FoldedStream<EscalationState>): RowOf<typeof escalationsTable> {
  const { request, claim, delivery, completion, withdrawal } = state;
  return {
    tenant: event.tenant,
    escalation_id: event.id,
    status: state.status,
    kind: request.kind,
    queue: text(request.queue),
    target: text(request.target),
    escalation: text(request.escalation) ?? '',
    reason: text(request.reason) ?? '',
    session_id: request.sessionId,
    definition_id: text(request.definitionId) ?? '',
    definition_version: typeof request.definitionVersion === 'number' ? request.definitionVersion : 0,
    state_id: text(request.stateId) ?? '',
    customer_id: text(request.customerId),
    channel: text(request.channel),
    requested_at: state.requestedAt,
    due_by: text(request.dueBy),
    due_order: text(request.dueBy) ?? NO_DUE,
    claimant: claim?.claimant ?? null,
    claimed_until: claim?.until ?? null,
    attempts: delivery?.attempts ?? 0,
    next_attempt_at: delivery?.nextAttemptAt ?? null,
    last_failure: delivery?.lastFailure?.code ?? null,
    delivered_at: delivery?.deliveredAt ?? null,
    completed_at: completion?.at ?? null,
    completed_by: completion?.claimant ?? null,
    outcome: completion?.outcome ?? null,
    withdrawn_at: withdrawal?.at ?? null,
    updated_at: state.updatedAt,
    revision: Number(state.revision),
    position: event.recorded.position,
    last_position: event.order,
    state: storedState(state),
  };
}

/** Whatever an event holds, it is a fact: what is not a text is left out. */
function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function stepRow({
  tenant,
  id,
  order,
  recorded,
  type,
  metadata,
}: LedgerEvent): readonly RowOf<typeof escalationStepsTable>[] {
  const origin = parseEscalationId(id);
  if (origin === undefined) return [];
  return [
    {
      tenant,
      session_id: origin.sessionId,
      entry_position: order,
      escalation_id: id,
      position: recorded.position,
      type,
      revision: Number(recorded.revision),
      occurred_at: metadata.occurredAt,
      recorded_at: recorded.recordedAt,
      data: recorded.data,
      metadata: recorded.metadata,
    },
  ];
}
