import { ABORT_TIMEOUT_STATE, type JourneyStatus } from '@ledger/journey';
import { columnsOf, declareTable } from '../database/table-declaration';
import type { FinalStates } from './final-states';
import type { JourneyBatch } from './journey-batch';
import { rowOf, type JourneyHead } from './journey-head';
import type { Projection } from '../delivery/projection';

export const journeysTable = declareTable({
  table: 'journeys',
  // In the order in which `rowOf` writes them.
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    started_position: 'ordered',
    definition_id: 'ordered',
    definition_version: 'integer',
    customer_id: 'ordered?',
    started_at: 'ordered',
    status: 'ordered',
    state_id: 'ordered',
    previous_state_id: 'ordered?',
    revision: 'integer',
    entered_revision: 'integer',
    entered_at: 'ordered',
    entered_occurred_at: 'ordered',
    last_updated_at: 'ordered',
    deadline: 'ordered?',
    channel: 'ordered?',
    context: 'text',
    last_position: 'ordered',
    position: 'text',
    path: 'ordered',
    trail: 'text',
  },
  key: ['tenant', 'session_id'],
  ofJourney: 'session_id',
  // One for each filter of the search, each ending in the order that its pages are cut by, and one for each sort.
  indexes: [
    { columns: ['tenant', 'started_position'] },
    { columns: ['tenant', 'state_id', 'started_position'] },
    { columns: ['tenant', 'definition_id', 'started_position'] },
    { columns: ['tenant', 'status', 'started_position'] },
    { columns: ['tenant', 'customer_id', 'started_position'], whereNotNull: 'customer_id' },
    { columns: ['tenant', 'channel', 'started_position'], whereNotNull: 'channel' },
    { columns: ['tenant', 'started_at', 'session_id'] },
    { columns: ['tenant', 'entered_at', 'session_id'] },
    { columns: ['tenant', 'last_updated_at', 'session_id'] },
  ],
});

/** Set by the start of the journey and by nothing after it: left out of updates, and so are their indexes. */
const WRITTEN_ONCE: ReadonlySet<string> = new Set([
  'tenant',
  'session_id',
  'started_position',
  'definition_id',
  'customer_id',
  'started_at',
]);

/** One row for each journey: where it stands. */
export const currentStateProjection: Projection<JourneyBatch> = {
  name: 'current-state',
  version: 3,
  categories: ['journey'],
  after: ['definitions'],
  tables: [journeysTable],

  async apply(batch, tx) {
    const { moved } = await batch.journeySteps(tx);
    const heads = moved.map(({ after }) => after);
    const finalStates = await batch.finalStates(tx);
    const columns = columnsOf(journeysTable);
    await tx.insertAll(
      {
        table: 'journeys',
        columns,
        key: journeysTable.key,
        onConflict: { update: columns.filter((column) => !WRITTEN_ONCE.has(column)) },
      },
      heads.map((head) => rowOf(head, statusOf(head, finalStates))),
    );
  },
};

function statusOf(head: JourneyHead, finalStates: FinalStates): JourneyStatus {
  if (head.state.stateId === ABORT_TIMEOUT_STATE) return 'TIMED_OUT';
  return finalStates.hasEnded(head) ? 'COMPLETED' : 'ACTIVE';
}
