import { computedDeadline, waitOf, type TimeoutRules } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { SqlRow } from '../database/sql-dialect';
import { columnsOf, declareTable } from '../database/table-declaration';
import type { JourneyBatch } from './journey-batch';
import type { JourneyHead } from './journey-head';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';
import { isTimeoutRule } from './timeout-rules.projection';
import { reckonAnew, type WaitingPlace } from './timing/changed-deadlines';
import { StoredRules } from './timing/stored-rules';

export const openDeadlinesTable = declareTable({
  table: 'open_deadlines',
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    definition_id: 'ordered',
    state_id: 'ordered',
    entered_revision: 'integer',
    entered_ms: 'integer',
    since_ms: 'integer',
    own_ms: 'integer?',
    own_policy: 'ordered',
    due_ms: 'integer?',
    is_frozen: 'integer',
    override_revision: 'integer?',
  },
  // The session first: by the tenant, which all of them may have, nobody should think of looking deadlines up.
  key: ['session_id', 'tenant'],
  ofJourney: 'session_id',
  // One, however deadlines are asked for: an override writes it anew for each of those who wait.
  indexes: [{ columns: ['due_ms', 'session_id', 'tenant'], whereNotNull: 'due_ms' }],
});

/**
 * One row for each journey that waits, with what its deadline is reckoned from and when it is due by the rules as they
 * stand: what the timeout saga goes by. A change of the rules reckons all rows that it may concern anew.
 */
export const openDeadlinesProjection: Projection<JourneyBatch> = {
  name: 'open-deadlines',
  version: 2,
  // Of the rules it is told by the table of `timeout-rules`: a journey's row can be made anew from its own events.
  categories: ['journey'],
  after: ['current-state', 'timeout-rules'],
  tables: [openDeadlinesTable],

  async apply(batch, tx) {
    const { moved } = await batch.journeySteps(tx);
    const changed = batch.events.filter(isTimeoutRule);
    if (moved.length === 0 && changed.length === 0) return;
    const heads = moved.map(({ after }) => after);
    const rules = await StoredRules.load(
      tx,
      [...heads, ...changed].map(({ tenant }) => tenant),
      await definitionsOf(heads, changed, tx),
    );
    const finalStates = await batch.finalStates(tx);
    const open: SqlRow[] = [];
    const closed: SqlRow[] = [];
    for (const { before, after } of moved) {
      if (finalStates.hasEnded(after) || !isReadable(after)) {
        if (before !== undefined) closed.push([after.sessionId, after.tenant]);
      } else if (before === undefined || differs(before, after)) {
        open.push(waitRow(after, rules.of(after.tenant, after.state.definitionId)));
      }
    }
    const { table, key } = openDeadlinesTable;
    const columns = columnsOf(openDeadlinesTable);
    const update = columns.filter((column) => column !== 'tenant' && column !== 'session_id');
    await tx.insertAll({ table, columns, key, onConflict: { update } }, open);
    await tx.deleteAll({ table, key }, closed);
    for (const place of await placesOf(changed, tx)) {
      await reckonAnew(tx, openDeadlinesTable, place, rules.of(place.tenant, place.definitionId));
    }
  },
};

/** False where the stream holds times that are none: a fact, of which no deadline can be reckoned. */
function isReadable({ state }: JourneyHead): boolean {
  const { entered, since, own } = waitOf(state);
  return [entered, since, own ?? 0].every((instant) => Number.isFinite(instant));
}

/** Whether the wait is another one. */
function differs({ state: before }: JourneyHead, { state: after }: JourneyHead): boolean {
  return (
    before.deadline !== after.deadline ||
    before.enteredRevision !== after.enteredRevision ||
    before.stateId !== after.stateId ||
    before.definitionVersion !== after.definitionVersion ||
    before.deadlinePolicy !== after.deadlinePolicy ||
    before.deadlineSince !== after.deadlineSince
  );
}

function waitRow({ tenant, sessionId, state }: JourneyHead, rules: TimeoutRules): SqlRow {
  const { definitionId, stateId, enteredRevision, deadlinePolicy } = state;
  const { entered, since, own } = waitOf(state);
  const { due, frozen, overrideRevision } = computedDeadline(state, rules);
  return [
    ...[tenant, sessionId, definitionId, stateId, Number(enteredRevision)],
    ...[entered, since, own, deadlinePolicy],
    ...[frozen ? null : due, frozen ? 1 : 0, overrideRevision ?? null],
  ];
}

/** Definitions whose rules are asked for: of those that move, those that are changed, and all of a paused tenant. */
async function definitionsOf(
  heads: readonly JourneyHead[],
  changed: readonly LedgerEvent[],
  tx: ProjectionTransaction,
): Promise<readonly string[]> {
  const places = await placesOf(changed, tx);
  return [...heads.map(({ state }) => state.definitionId), ...places.map(({ definitionId }) => definitionId)];
}

/** Where journeys may wait whose deadlines these events change. */
async function placesOf(changed: readonly LedgerEvent[], tx: ProjectionTransaction): Promise<readonly WaitingPlace[]> {
  const places = new Map<string, WaitingPlace>();
  const put = (place: WaitingPlace): unknown => places.set(JSON.stringify(Object.values(place)), place);
  for (const { kind, tenant, id, data } of changed) {
    if (kind === 'definition') {
      if (typeof data['stateId'] === 'string') put({ tenant, definitionId: id, stateId: data['stateId'] });
      continue;
    }
    const waiting = await tx.sql
      .selectFrom('open_deadlines')
      .select(['definition_id', 'state_id'])
      .distinct()
      .where('tenant', '=', tenant)
      .execute();
    for (const row of waiting) put({ tenant, definitionId: row.definition_id, stateId: row.state_id });
  }
  return [...places.values()];
}
