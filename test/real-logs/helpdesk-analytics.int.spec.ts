import { readFileSync } from 'node:fs';
import { activityOf, openLog, readXes, type LogItem } from '@ledger/exchange';
import { KyselyAnalyticsQueries, KyselyReadModelQueries, type ReadModelDatabase } from '@ledger/projections';
import { projectAll } from '@ledger/projections/testing';
import {
  bothDatabases,
  expectFigures,
  expectTimes,
  importedLog,
  LOG_FILTER,
  type ExpectedView,
  type ImportedLog,
} from './real-log-analytics';
import { describeWithData, sharedData } from '../support/shared-data';

interface Expected {
  readonly views: { readonly 'by concept:name': ExpectedView };
  readonly funnel_cases_reaching: Readonly<Record<string, number>>;
  readonly funnel_ordered_eventually_follows: { readonly steps: readonly string[]; readonly cases: readonly number[] };
  readonly sample_timeline: {
    readonly case: string;
    readonly events: readonly { readonly activity: string; readonly time: string }[];
  };
}

async function logItems(): Promise<readonly LogItem[]> {
  const { chunks } = await openLog(sharedData('helpdesk', 'helpdesk.xes.gz'));
  const items: LogItem[] = [];
  for await (const item of readXes(chunks)) items.push(item);
  return items;
}

describeWithData('helpdesk', 'the analytics of a real help desk', () => {
  const expected = JSON.parse(readFileSync(sharedData('helpdesk', 'expected.json'), 'utf8')) as Expected;
  const view = expected.views['by concept:name'];
  let log: Promise<ImportedLog> | undefined;

  describe.each(bothDatabases())('on %s', (_name, harness) => {
    let database: ReadModelDatabase;

    beforeAll(async () => {
      database = await harness.open();
      log ??= importedLog(await logItems());
      const { store, refusals } = await log;
      expect(refusals).toEqual([]);
      await projectAll(store, database);
    });
    afterAll(() => harness.dispose(database));

    it('have every published figure that they count', async () => {
      await expectFigures(database, view);
    });

    it('have the published times of cases', async () => {
      await expectTimes(database, view);
    });

    it('know who stands where a case ended', async () => {
      const states = await new KyselyAnalyticsQueries(database).states(LOG_FILTER);
      const last = states.filter(({ open, ended }) => open + ended > 0).map((one) => [one.state, one.open + one.ended]);
      expect(Object.fromEntries(last)).toEqual(view.end_activities);
    });

    it('have the published funnel', async () => {
      const { steps, cases } = expected.funnel_ordered_eventually_follows;
      const analytics = new KyselyAnalyticsQueries(database);
      const funnel = await analytics.funnel(LOG_FILTER, steps);
      expect(funnel.journeys).toBe(view.cases);
      expect(funnel.steps.map(({ reached }) => reached)).toEqual(cases);
      expect(funnel.steps[3]?.conversion).toBe(4_189 / 4_495);
      for (const [index, step] of funnel.steps.slice(0, -1).entries()) {
        expect(step.open + step.abandoned).toBe(step.reached - (funnel.steps[index + 1]?.reached ?? 0));
      }
      for (const [state, reached] of Object.entries(expected.funnel_cases_reaching)) {
        expect((await analytics.funnel(LOG_FILTER, [state])).steps).toMatchObject([{ state, reached }]);
      }
    });

    it('have the published timeline of one case', async () => {
      const { case: name, events } = expected.sample_timeline;
      const timeline = await new KyselyReadModelQueries(database).timeline('default', name.replace(' ', '_'));
      const moves = timeline?.slice(1).map(({ to, occurredAt }) => [activityOf(to ?? ''), occurredAt]);
      expect(moves).toEqual(events.map(({ activity, time }) => [activity, time.replace('Z', '.000Z')]));
    });

    it('count no timeout, since the log has none', async () => {
      expect(await new KyselyAnalyticsQueries(database).timeouts(LOG_FILTER)).toEqual({
        ...{ count: 0, escalated: 0, answered: 0 },
        rows: [],
      });
    });
  });
});
