import { setImmediate } from 'node:timers/promises';
import { ProjectionAdmin } from '../../projector/projection-admin';
import { KyselyReadModelQueries } from '../../queries/journeys/kysely-read-model-queries';
import type { RebuildSetting } from './rebuilds.contract';
import {
  digests,
  haltingBefore,
  noting,
  NOW,
  running,
  start,
  tableNames,
  until,
  untilApplied,
  untilRebuild,
  untilTables,
  writeHistory,
} from './rebuilding';
import { wholeTimeline } from '../support/whole-timeline';
import { wholeTenant } from '../../queries/sight';

/** A rebuild under load. */
export function rebuildContract(setting: () => Promise<RebuildSetting>): void {
  it('builds shadow tables under commands and queries, and switches without an answer that goes back', async () => {
    const given = await setting();
    const { store, script, database, reopen } = given;
    await writeHistory(script, 40);
    const processor = running(given, { batchSize: 7 });
    await untilApplied(processor, store);
    const reader = await reopen();
    const queries = new KyselyReadModelQueries(reader);
    const operations = new ProjectionAdmin(reader);
    await operations.requestRebuild('timeline');

    let isOver = false;
    const counts: number[] = [];
    const positions: number[] = [];
    const asking = (async () => {
      while (!isOver) {
        const { rows } = await queries.searchJourneys({ sight: wholeTenant('default'), now: NOW, limit: 500 });
        counts.push(rows.length);
        // SQLite answers without giving way to anybody.
        await setImmediate();
        positions.push(Math.min(...(await queries.projectionStatus()).map(({ position }) => Number(position))));
      }
    })();
    let started = 40;
    await until(async () => {
      if (started < 240) await start(script, `s${started++}`);
      return (await operations.rebuild())?.status === 'switched';
    });
    await untilApplied(processor, store);
    isOver = true;
    await asking;

    expect(counts.length).toBeGreaterThan(2);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(counts[0]).toBeGreaterThanOrEqual(40);
    const equal = Object.fromEntries(database.projections.map(({ name }) => [name, true]));
    expect(await operations.rebuild()).toMatchObject({ status: 'switched', equal, error: null });
    await untilTables(reader, (names) => names.every((name) => name.endsWith('_s1')));
    const rows = await queries.searchJourneys({ sight: wholeTenant('default'), now: NOW, limit: 500 });
    expect(rows.rows).toHaveLength(started);
    expect(await wholeTimeline(queries, 'default', 's0')).toHaveLength(1);
  });

  it('leaves what is live untouched when it is cancelled', async () => {
    const given = await setting();
    const { store, script, database } = given;
    await writeHistory(script, 20);
    const halting = haltingBefore(store, 10);
    const processor = running(given, { store: halting.store, batchSize: 4 });
    await untilApplied(processor, store);
    const operations = new ProjectionAdmin(database);
    const tables = await tableNames(database);
    expect(await operations.cancelRebuild()).toBeUndefined();
    const asked = await operations.requestRebuild('timeline');
    expect(await operations.requestRebuild('current-state')).toEqual(asked);
    await until(async () => (await operations.rebuild())?.position === '8');
    expect((await tableNames(database)).length).toBe(tables.length * 2);
    expect(await operations.cancelRebuild()).toMatchObject({ id: asked.id, cancelling: true });
    await start(script, 'meanwhile');
    await untilApplied(processor, store);
    const before = await digests(database);
    halting.release();
    await untilRebuild(database, 'cancelled');
    expect(await digests(database)).toEqual(before);
    expect(await tableNames(database)).toEqual(tables);
    await operations.requestRebuild('timeline');
    await untilRebuild(database, 'switched');
    expect(await digests(database)).toEqual(before);
  });

  it('resumes after a crash, and is not harmed by a process that wakes up later', async () => {
    const given = await setting();
    const { store, script, database } = given;
    await writeHistory(script, 20);
    const operations = new ProjectionAdmin(database);
    const halting = haltingBefore(store, 10);
    const crashed = running(given, { store: halting.store, batchSize: 4 });
    await untilApplied(crashed, store);
    await operations.requestRebuild('timeline');
    await until(async () => (await operations.rebuild())?.position === '8');
    // It hangs as after a crash; unlike after one it continues when the history is released.
    void crashed.stop();
    const before = await digests(database);
    const asked: string[] = [];
    running(given, { store: noting(store, asked), batchSize: 4 });
    await untilRebuild(database, 'switched');
    expect(await operations.rebuild()).toMatchObject({ events: 21, position: '21' });
    expect(asked.filter((after) => Number(after) < 7)).toEqual([]);
    expect(await digests(database)).toEqual(before);
    halting.release();
    await crashed.stop();
    expect(await digests(database)).toEqual(before);
    expect(await operations.rebuild()).toMatchObject({ status: 'switched' });
  });

  it('starts again what another version has left', async () => {
    const given = await setting();
    const { store, script, database } = given;
    await writeHistory(script, 20);
    const operations = new ProjectionAdmin(database);
    const processor = running(given, { batchSize: 4 });
    await untilApplied(processor, store);
    await processor.stop();
    const { id } = await operations.requestRebuild('timeline');
    const left = { status: 'building', slot: 1, versions: '{"timeline":0}', tables: '{"timeline":"timeline_v0_s1"}' };
    await database.db
      .updateTable('rebuilds')
      .set({ ...left, position: '8', events: 8 })
      .where('id', '=', id)
      .execute();
    await database.db.schema.createTable('timeline_v0_s1').addColumn('tenant', 'text').execute();
    running(given, { batchSize: 4 });
    await untilRebuild(database, 'switched');
    expect(await operations.rebuild()).toMatchObject({ events: 21, equal: { timeline: true } });
    await untilTables(database, (names) => !names.includes('timeline_v0_s1'));
  });
}
