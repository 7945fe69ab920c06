import { columnsBut } from '../database/tables/declare-table';
import { journeysTable, type JourneysRow } from '../database/tables/journeys.table';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import type { FinalStates } from './final-states';
import { rowOf, type JourneyHead } from './journey-head';
import { statusOf } from './journey-result';

/** What the start of the journey sets is left out of updates, and so are its indexes. */
const SET_BY_START = ['started_position', 'definition_id', 'customer_id', 'started_at'] as const;
const UPDATED = columnsBut(journeysTable, ...SET_BY_START);

/** An update writes the indexes of each column that it names, changed or not; most events change neither of these. */
const STILL_ACTIVE = columnsBut(journeysTable, ...SET_BY_START, 'status', 'channel');

/** One row for each journey: its current state. */
export const currentStateProjection: Projection<JourneyBatch> = {
  name: 'current-state',
  version: 5,
  categories: ['journey'],
  after: ['definitions'],
  tables: [journeysTable],

  async apply(batch, tx) {
    const { moved } = await batch.journeySteps(tx);
    const finalStates = await batch.finalStates(tx);
    const active: JourneysRow[] = [];
    const others: JourneysRow[] = [];
    for (const { before, after } of moved) {
      const rows = before !== undefined && staysActive(before, after, finalStates) ? active : others;
      rows.push(rowOf(after, finalStates.standing(after)));
    }
    await tx.insertAll(journeysTable, others, UPDATED);
    await tx.insertAll(journeysTable, active, STILL_ACTIVE);
  },
};

/**
 * Whether the stored row has the status and the channel of `after`. Active journeys alone: a journey whose definition was
 * not known when its row was written is active there, whatever its definition says now.
 */
function staysActive(before: JourneyHead, after: JourneyHead, finalStates: FinalStates): boolean {
  return (
    before.state.channel === after.state.channel &&
    before.state.definitionVersion === after.state.definitionVersion &&
    statusOf(finalStates.standing(before)) === 'ACTIVE' &&
    statusOf(finalStates.standing(after)) === 'ACTIVE'
  );
}
