import { evolveEscalation, parseEscalationId, type EscalationState } from '@ledger/journey';
import type { SqlRow } from '../database/sql-dialect';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { columnsOf, declareTable } from '../database/table-declaration';
import { storedEscalation, writtenEscalation } from './stored-escalation';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';

export const escalationsTable = declareTable({
  table: 'escalations',
  // In the order in which `rowOf` writes them.
  columns: {
    tenant: 'ordered',
    escalation_id: 'ordered',
    status: 'ordered',
    kind: 'ordered',
    queue: 'ordered?',
    target: 'ordered?',
    escalation: 'ordered',
    reason: 'ordered',
    session_id: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    state_id: 'ordered',
    customer_id: 'ordered?',
    channel: 'ordered?',
    requested_at: 'ordered',
    due_by: 'ordered?',
    due_order: 'ordered',
    claimant: 'ordered?',
    claimed_until: 'ordered?',
    attempts: 'integer',
    next_attempt_at: 'ordered?',
    last_failure: 'ordered?',
    delivered_at: 'ordered?',
    completed_at: 'ordered?',
    completed_by: 'ordered?',
    outcome: 'text?',
    updated_at: 'ordered',
    revision: 'integer',
    position: 'text',
    last_position: 'ordered',
    state: 'text',
  },
  key: ['tenant', 'escalation_id'],
  // For the pull queue, for the webhooks that are due, and for the figures.
  indexes: [
    { columns: ['tenant', 'status', 'due_order', 'escalation_id'] },
    { columns: ['tenant', 'due_order', 'escalation_id'] },
    { columns: ['tenant', 'session_id'] },
    { columns: ['target', 'next_attempt_at'], whereNotNull: 'next_attempt_at' },
    { columns: ['status', 'kind', 'requested_at'] },
  ],
});

export const escalationStepsTable = declareTable({
  table: 'escalation_steps',
  // In the order in which `stepRow` writes them.
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    entry_position: 'ordered',
    escalation_id: 'ordered',
    position: 'text',
    type: 'ordered',
    revision: 'integer',
    occurred_at: 'ordered',
    recorded_at: 'ordered',
    data: 'text',
    metadata: 'text',
  },
  key: ['tenant', 'session_id', 'entry_position'],
  indexes: [],
});

const NO_DUE = '9999-12-31T23:59:59.999Z';

/**
 * Where each escalation stands, and each of its steps. The steps lie beside the timeline and not in it: a journey's own
 * events are what logs of processes are made of, and escalations must neither count as moves nor wait for a journey's row.
 */
export const escalationsProjection: Projection = {
  name: 'escalations',
  version: 1,
  categories: ['escalation'],
  tables: [escalationsTable, escalationStepsTable],

  async apply(batch, tx) {
    const events = batch.events.filter(({ kind }) => kind === 'escalation');
    if (events.length === 0) return;
    const rows = await foldRows(events, tx);
    const { table, key } = escalationsTable;
    const columns = columnsOf(escalationsTable);
    const update = columns.filter((column) => column !== 'tenant' && column !== 'escalation_id');
    await tx.insertAll({ table, columns, key, onConflict: { update } }, rows);
    await tx.insertAll(
      {
        table: escalationStepsTable.table,
        columns: columnsOf(escalationStepsTable),
        key: escalationStepsTable.key,
        onConflict: 'ignore',
      },
      events.flatMap(stepRow),
    );
  },
};

interface Standing {
  readonly state: EscalationState;
  readonly event: LedgerEvent;
}

/** The rows of the escalations that the events change. An event that a row has seen already changes nothing. */
async function foldRows(events: readonly LedgerEvent[], tx: ProjectionTransaction): Promise<readonly SqlRow[]> {
  const known = await loadRows(events, tx);
  const changed = new Map<string, Standing>();
  for (const event of events) {
    const { type, data, metadata, recorded, order } = event;
    const key = keyOf(event);
    const row = known.get(key);
    if (row !== undefined && order <= row.lastPosition) continue;
    const before = changed.get(key)?.state ?? row?.state;
    const { revision } = recorded;
    const state = evolveEscalation(before, { type, data, revision, occurredAt: metadata.occurredAt });
    if (state !== undefined) changed.set(key, { state, event });
  }
  return [...changed.values()].map(rowOf);
}

async function loadRows(
  events: readonly LedgerEvent[],
  tx: ProjectionTransaction,
): Promise<ReadonlyMap<string, { readonly state: EscalationState; readonly lastPosition: string }>> {
  const found = new Map<string, { readonly state: EscalationState; readonly lastPosition: string }>();
  for (const tenant of new Set(events.map((event) => event.tenant))) {
    const ids = new Set(events.filter((event) => event.tenant === tenant).map(({ id }) => id));
    const rows = await tx.sql
      .selectFrom('escalations')
      .select(['escalation_id', 'state', 'last_position'])
      .where('tenant', '=', tenant)
      .where(tx.oneOf('escalation_id', [...ids]))
      .execute();
    for (const { escalation_id: id, state, last_position: lastPosition } of rows) {
      found.set(keyOf({ tenant, id }), { state: storedEscalation(state), lastPosition });
    }
  }
  return found;
}

/** Neither tenants nor ids hold a slash. */
function keyOf({ tenant, id }: Pick<LedgerEvent, 'tenant' | 'id'>): string {
  return `${tenant}/${id}`;
}

function rowOf({ state, event }: Standing): SqlRow {
  const { request, claim, delivery, completion } = state;
  return [
    event.tenant,
    event.id,
    state.status,
    request.kind,
    text(request.queue),
    text(request.target),
    text(request.escalation) ?? '',
    text(request.reason) ?? '',
    request.sessionId,
    text(request.definitionId) ?? '',
    typeof request.definitionVersion === 'number' ? request.definitionVersion : 0,
    text(request.stateId) ?? '',
    text(request.customerId),
    text(request.channel),
    state.requestedAt,
    text(request.dueBy),
    text(request.dueBy) ?? NO_DUE,
    claim?.claimant ?? null,
    claim?.until ?? null,
    delivery?.attempts ?? 0,
    delivery?.nextAttemptAt ?? null,
    delivery?.lastFailure?.code ?? null,
    delivery?.deliveredAt ?? null,
    completion?.at ?? null,
    completion?.claimant ?? null,
    completion?.outcome ?? null,
    state.updatedAt,
    Number(state.revision),
    event.recorded.position,
    event.order,
    writtenEscalation(state),
  ];
}

/** Whatever an event holds, it is a fact: what is no text is left out. */
function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function stepRow({ tenant, id, order, recorded, type, metadata }: LedgerEvent): readonly SqlRow[] {
  const origin = parseEscalationId(id);
  if (origin === undefined) return [];
  const { position, revision, recordedAt, data, metadata: envelope } = recorded;
  return [
    [
      tenant,
      origin.sessionId,
      order,
      id,
      position,
      type,
      Number(revision),
      metadata.occurredAt,
      recordedAt,
      data,
      envelope,
    ],
  ];
}
