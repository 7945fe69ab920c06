import { AppliedCommands, type Context, type JourneyState } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { JourneysRow } from '../database/tables/journeys.table';
import { resultOf, statusOf, type StandingState } from './journey-result';
import type { VisitTrail } from './visits/visit-trail';

/** The state of a journey, as the fold has it, with what only projections need. */
export interface JourneyHead {
  readonly tenant: string;
  readonly sessionId: string;
  readonly state: JourneyState;
  /** `sortablePosition` of the first and of the last event, and the last one as the ledger writes it. */
  readonly startedPosition: string;
  readonly lastPosition: string;
  readonly position: string;
  /** Of the visit that entered the state: dwell times are business time, deadlines are not. */
  readonly enteredOccurredAt: string;
  readonly trail: VisitTrail;
  /** What the row in the table has; undefined while there is none. Of the head after a batch, once it is written. */
  stored: StoredStanding | undefined;
}

/** Columns of the row that have an index and that most events leave as they are. */
export type StoredStanding = Pick<JourneysRow, 'status' | 'channel'>;

/** Not kept in the read model: the decider folds the stream itself, and no query shows them. */
const NOT_KEPT = {
  definitionHash: '',
  initiatingSource: null,
  commands: AppliedCommands.NONE,
  contextRevisions: new Map<string, bigint>(),
} as const;

/** The trail as the `journeys` table has it, with how often each state was entered and what gave its deadline. */
interface StoredTrail extends VisitTrail {
  readonly visits: readonly (readonly [string, number])[];
  /** Omitted if the definition gave the deadline when the state was entered, as it mostly does. */
  readonly wait?: Pick<
    JourneyState,
    'deadlinePolicy' | 'definitionDeadline' | 'deadlineSince' | 'waitingFrom' | 'renamedFrom'
  >;
}

/** Drops what the fold collects for the decider, so that it is not carried from step to step. */
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

/** @param filled the context with its defaults, if some within it are lacking. */
export function rowOf(head: JourneyHead, standing: StandingState, filled: Context | undefined): JourneysRow {
  const { state, trail } = head;
  return {
    tenant: head.tenant,
    session_id: head.sessionId,
    started_position: head.startedPosition,
    definition_id: state.definitionId,
    definition_version: state.definitionVersion,
    customer_id: state.customerId,
    started_at: state.startedAt,
    status: statusOf(standing),
    outcome: resultOf(standing),
    state_id: state.stateId,
    previous_state_id: state.previousStateId,
    revision: Number(state.revision),
    entered_revision: Number(state.enteredRevision),
    entered_at: state.enteredAt,
    entered_occurred_at: head.enteredOccurredAt,
    last_updated_at: state.lastUpdatedAt,
    deadline: state.deadline,
    channel: state.channel,
    context: JSON.stringify(state.context),
    filled_context: filled === undefined ? null : JSON.stringify(filled),
    last_position: head.lastPosition,
    position: head.position,
    path: trail.path,
    trail: JSON.stringify({ ...trail, visits: [...state.visits], wait: waitOf(state) } satisfies StoredTrail),
  };
}

function waitOf(state: JourneyState): StoredTrail['wait'] {
  const { deadlinePolicy, definitionDeadline, deadlineSince, waitingFrom, renamedFrom } = state;
  const isUsual = deadlinePolicy === 'definition' && waitingFrom === undefined && renamedFrom === undefined;
  return isUsual ? undefined : defined({ deadlinePolicy, definitionDeadline, deadlineSince, waitingFrom, renamedFrom });
}

export function headOf(row: JourneysRow): JourneyHead {
  const { visits, wait, ...trail } = JSON.parse(row.trail) as StoredTrail;
  return {
    tenant: row.tenant,
    sessionId: row.session_id,
    startedPosition: row.started_position,
    lastPosition: row.last_position,
    position: row.position,
    enteredOccurredAt: row.entered_occurred_at,
    trail,
    stored: { status: row.status, channel: row.channel },
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
