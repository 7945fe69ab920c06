import { ABORT_TIMEOUT, escalationIdOf, type AbortTimeout } from '@ledger/journey';
import type { SqlRow } from '../database/sql-dialect';
import { columnsOf, declareTable } from '../database/table-declaration';
import type { JourneyBatch } from './journey-batch';
import type { JourneyHead } from './journey-head';
import { entersVisit, type JourneyStep } from './journey-steps';
import type { Projection } from '../delivery/projection';

export const visitsTable = declareTable({
  table: 'visits',
  // In the order in which `visitRow` writes them.
  columns: {
    journey_position: 'ordered',
    sequence: 'integer',
    tenant: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    state_id: 'ordered',
    visit_number: 'integer',
    entered_by: 'ordered',
    entered_ms: 'integer',
    entered_position: 'ordered',
    actor_kind: 'ordered',
    channel: 'ordered?',
    left_by: 'ordered?',
    next_state: 'ordered?',
    dwell_ms: 'integer?',
  },
  key: ['journey_position', 'sequence'],
  ofJourney: 'journey_position',
  isClustered: true,
  // One index answers for moves and for states: in its order both are grouped, and times between two states are sorted.
  indexes: [
    {
      columns: [
        ...(['tenant', 'definition_id', 'state_id', 'next_state', 'dwell_ms'] as const),
        ...(['definition_version', 'channel', 'entered_by', 'left_by', 'entered_ms'] as const),
      ],
    },
  ],
});

export const timeoutsTable = declareTable({
  table: 'timeouts',
  // In the order in which `timeoutRow` writes them.
  columns: {
    journey_position: 'ordered',
    sequence: 'integer',
    tenant: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    state_id: 'ordered',
    channel: 'ordered?',
    entered_by: 'ordered',
    deadline: 'ordered',
    timed_out_at: 'ordered',
    detected_by: 'ordered?',
    policy: 'ordered?',
    escalation: 'ordered?',
    escalation_id: 'ordered?',
  },
  key: ['journey_position', 'sequence'],
  ofJourney: 'journey_position',
  indexes: [{ columns: ['tenant', 'definition_id', 'state_id', 'channel', 'deadline'] }],
});

/** What only leaving a state adds to its visit. */
const WRITTEN_BY_LEAVING = ['left_by', 'next_state', 'dwell_ms'] as const;

/**
 * One row for each visit of a state by a journey, and one for each timeout among their ends: what analysis counts.
 * A row is made of the journey's head alone, so each visit that a batch opens or closes is written once.
 */
export const stateVisitsProjection: Projection<JourneyBatch> = {
  name: 'state-visits',
  version: 2,
  categories: ['journey'],
  after: ['current-state'],
  tables: [visitsTable, timeoutsTable],

  async apply(batch, tx) {
    const { steps, moved } = await batch.journeySteps(tx);
    const visits: SqlRow[] = [];
    const timeouts: SqlRow[] = [];
    for (const step of steps) {
      if (step.before === undefined || !entersVisit(step)) continue;
      visits.push(closedVisit(step.before, step));
      if (step.event.type === ABORT_TIMEOUT) timeouts.push(timeoutRow(step.before, step));
    }
    for (const { before, after } of moved) {
      if (before?.trail.sequence !== after.trail.sequence) visits.push(openVisit(after));
    }
    await tx.insertAll(
      {
        table: 'visits',
        columns: columnsOf(visitsTable),
        key: visitsTable.key,
        onConflict: { update: WRITTEN_BY_LEAVING },
      },
      visits,
    );
    const { table, key } = timeoutsTable;
    await tx.insertAll({ table, columns: columnsOf(timeoutsTable), key, onConflict: 'ignore' }, timeouts);
  },
};

function openVisit(head: JourneyHead): SqlRow {
  return visitRow(head, null, null, null);
}

function closedVisit(head: JourneyHead, { event, after }: JourneyStep): SqlRow {
  const leftBy = after?.trail.enteredBy ?? null;
  // Nobody went anywhere when the rules changed under a journey: the state that follows is no next state.
  const nextState = leftBy === 'migrated' ? null : (after?.state.stateId ?? null);
  // Business time as it was told: where a caller's clock ran backwards, so does this.
  const dwellMs = Date.parse(event.metadata.occurredAt) - Date.parse(head.trail.enteredAt);
  return visitRow(head, leftBy, nextState, dwellMs);
}

function visitRow(
  { tenant, startedPosition, state, trail }: JourneyHead,
  leftBy: string | null,
  nextState: string | null,
  dwellMs: number | null,
): SqlRow {
  return [
    startedPosition,
    trail.sequence,
    tenant,
    state.definitionId,
    // Neither changes while the visit lasts: a migration begins another one.
    state.definitionVersion,
    state.stateId,
    // A state that a migration renamed has not been entered under its new name.
    state.visits.get(state.stateId) ?? 1,
    trail.enteredBy,
    Date.parse(trail.enteredAt),
    trail.enteredPosition,
    trail.actorKind,
    trail.channel,
    leftBy,
    nextState,
    dwellMs,
  ];
}

function timeoutRow({ tenant, sessionId, startedPosition, state, trail }: JourneyHead, { event }: JourneyStep): SqlRow {
  const { deadline, detectedBy, policy, escalation } = event.data as Partial<AbortTimeout>;
  const { occurredAt } = event.metadata;
  return [
    startedPosition,
    trail.sequence,
    tenant,
    state.definitionId,
    state.definitionVersion,
    state.stateId,
    trail.channel,
    trail.enteredBy,
    deadline ?? occurredAt,
    occurredAt,
    detectedBy ?? null,
    policy ?? null,
    escalation ?? null,
    escalation === undefined ? null : escalationIdOf({ sessionId, revision: event.recorded.revision, isSecond: false }),
  ];
}
