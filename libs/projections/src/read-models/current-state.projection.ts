import { columnsBut } from '../database/tables/declare-table';
import { journeysTable } from '../database/tables/journeys.table';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import { rowOf } from './journey-head';

/** What the start of the journey sets is left out of updates, and so are its indexes. */
const UPDATED = columnsBut(journeysTable, 'started_position', 'definition_id', 'customer_id', 'started_at');

/** One row for each journey: its current state. */
export const currentStateProjection: Projection<JourneyBatch> = {
  name: 'current-state',
  version: 7,
  categories: ['journey'],
  after: ['definitions'],
  tables: [journeysTable],

  async apply(batch, tx) {
    const { moved } = await batch.journeySteps(tx);
    const definitions = await batch.definitions(tx);
    const rows = moved.map(({ after }) => rowOf(after, definitions.standing(after), definitions.filledContext(after)));
    await tx.insertAll(journeysTable, rows, UPDATED);
  },
};
