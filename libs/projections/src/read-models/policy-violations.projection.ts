import { POLICY_VIOLATED, type PolicyViolated } from '@ledger/journey';
import type { RowOf } from '../database/tables/declare-table';
import { policyViolationsTable } from '../database/tables/policies.table';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';

/** A row for each violation of a policy that is recorded. */
export const policyViolationsProjection: Projection = {
  name: 'policy-violations',
  version: 1,
  categories: ['policy'],
  tables: [policyViolationsTable],

  async apply(batch, tx) {
    const violated = batch.events.filter(isViolation);
    if (violated.length > 0) await tx.insertAll(policyViolationsTable, violated.map(rowOf));
  },
};

export function isViolation({ kind, type }: LedgerEvent): boolean {
  return kind === 'policy' && type === POLICY_VIOLATED;
}

function rowOf({ tenant, id, data, order, recorded }: LedgerEvent): RowOf<typeof policyViolationsTable> {
  const { policy, kind, ...found } = data as unknown as PolicyViolated;
  return {
    tenant,
    session_id: id,
    policy,
    journey_revision: found.journeyRevision,
    kind,
    definition_id: found.definitionId,
    definition_version: found.definitionVersion,
    broken_at: found.brokenAt,
    deadline: found.deadline ?? null,
    state_id: found.stateId ?? null,
    customer_id: found.customerId ?? null,
    escalation_id: found.escalationId ?? null,
    entry_position: order,
    position: recorded.position,
    recorded_at: recorded.recordedAt,
  };
}
