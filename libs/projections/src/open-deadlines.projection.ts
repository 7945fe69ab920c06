import type { SqlRow } from './database/sql-dialect';
import { columnsOf, declareTable } from './database/table-declaration';
import type { JourneyHead } from './journey-head';
import type { Projection } from './projection';

export const openDeadlinesTable = declareTable({
  table: 'open_deadlines',
  columns: {
    tenant: 'ordered',
    session_id: 'ordered',
    definition_id: 'ordered',
    state_id: 'ordered',
    entered_revision: 'integer',
    entered_at: 'ordered',
    deadline: 'ordered',
  },
  key: ['tenant', 'session_id'],
  ofJourney: 'session_id',
  indexes: [{ columns: ['deadline', 'tenant', 'session_id'] }, { columns: ['tenant', 'deadline', 'session_id'] }],
});

/** One row for each journey that waits in a state with a timeout: what the timeout saga goes by. */
export const openDeadlinesProjection: Projection = {
  name: 'open-deadlines',
  version: 1,
  categories: ['journey'],
  restsOn: ['current-state'],
  tables: [openDeadlinesTable],

  async apply(batch, tx) {
    const { moved } = await batch.journeySteps(tx);
    const open: SqlRow[] = [];
    const closed: SqlRow[] = [];
    for (const { before, after } of moved) {
      if (after.state.deadline !== null) {
        if (before === undefined || differs(before, after)) open.push(deadlineRow(after, after.state.deadline));
      } else if (before !== undefined && before.state.deadline !== null) {
        closed.push([after.tenant, after.sessionId]);
      }
    }
    const { table, key } = openDeadlinesTable;
    const columns = columnsOf(openDeadlinesTable);
    const update = columns.filter((column) => column !== 'tenant' && column !== 'session_id');
    await tx.insertAll({ table, columns, key, onConflict: { update } }, open);
    await tx.deleteAll({ table, key }, closed);
  },
};

function differs({ state: before }: JourneyHead, { state: after }: JourneyHead): boolean {
  return (
    before.deadline !== after.deadline ||
    before.enteredRevision !== after.enteredRevision ||
    before.stateId !== after.stateId
  );
}

function deadlineRow({ tenant, sessionId, state }: JourneyHead, deadline: string): SqlRow {
  const { definitionId, stateId, enteredRevision, enteredAt } = state;
  return [tenant, sessionId, definitionId, stateId, Number(enteredRevision), enteredAt, deadline];
}
