import type { ProjectionTransaction } from '../database/projection-transaction';
import { columnsBut } from '../database/tables/declare-table';
import { journeysTable, type JourneysRow } from '../database/tables/journeys.table';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import { rowOf } from './journey-head';

/** What the start of the journey sets is left out of updates, and so are its indexes. */
const FIXED = ['started_position', 'definition_id', 'customer_id', 'started_at'] as const;
const UPDATED = columnsBut(journeysTable, ...FIXED);
/** SQLite writes each index again whose column an update names, even if it stays as it is. */
const UPDATED_IN_PLACE = columnsBut(journeysTable, ...FIXED, 'status', 'channel');

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
    const changed: JourneysRow[] = [];
    const inPlace: JourneysRow[] = [];
    for (const { before, after } of moved) {
      const row = rowOf(after, definitions.standing(after), definitions.filledContext(after));
      const stored = batch.isPart ? undefined : before?.stored;
      const isInPlace = stored?.status === row.status && stored.channel === row.channel;
      (isInPlace ? inPlace : changed).push(row);
      after.stored = isInPlace ? stored : { status: row.status, channel: row.channel };
    }
    await insertRows(changed, UPDATED, tx);
    await insertRows(inPlace, UPDATED_IN_PLACE, tx);
  },
};

async function insertRows(
  rows: readonly JourneysRow[],
  updated: typeof UPDATED,
  tx: ProjectionTransaction,
): Promise<void> {
  if (rows.length > 0) await tx.insertAll(journeysTable, rows, updated);
}
