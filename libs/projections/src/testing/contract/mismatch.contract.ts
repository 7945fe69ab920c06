import type { OpenDeadlinesRow } from '../../database/tables/open-deadlines.table';
import { ProjectionAdmin } from '../../projector/projection-admin';
import type { RebuildSetting } from './rebuilds.contract';
import {
  digests,
  haltingBefore,
  running,
  start,
  tableNames,
  until,
  untilApplied,
  untilRebuild,
  writeHistory,
} from './rebuilding';

/** Live rows that are not what the ledger says. */
export function mismatchContract(setting: () => Promise<RebuildSetting>): void {
  it('are not switched away from, and both digests and the first row that differs are shown', async () => {
    const given = await setting();
    const { store, script, database } = given;
    const processor = await liveWith(given, 5);
    const operations = new ProjectionAdmin(database);
    const sound = await digests(database);
    await alter(database, 's3');
    const altered = await digests(database);
    const tables = await tableNames(database);
    await operations.requestRebuild('timeline');
    await untilRebuild(database, 'mismatch');

    const rebuild = await operations.rebuild();
    expect(rebuild).toMatchObject({
      status: 'mismatch',
      error: expect.stringContaining('The live rows of timeline differ from what the ledger gives') as string,
      equal: {
        definitions: true,
        'current-state': true,
        timeline: false,
        'open-deadlines': true,
        'state-visits': true,
      },
    });
    const { journey_position, entry_position } = await database.db
      .selectFrom('timeline')
      .selectAll()
      .where('session_id', '=', 's3')
      .executeTakeFirstOrThrow();
    expect(rebuild?.digests?.['timeline']).toEqual({
      live: altered['timeline'],
      built: sound['timeline'],
      firstDifference: { table: 'timeline', key: { journey_position, entry_position } },
    });
    expect(rebuild?.digests?.['definitions']).toEqual({ live: sound['definitions'], built: sound['definitions'] });
    expect(rebuild?.finishedAt).not.toBeNull();
    expect(await digests(database)).toEqual(altered);
    expect(await tableNames(database)).toEqual(tables);

    await start(script, 'after');
    await untilApplied(processor, store);
    expect(processor.status().map(({ state }) => state)).toEqual(processor.status().map(() => 'live'));
  });

  it('are replaced where an operator accepts it', async () => {
    const given = await setting();
    const { database } = given;
    await liveWith(given, 5);
    const operations = new ProjectionAdmin(database);
    const sound = await digests(database);
    await alter(database, 's3');
    await operations.requestRebuild('timeline', { acceptMismatch: true });
    await untilRebuild(database, 'switched');
    expect(await operations.rebuild()).toMatchObject({ acceptMismatch: true, error: null, equal: { timeline: false } });
    expect(await digests(database)).toEqual(sound);
  });

  it('are replaced by the rebuild that is under way where it is accepted meanwhile', async () => {
    const given = await setting();
    const { store, script, database } = given;
    await writeHistory(script, 20);
    const halting = haltingBefore(store, 10);
    await untilApplied(running(given, { store: halting.store, batchSize: 4 }), store);
    const operations = new ProjectionAdmin(database);
    await alter(database, 's3');
    const asked = await operations.requestRebuild('timeline');
    expect(asked.acceptMismatch).toBe(false);
    await until(async () => (await operations.rebuild())?.position === '8');
    expect(await operations.requestRebuild('timeline', { acceptMismatch: true })).toMatchObject({
      id: asked.id,
      acceptMismatch: true,
    });
    halting.release();
    await untilRebuild(database, 'switched');
    expect(await operations.rebuild()).toMatchObject({ id: asked.id, equal: { timeline: false } });
  });

  it('include those that one side alone has', async () => {
    const given = await setting();
    const { database } = given;
    await liveWith(given, 5);
    const operations = new ProjectionAdmin(database);
    const live = database.slot(0).db;
    await live.deleteFrom('journeys').where('session_id', '=', 's4').execute();
    await live.insertInto('open_deadlines').values(deadlineOf('a')).execute();
    await operations.requestRebuild('timeline');
    await untilRebuild(database, 'mismatch');
    const found = (await operations.rebuild())?.digests;
    const journeys = { table: 'journeys', key: { tenant: 'default', session_id: 's4' } };
    expect(found?.['current-state']?.firstDifference).toEqual(journeys);
    const deadlines = { table: 'open_deadlines', key: { tenant: 'default', session_id: 'a' } };
    expect(found?.['open-deadlines']?.firstDifference).toEqual(deadlines);
  });
}

async function liveWith(given: RebuildSetting, journeys: number): Promise<ReturnType<typeof running>> {
  await writeHistory(given.script, journeys);
  const processor = running(given);
  await untilApplied(processor, given.store);
  return processor;
}

/** Changes a live row past the projection. */
async function alter(database: RebuildSetting['database'], sessionId: string): Promise<void> {
  await database.slot(0).db.updateTable('timeline').set({ dwell_ms: 1 }).where('session_id', '=', sessionId).execute();
}

function deadlineOf(sessionId: string): OpenDeadlinesRow {
  return {
    ...{
      tenant: 'default',
      session_id: sessionId,
      definition_id: 'PaymentCall',
      state_id: 'X',
      renamed_from: null,
      entered_revision: 0,
    },
    ...{ entered_ms: 0, since_ms: 0, own_ms: 0, own_policy: 'definition' },
    ...{ due_ms: 0, is_frozen: 0, override_revision: null },
  };
}
