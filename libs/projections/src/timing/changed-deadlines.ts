import type { TimeoutRules } from '@ledger/journey';
import { sql } from 'kysely';
import type { ReadModelTransaction } from '../database/sql-dialect';
import { reckonedWaits, type WaitsQuery } from './reckoned-waits';

/** A state in which journeys wait. */
export interface WaitingPlace {
  readonly tenant: string;
  readonly definitionId: string;
  readonly stateId: string;
}

/** Who waits in a state, as `reckonedWaits` takes it. */
export function waitsIn({ tenant, definitionId, stateId }: WaitingPlace): WaitsQuery {
  return sql`select tenant, session_id, entered_ms, since_ms, own_ms, own_policy as policy
    from ${sql.table('open_deadlines')}
    where tenant = ${tenant} and definition_id = ${definitionId} and state_id = ${stateId}`;
}

/**
 * Reckons the deadlines of all who wait in a state anew, and writes those that come out otherwise: one statement, since
 * a million may wait there.
 */
export async function reckonAnew(tx: ReadModelTransaction, place: WaitingPlace, rules: TimeoutRules): Promise<void> {
  const due = sql`case when r.frozen = 1 then null else r.due_ms end`;
  await sql`
    update ${sql.table('open_deadlines')} as d
    set due_ms = ${due}, is_frozen = r.frozen, override_revision = r.override_revision
    from (${reckonedWaits(waitsIn(place), rules, place.stateId)}) as r
    where d.tenant = r.tenant and d.session_id = r.session_id
      and (d.due_ms is distinct from ${due} or d.is_frozen <> r.frozen
        or d.override_revision is distinct from r.override_revision)`.execute(tx);
}
