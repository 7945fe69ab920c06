import type { Context, JourneyState } from '@ledger/journey';
import type { JourneysTable } from '../database/read-model-schema';
import type { SqlRow } from '../database/sql-dialect';
import type { VisitTrail } from './visits/visit-trail';

/** Where a journey stands, as the fold has it, with what only projections need. */
export interface JourneyHead {
  readonly tenant: string;
  readonly sessionId: string;
  readonly state: JourneyState;
  /** `sortablePosition` of the first and of the last event, and the last one as the ledger writes it. */
  readonly startedPosition: string;
  readonly lastPosition: string;
  readonly position: string;
  /** `occurredAt` of the event that entered the state: dwell times are business time, deadlines are not. */
  readonly enteredOccurredAt: string;
  readonly trail: VisitTrail;
}

/** Not kept in the read model: the decider folds the stream itself, and nothing shown here is made of them. */
const NOT_KEPT = {
  definitionHash: '',
  initiatingSource: null,
  commands: new Map<never, never>(),
  contextRevisions: new Map<string, bigint>(),
} as const;

/** The trail as the `journeys` table has it, with how often each state was entered and how its deadline came about. */
interface StoredTrail extends VisitTrail {
  readonly visits: readonly (readonly [string, number])[];
  /** Absent where the definition gave the deadline when the state was entered, as it mostly does. */
  readonly wait?: Pick<JourneyState, 'deadlinePolicy' | 'definitionDeadline' | 'deadlineSince'>;
}

/** Drops what the fold gathers for the decider, so that it is not carried from step to step. */
export function withoutHistory(state: JourneyState): JourneyState {
  const { definitionHash, initiatingSource, commands, contextRevisions } = state;
  // Most events add nothing to it, and a copy costs more than the event does.
  const isWithout =
    definitionHash === NOT_KEPT.definitionHash &&
    initiatingSource === NOT_KEPT.initiatingSource &&
    commands.size === 0 &&
    contextRevisions.size === 0;
  return isWithout ? state : { ...state, ...NOT_KEPT };
}

/** Rows of the `journeys` table in the order of `journeysTable.columns`. */
export function rowOf(head: JourneyHead, status: string): SqlRow {
  const { state, trail } = head;
  return [
    head.tenant,
    head.sessionId,
    head.startedPosition,
    state.definitionId,
    state.definitionVersion,
    state.customerId,
    state.startedAt,
    status,
    state.stateId,
    state.previousStateId,
    Number(state.revision),
    Number(state.enteredRevision),
    state.enteredAt,
    head.enteredOccurredAt,
    state.lastUpdatedAt,
    state.deadline,
    state.channel,
    JSON.stringify(state.context),
    head.lastPosition,
    head.position,
    trail.path,
    JSON.stringify({ ...trail, visits: [...state.visits], ...waitFacts(state) } satisfies StoredTrail),
  ];
}

function waitFacts(state: JourneyState): Pick<StoredTrail, 'wait'> {
  const { deadlinePolicy, definitionDeadline, deadlineSince } = state;
  return deadlinePolicy === 'definition' ? {} : { wait: { deadlinePolicy, definitionDeadline, deadlineSince } };
}

export function headOf(row: JourneysTable): JourneyHead {
  const { visits, wait, ...trail } = JSON.parse(row.trail) as StoredTrail;
  return {
    tenant: row.tenant,
    sessionId: row.session_id,
    startedPosition: row.started_position,
    lastPosition: row.last_position,
    position: row.position,
    enteredOccurredAt: row.entered_occurred_at,
    trail,
    state: {
      ...NOT_KEPT,
      visits: new Map(visits),
      definitionId: row.definition_id,
      definitionVersion: Number(row.definition_version),
      stateId: row.state_id,
      previousStateId: row.previous_state_id,
      enteredRevision: BigInt(row.entered_revision),
      enteredAt: row.entered_at,
      startedAt: row.started_at,
      lastUpdatedAt: row.last_updated_at,
      deadline: row.deadline,
      ...(wait ?? { deadlinePolicy: 'definition', definitionDeadline: row.deadline, deadlineSince: row.entered_at }),
      channel: row.channel,
      customerId: row.customer_id,
      context: JSON.parse(row.context) as Context,
      revision: BigInt(row.revision),
    },
  };
}
