import type { Projection } from '../../delivery/projection';
import { ProjectionAdmin } from '../../projector/projection-admin';
import { paymentCall } from '@ledger/journey/testing';
import { KyselyAnalyticsQueries } from '../../queries/analytics/kysely-analytics-queries';
import { KyselyReadModelQueries } from '../../queries/journeys/kysely-read-model-queries';
import { readModelProjections } from '../../read-models/read-model-projections';
import type { RebuildSetting } from './rebuilds.contract';
import {
  digests,
  haltingBefore,
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

/** Projections that came later than the first ledgers. */
const ADDED = ['journey-counts', 'refusals'];

/** Software with another version of one projection, or with projections that the one before lacked. */
export function versionChangeContract(setting: (projections?: readonly Projection[]) => Promise<RebuildSetting>): void {
  const raised: readonly Projection[] = readModelProjections.map((projection) =>
    projection.name === 'timeline' ? { ...projection, version: projection.version + 1 } : projection,
  );

  const version = raised.find(({ name }) => name === 'timeline')?.version ?? 0;

  it('shows what the version before has built until its own is built, and nothing half-built', async () => {
    const given = await setting();
    const { store, script, database, onEnd } = given;
    await writeHistory(script, 20);
    const before = running(given);
    await untilApplied(before, store);
    await before.stop();
    const old = await digests(database);
    await start(script, 'later');

    const next = await given.reopen(raised);
    const queries = new KyselyReadModelQueries(next);
    const halting = haltingBefore(store, 10);
    const processor = running({ store, database: next, onEnd }, { store: halting.store, batchSize: 4 });
    const operations = new ProjectionAdmin(next);
    await until(async () => (await operations.rebuild())?.position === '8');
    expect(await digests(next)).toEqual(old);
    expect(await queries.projectionStatus()).toContainEqual(
      expect.objectContaining({ name: 'timeline', version: version - 1 }),
    );
    halting.release();
    await untilRebuild(next, 'switched');
    await untilApplied(processor, store);
    expect(await queries.projectionStatus()).toContainEqual(
      expect.objectContaining({ name: 'timeline', version, position: '22' }),
    );
    expect(await wholeTimeline(queries, 'default', 'later')).toHaveLength(1);
    expect(await operations.rebuild()).toMatchObject({ equal: null });
    await untilTables(next, (names) => names.every((name) => name.endsWith('_s1')));
  });

  it('builds what the version before lacked from the whole ledger, says how far it is, and serves the old tables', async () => {
    const given = await setting(readModelProjections.filter(({ name }) => !ADDED.includes(name)));
    const { store, script, database, onEnd } = given;
    await writeHistory(script, 20);
    for (const sessionId of ['s3', 's4', 's4']) {
      await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: NOW, targetStateId: 'NOWHERE' });
    }
    const before = running(given);
    await untilApplied(before, store);
    await before.stop();
    expect((await tableNames(database)).filter((table) => /counts|refusals/.test(table))).toEqual([]);

    const next = await given.reopen();
    const halting = haltingBefore(store, 10);
    const processor = running({ store, database: next, onEnd }, { store: halting.store, batchSize: 4 });
    const operations = new ProjectionAdmin(next);
    await until(async () => (await operations.rebuild())?.position === '8');
    expect(await operations.rebuild()).toMatchObject({ status: 'building', events: 8 });
    expect(await new KyselyReadModelQueries(next).projectionStatus()).toEqual(
      expect.arrayContaining(
        ADDED.map((name) => expect.objectContaining({ name, position: null, state: 'catching-up' })),
      ),
    );
    expect(await wholeTimeline(new KyselyReadModelQueries(next), 'default', 's4')).toHaveLength(3);
    halting.release();
    await untilRebuild(next, 'switched');
    await untilApplied(processor, store);
    const analytics = new KyselyAnalyticsQueries(next);
    const search = { sight: wholeTenant('default'), now: NOW, limit: 9 };
    expect(await analytics.liveCounts({ sight: wholeTenant('default'), now: NOW })).toMatchObject({
      position: '24',
      states: [{ definitionId: paymentCall.id, stateId: 'WELCOME', journeys: 20 }],
      refusals: [expect.objectContaining({ definitionId: paymentCall.id, commands: 3 })],
    });
    expect(await analytics.countJourneys(search)).toBe(20);
    expect(await analytics.countJourneys({ ...search, refusalCode: 'TRANSITION_NOT_ALLOWED' })).toBe(2);
  });

  it('lets no table stand that it does not keep: an older version after a newer one', async () => {
    const given = await setting();
    const { store, script, onEnd } = given;
    await writeHistory(script, 5);
    const before = running(given);
    await untilApplied(before, store);
    await before.stop();

    const next = await given.reopen(readModelProjections.filter(({ name }) => !ADDED.includes(name)));
    const processor = running({ store, database: next, onEnd });
    await untilRebuild(next, 'switched');
    await untilApplied(processor, store);
    await untilTables(next, (names) => names.every((name) => name.endsWith('_s1')));
    const standing = (await next.db.introspection.getTables()).map(({ name }) => name);
    expect(standing).toContain('timeline');
    expect(standing.filter((name) => /journey_counts|refusals/.test(name))).toEqual([]);
  });

  it('stays with the version before where its own cannot be built', async () => {
    const given = await setting();
    const { store, script, database, onEnd } = given;
    await writeHistory(script, 5);
    const before = running(given);
    await untilApplied(before, store);
    await before.stop();
    const old = await digests(database);
    const tables = await tableNames(database);
    const broken = raised.map((projection) =>
      projection.name === 'timeline'
        ? { ...projection, apply: () => Promise.reject(new Error('It always fails.')) }
        : projection,
    );
    const next = await given.reopen(broken);
    const processor = running({ store, database: next, onEnd });
    await processor.run();
    expect(processor.status()[0]).toMatchObject({
      state: 'stopped',
      lastError: expect.stringContaining('always fails'),
    });
    expect(await digests(next)).toEqual(old);
    expect(await tableNames(next)).toEqual(tables);
  });
}
