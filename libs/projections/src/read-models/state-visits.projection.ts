import { ABORT_TIMEOUT, escalationIdOf, type AbortTimeout } from '@ledger/journey';
import type { RowOf } from '../database/tables/declare-table';
import { timeoutsTable, visitsTable } from '../database/tables/visits.table';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import type { JourneyHead } from './journey-head';
import { entersVisit, type JourneyStep } from './journey-steps';

type VisitRow = RowOf<typeof visitsTable>;
type TimeoutRow = RowOf<typeof timeoutsTable>;

/** A row for each visit of a state, and each timeout that ended one. Made of the head alone, each is written once. */
export const stateVisitsProjection: Projection<JourneyBatch> = {
  name: 'state-visits',
  version: 4,
  categories: ['journey'],
  after: ['current-state'],
  tables: [visitsTable, timeoutsTable],

  async apply(batch, tx) {
    const { steps, moved } = await batch.journeySteps(tx);
    const visits: VisitRow[] = [];
    const timeouts: TimeoutRow[] = [];
    for (const step of steps) {
      const { before, after } = step;
      if (before === undefined || after === undefined || !entersVisit(step)) continue;
      visits.push(closedVisit(before, after));
      if (step.event.type === ABORT_TIMEOUT) timeouts.push(timeoutRow(before, step));
    }
    for (const { before, after } of moved) {
      if (before?.trail.sequence !== after.trail.sequence) visits.push(visitRow(after, null, null, null));
    }
    // Leaving a state adds these to its visit.
    await tx.insertAll(visitsTable, visits, ['left_by', 'next_state', 'dwell_ms']);
    await tx.insertAll(timeoutsTable, timeouts);
  },
};

function closedVisit(head: JourneyHead, after: JourneyHead): VisitRow {
  const leftBy = after.trail.enteredBy;
  // The journey did not move when its rules changed: the state that follows is not a next state.
  const nextState = leftBy === 'migrated' ? null : after.state.stateId;
  const dwellMs = Date.parse(after.trail.enteredAt) - Date.parse(head.trail.enteredAt);
  return visitRow(head, leftBy, nextState, dwellMs);
}

function visitRow(
  { tenant, startedPosition, state, trail }: JourneyHead,
  leftBy: string | null,
  nextState: string | null,
  dwellMs: number | null,
): VisitRow {
  return {
    journey_position: startedPosition,
    sequence: trail.sequence,
    tenant,
    // Neither changes while the visit lasts: a migration starts another one.
    definition_id: state.definitionId,
    definition_version: state.definitionVersion,
    state_id: state.stateId,
    // A state that a migration renamed has not been entered under its new name.
    visit_number: state.visits.get(state.stateId) ?? 1,
    entered_by: trail.enteredBy,
    entered_ms: Date.parse(trail.enteredAt),
    entered_position: trail.enteredPosition,
    actor_kind: trail.actorKind,
    channel: trail.channel,
    resource: trail.resource,
    left_by: leftBy,
    next_state: nextState,
    dwell_ms: dwellMs,
  };
}

function timeoutRow(
  { tenant, sessionId, startedPosition, state, trail }: JourneyHead,
  { event }: JourneyStep,
): TimeoutRow {
  const { deadline, detectedBy, policy, escalation } = event.data as Partial<AbortTimeout>;
  const { occurredAt } = event.metadata;
  return {
    journey_position: startedPosition,
    sequence: trail.sequence,
    tenant,
    definition_id: state.definitionId,
    definition_version: state.definitionVersion,
    state_id: state.stateId,
    channel: trail.channel,
    entered_by: trail.enteredBy,
    deadline: deadline ?? occurredAt,
    timed_out_at: occurredAt,
    detected_by: detectedBy ?? null,
    policy: policy ?? null,
    escalation: escalation ?? null,
    escalation_id:
      escalation === undefined
        ? null
        : escalationIdOf({ sessionId, revision: event.recorded.revision, isSecond: false }),
  };
}
