import { COMMAND_REJECTED, type CommandRejected } from '@ledger/journey';
import type { SqlRow } from '../database/sql-dialect';
import { columnsOf, declareTable } from '../database/table-declaration';
import type { JourneyBatch } from './journey-batch';
import { entersState, type JourneyStep } from './journey-steps';
import type { Projection } from '../delivery/projection';

export const timelineTable = declareTable({
  table: 'timeline',
  // In the order in which `entryRow` writes them.
  columns: {
    journey_position: 'ordered',
    entry_position: 'ordered',
    tenant: 'ordered',
    session_id: 'ordered',
    position: 'text',
    type: 'ordered',
    revision: 'integer?',
    occurred_at: 'ordered',
    recorded_at: 'ordered',
    definition_id: 'ordered?',
    definition_version: 'integer?',
    from_state: 'ordered?',
    to_state: 'ordered?',
    dwell_ms: 'integer?',
    channel: 'ordered?',
    data: 'text',
    metadata: 'text',
  },
  key: ['journey_position', 'entry_position'],
  ofJourney: 'journey_position',
  indexes: [],
});

/** Every event of every journey, and every refused attempt between them, in the ledger's order. */
export const timelineProjection: Projection<JourneyBatch> = {
  name: 'timeline',
  version: 1,
  categories: ['journey', 'attempt'],
  after: ['current-state'],
  tables: [timelineTable],

  async apply(batch, tx) {
    const { steps } = await batch.journeySteps(tx);
    await tx.insertAll(
      {
        table: 'timeline',
        columns: columnsOf(timelineTable),
        key: timelineTable.key,
        onConflict: 'ignore',
      },
      steps.map(entryRow),
    );
  },
};

function entryRow(step: JourneyStep): SqlRow {
  const { event, after } = step;
  const { recorded, metadata } = event;
  const { from, to, dwellMs } = event.type === COMMAND_REJECTED ? refusedMove(step) : move(step);
  const isAttempt = event.kind === 'attempt';
  return [
    // What precedes the start of its journey, as no command's record does, stands by itself.
    after?.startedPosition ?? event.order,
    event.order,
    event.tenant,
    event.id,
    recorded.position,
    event.type,
    isAttempt ? null : Number(recorded.revision),
    metadata.occurredAt,
    recorded.recordedAt,
    after?.state.definitionId ?? null,
    after?.state.definitionVersion ?? null,
    from,
    to,
    dwellMs,
    (isAttempt ? metadata.source?.channel : undefined) ?? after?.state.channel ?? null,
    recorded.data,
    recorded.metadata,
  ];
}

interface Move {
  readonly from: string | null;
  readonly to: string | null;
  readonly dwellMs: number | null;
}

const NO_MOVE: Move = { from: null, to: null, dwellMs: null };

function move(step: JourneyStep): Move {
  const { event, before, after } = step;
  if (after === undefined || !entersState(step)) return NO_MOVE;
  if (before === undefined) return { from: null, to: after.state.stateId, dwellMs: null };
  return {
    from: before.state.stateId,
    to: after.state.stateId,
    // Business time as it was told: where a caller's clock ran backwards, so does this.
    dwellMs: Date.parse(event.metadata.occurredAt) - Date.parse(before.enteredOccurredAt),
  };
}

/** Where the journey stood when it refused, and the state that was asked for where it was named. */
function refusedMove({ event }: JourneyStep): Move {
  const { stateId, asked } = event.data as Partial<CommandRejected>;
  return { from: stateId ?? null, to: asked?.targetStateId ?? null, dwellMs: null };
}
