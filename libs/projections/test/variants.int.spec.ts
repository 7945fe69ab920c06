import { InMemoryEventStore } from '@ledger/event-store/testing';
import { compileDefinition } from '@ledger/journey';
import { KyselyAnalyticsQueries, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { everyDatabase } from './every-database.test-support';
import { wholeTenant } from '../src/queries/sight';

const at = (seconds: number): string =>
  new Date(Date.parse('2026-05-01T12:00:00.000Z') + seconds * 1_000).toISOString();

/** A transition leads where a restart does. */
const loop = compileDefinition({
  id: 'Loop',
  version: 1,
  initial: 'A',
  states: { A: { transitions: [{ target: 'B' }] }, B: { transitions: [{ target: 'A' }] } },
});

describe.each(everyDatabase())('variants on %s', (_name, harness) => {
  let database: ReadModelDatabase;

  beforeEach(async () => (database = await harness.open()));
  afterEach(() => harness.dispose(database));

  it('tell a restart from a transition to the same state if starts are excluded', async () => {
    const store = new InMemoryEventStore();
    const script = new LedgerScript(store);
    await script.publish(loop, at(0));
    const go = async (sessionId: string, ...ways: readonly string[]): Promise<void> => {
      await script.run(loop, { type: 'StartJourney', sessionId, now: at(0) });
      for (const [index, targetStateId] of ways.entries()) {
        const common = { sessionId, now: at(index + 1) };
        if (targetStateId === 'restart') await script.run(loop, { type: 'RestartJourney', ...common, reason: 'test' });
        else await script.run(loop, { type: 'TransitionJourney', ...common, targetStateId });
      }
    };
    await go('restarted', 'B', 'restart', 'B', 'A');
    await go('moved', 'B', 'A', 'B', 'A');
    await go('restarted-later', 'B', 'A', 'B', 'restart');
    await go('restarted-too', 'B', 'restart', 'B', 'A');
    await projectAll(store, database);
    const analytics = new KyselyAnalyticsQueries(database);
    const filter = { sight: wholeTenant('default'), definitionId: 'Loop' };
    expect(await analytics.variants(filter, 9)).toEqual({
      ...{ journeys: 4, total: 1 },
      rows: [{ states: ['A', 'B', 'A', 'B', 'A'], count: 4, share: 1 }],
    });
    expect(await analytics.variants({ ...filter, excludeInitial: true }, 9)).toEqual({
      ...{ journeys: 4, total: 3 },
      rows: [
        { states: ['B', 'B', 'A'], count: 2, share: 0.5 },
        { states: ['B', 'A', 'B', 'A'], count: 1, share: 0.25 },
        { states: ['B', 'A', 'B'], count: 1, share: 0.25 },
      ],
    });
  });
});
