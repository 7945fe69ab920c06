import { COMMAND_REJECTED, type CommandRejected } from '@ledger/journey';
import type { RowOf } from '../database/tables/declare-table';
import { timelineTable } from '../database/tables/timeline.table';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import { entersState, type JourneyStep } from './journey-steps';

/** Every event of every journey, and every command that was refused or changed nothing between them, in the ledger's order. */
export const timelineProjection: Projection<JourneyBatch> = {
  name: 'timeline',
  version: 2,
  categories: ['journey', 'attempt'],
  after: ['current-state'],
  tables: [timelineTable],

  async apply(batch, tx) {
    const { steps } = await batch.journeySteps(tx);
    await tx.insertAll(timelineTable, steps.map(entryRow));
  },
};

function entryRow(step: JourneyStep): RowOf<typeof timelineTable> {
  const { event, after } = step;
  const { recorded, metadata } = event;
  const { from, to, dwellMs } = event.type === COMMAND_REJECTED ? refusedMove(step) : move(step);
  const isAttempt = event.kind === 'attempt';
  return {
    // Events before the start of their journey, which no command records, have a position of their own.
    journey_position: after?.startedPosition ?? event.order,
    entry_position: event.order,
    tenant: event.tenant,
    session_id: event.id,
    position: recorded.position,
    type: event.type,
    revision: isAttempt ? null : Number(recorded.revision),
    occurred_at: metadata.occurredAt,
    recorded_at: recorded.recordedAt,
    definition_id: after?.state.definitionId ?? null,
    definition_version: after?.state.definitionVersion ?? null,
    from_state: from,
    to_state: to,
    dwell_ms: dwellMs,
    channel: (isAttempt ? metadata.source?.channel : undefined) ?? after?.state.channel ?? null,
    data: recorded.data,
    metadata: recorded.metadata,
  };
}

interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly dwellMs: number | null;
}

const NO_MOVE: Move = { from: null, to: null, dwellMs: null };

function move(step: JourneyStep): Move {
  const { before, after } = step;
  if (after === undefined || !entersState(step)) return NO_MOVE;
  if (before === undefined) return { from: null, to: after.state.stateId, dwellMs: null };
  return {
    from: before.state.stateId,
    to: after.state.stateId,
    dwellMs: Date.parse(after.enteredOccurredAt) - Date.parse(before.enteredOccurredAt),
  };
}

/** The journey's state at the refusal, and the requested state if it was named. */
function refusedMove({ event }: JourneyStep): Move {
  const { stateId, asked } = event.data as Partial<CommandRejected>;
  return { from: stateId ?? null, to: asked?.targetStateId ?? null, dwellMs: null };
}
