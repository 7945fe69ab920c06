import type { ReadModelDatabase } from '@ledger/projections';
import { projectionDigest } from '@ledger/projections';
import { compareWithLive, type ComparedDigests } from '../src/rebuild/comparison';
import type { OpenDeadlinesRow } from '../src/database/tables/open-deadlines.table';
import type { SlotTables } from '../src/database/slot-tables';
import { everyDatabase } from './every-database.test-support';

/** Pages are of 500 rows: two full ones and a part of a third. */
const ROWS = 1_200;
const anyTime = (): Promise<void> => Promise.resolve();

function deadline(number: number): OpenDeadlinesRow {
  return {
    ...{
      tenant: 'default',
      session_id: idOf(number),
      definition_id: 'PaymentCall',
      state_id: 'X',
      renamed_from: null,
      entered_revision: 0,
    },
    ...{ entered_ms: 0, since_ms: 0, own_ms: null, own_policy: 'definition' },
    ...{ due_ms: number, is_frozen: 0, override_revision: null },
  };
}

function idOf(number: number): string {
  return `s${String(number).padStart(6, '0')}`;
}

describe.each(everyDatabase())('live rows on %s, compared with what was built,', (_, harness) => {
  let database: ReadModelDatabase;
  let built: SlotTables;

  beforeEach(async () => {
    database = await harness.open();
    built = database.slot(1);
    await built.recreate();
  });
  afterEach(() => harness.dispose(database));

  async function fill(rows = ROWS): Promise<void> {
    const values = Array.from({ length: rows }, (__, number) => deadline(number));
    for (const { db } of [database.slot(0), built]) {
      for (let from = 0; from < rows; from += 400) {
        await db
          .insertInto('open_deadlines')
          .values(values.slice(from, from + 400))
          .execute();
      }
    }
  }

  async function compared(): Promise<ComparedDigests> {
    const all = await compareWithLive(database, ['open-deadlines'], built, anyTime);
    expect(Object.keys(all)).toEqual(['open-deadlines']);
    const digests = all['open-deadlines'];
    if (digests === undefined) throw new Error('They were not compared.');
    expect(digests.live).toBe(await projectionDigest(database, 'open-deadlines'));
    expect(digests.built).toBe(await projectionDigest(database, 'open-deadlines', built));
    return digests;
  }

  it.each([0, 1, 499, 500, 501, 1_000, ROWS])('are equal where both have the same %i', async (rows) => {
    await fill(rows);
    const { live, built: other, ...rest } = await compared();
    expect(other).toBe(live);
    expect(rest).toEqual({});
  });

  it.each([0, 1, 499, 500, 501, 700, 999, 1_000, ROWS - 1])('differ at row %i, which is named', async (number) => {
    await fill();
    const key = { tenant: 'default', session_id: idOf(number) };
    await built.db.updateTable('open_deadlines').set({ own_ms: 1 }).where('session_id', '=', key.session_id).execute();
    const digests = await compared();
    expect(digests.built).not.toBe(digests.live);
    expect(digests.firstDifference).toEqual({ table: 'open_deadlines', key });
  });

  it.each([0, 499, 500, 750, ROWS - 1])('lack row %i, on the one side or the other', async (number) => {
    await fill();
    const key = { tenant: 'default', session_id: idOf(number) };
    await built.db.deleteFrom('open_deadlines').where('session_id', '=', key.session_id).execute();
    expect((await compared()).firstDifference).toEqual({ table: 'open_deadlines', key });
    await built.db.insertInto('open_deadlines').values(deadline(number)).execute();
    await database.slot(0).db.deleteFrom('open_deadlines').where('session_id', '=', key.session_id).execute();
    expect((await compared()).firstDifference).toEqual({ table: 'open_deadlines', key });
  });

  it('differ where a value has moved to the column beside it', async () => {
    await fill(3);
    const change = { definition_id: 'PaymentCallX', state_id: '' };
    await built.db.updateTable('open_deadlines').set(change).where('session_id', '=', idOf(1)).execute();
    expect((await compared()).firstDifference?.key).toMatchObject({ session_id: idOf(1) });
  });

  it('are compared while all else has its turn, page by page', async () => {
    await fill();
    let turns = 0;
    const count = (): void => {
      turns += 1;
      turn = setImmediate(count);
    };
    let turn = setImmediate(count);
    await compared();
    clearImmediate(turn);
    // Three pages of each side, and again for the digests by themselves.
    expect(turns).toBeGreaterThanOrEqual(6);
  });

  it('are compared no further once it is not wanted', async () => {
    await fill();
    const unwanted = new Error('It is not wanted any more.');
    const asking = compareWithLive(database, ['open-deadlines'], built, () => Promise.reject(unwanted));
    await expect(asking).rejects.toBe(unwanted);
  });
});
