import { sql } from 'kysely';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { journeyCountsTable } from '../database/tables/journey-counts.table';
import type { Projection } from '../delivery/projection';
import type { JourneyBatch } from './journey-batch';
import type { JourneyHead } from './journey-head';

/** A batch changes few of its rows, however many journeys it moves: they are changed by sums. */
type Cell = readonly [tenant: string, definitionId: string, version: number, stateId: string];

/** How many journeys of each version are in each state: always as many as `current-state` has rows of them. */
export const journeyCountsProjection: Projection<JourneyBatch> = {
  name: 'journey-counts',
  version: 1,
  categories: ['journey'],
  after: ['current-state'],
  tables: [journeyCountsTable],

  async apply(batch, tx) {
    const sums = new Sums();
    for (const { before, after } of (await batch.journeySteps(tx)).moved) {
      if (before !== undefined) sums.add(cellOf(before), -1);
      sums.add(cellOf(after), 1);
    }
    await sums.write(tx);
  },

  async forget({ tenant, sessionId }, tx) {
    const rows = await tx.sql
      .selectFrom('journeys')
      .select(['definition_id', 'definition_version', 'state_id'])
      .where('tenant', '=', tenant)
      .where('session_id', '=', sessionId)
      .execute();
    const sums = new Sums();
    for (const row of rows) {
      sums.add([tenant, row.definition_id, Number(row.definition_version), row.state_id], -1);
    }
    await sums.write(tx);
  },
};

function cellOf({ tenant, state }: JourneyHead): Cell {
  return [tenant, state.definitionId, state.definitionVersion, state.stateId];
}

class Sums {
  readonly #byCell = new Map<string, { readonly cell: Cell; sum: number }>();

  add(cell: Cell, change: number): void {
    const key = cell.join('\0');
    const known = this.#byCell.get(key);
    if (known === undefined) this.#byCell.set(key, { cell, sum: change });
    else known.sum += change;
  }

  async write(tx: ProjectionTransaction): Promise<void> {
    const changed = [...this.#byCell.values()].filter(({ sum }) => sum !== 0);
    if (changed.length === 0) return;
    const table = sql.table(journeyCountsTable.name);
    for (const { cell, sum } of changed) {
      await sql`
        insert into ${table} (tenant, definition_id, definition_version, state_id, journeys)
        values (${sql.join([...cell, sum])})
        on conflict (tenant, definition_id, definition_version, state_id)
        do update set journeys = ${sql.ref(`${journeyCountsTable.name}.journeys`)} + excluded.journeys`.execute(tx.sql);
    }
    // Whether a state had journeys within a batch must not show.
    if (changed.some(({ sum }) => sum < 0)) await sql`delete from ${table} where journeys = 0`.execute(tx.sql);
  }
}
