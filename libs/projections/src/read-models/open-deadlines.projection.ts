import { computedDeadline, waitOf, type TimeoutRules } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { columnsBut, type KeyOf, type RowOf } from '../database/tables/declare-table';
import { openDeadlinesTable } from '../database/tables/open-deadlines.table';
import type { LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import type { JourneyHead } from './journey-head';
import { isTimeoutRule } from './timeout-rules.projection';
import { recomputeDeadlines } from './timing/changed-deadlines';
import { allPlaces, placesOfState, type WaitingPlace } from './timing/waiting-places';
import { StoredRules } from './timing/stored-rules';

type WaitRow = RowOf<typeof openDeadlinesTable>;

const UPDATED = columnsBut(openDeadlinesTable);

/** A row for each waiting journey, for the timeout saga. A change of the rules recomputes all that it may concern. */
export const openDeadlinesProjection: Projection<JourneyBatch> = {
  name: 'open-deadlines',
  version: 3,
  // It reads the rules from the table of `timeout-rules`: a journey's row can be replaced from the journey's own events.
  categories: ['journey'],
  after: ['current-state', 'timeout-rules'],
  tables: [openDeadlinesTable],

  async apply(batch, tx) {
    const { moved } = await batch.journeySteps(tx);
    const changed = batch.events.filter(isTimeoutRule);
    if (moved.length === 0 && changed.length === 0) return;
    const heads = moved.map(({ after }) => after);
    const rules = await StoredRules.remembered(
      batch.memory,
      tx,
      new Set([...heads, ...changed].map(({ tenant }) => tenant)),
      new Set(await definitionsOf(heads, changed, tx)),
    );
    const definitions = await batch.definitions(tx);
    const open: WaitRow[] = [];
    const closed: KeyOf<typeof openDeadlinesTable>[] = [];
    for (const { before, after } of moved) {
      if (definitions.standing(after).isFinal || !isReadable(after)) {
        if (before !== undefined) closed.push({ session_id: after.sessionId, tenant: after.tenant });
      } else if (before === undefined || differs(before, after)) {
        open.push(waitRow(after, rules.of(after.tenant, after.state.definitionId)));
      }
    }
    await tx.insertAll(openDeadlinesTable, open, UPDATED);
    await tx.deleteAll(openDeadlinesTable, closed);
    for (const place of await placesOf(changed, tx)) {
      await recomputeDeadlines(tx, place, rules.of(place.tenant, place.definitionId));
    }
  },
};

/** False if the stream has unreadable times: a fact, from which no deadline can be computed. */
function isReadable({ state }: JourneyHead): boolean {
  const { entered, since, own } = waitOf(state);
  return Number.isFinite(entered) && Number.isFinite(since) && Number.isFinite(own ?? 0);
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

function waitRow({ tenant, sessionId, state }: JourneyHead, rules: TimeoutRules): WaitRow {
  const { entered, since, own } = waitOf(state);
  const { due, frozen, overrideRevision } = computedDeadline(state, rules);
  return {
    tenant,
    session_id: sessionId,
    definition_id: state.definitionId,
    state_id: state.stateId,
    renamed_from: state.renamedFrom === undefined ? null : JSON.stringify(state.renamedFrom),
    entered_revision: Number(state.enteredRevision),
    entered_ms: entered,
    since_ms: since,
    own_ms: own,
    own_policy: state.deadlinePolicy,
    due_ms: frozen ? null : due,
    is_frozen: frozen ? 1 : 0,
    override_revision: overrideRevision ?? null,
  };
}

/** Definitions whose rules are needed: of journeys that move, of changes, and all of a paused tenant. */
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
    const { stateId } = data;
    const concerned =
      kind !== 'definition'
        ? await allPlaces(tx.sql, tenant)
        : typeof stateId === 'string'
          ? await placesOfState(tx.sql, { tenant, definitionId: id, stateId })
          : [];
    concerned.forEach(put);
  }
  return [...places.values()];
}
