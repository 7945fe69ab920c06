import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activityOf, EXPORT_FORMATS, openLog, readXes, type LogItem } from '@ledger/exchange';
import {
  KyselyAnalyticsQueries,
  KyselyExportQueries,
  KyselyReadModelQueries,
  queryReadModels,
  type ReadModelDatabase,
} from '@ledger/projections';
import { projectAll, wholeTimeline } from '@ledger/projections/testing';
import { sql } from 'kysely';
import { askDuckDb, sqlArguments, sqlBlocks, theOneWith } from './documented-sql';
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
import { wholeTenant } from '@ledger/projections';

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

  const folder = mkdtempSync(join(tmpdir(), 'helpdesk-'));
  const file = join(folder, 'read-models.db');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe.each(bothDatabases(file))('on %s', (name, harness) => {
    let database: ReadModelDatabase;

    beforeAll(async () => {
      database = await harness.open();
      log ??= importedLog(await logItems(), { withContext: true });
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
        const lost = step.open + step.completedElsewhere + step.failed + step.abandoned;
        expect(lost).toBe(step.reached - (funnel.steps[index + 1]?.reached ?? 0));
      }
      for (const [state, reached] of Object.entries(expected.funnel_cases_reaching)) {
        expect((await analytics.funnel(LOG_FILTER, [state])).steps).toMatchObject([{ state, reached }]);
      }
    });

    it('have the same cases by resource, by end state and in a series', async () => {
      const analytics = new KyselyAnalyticsQueries(database);
      // The log names who did each event; the importer is not one of these.
      const resources = await analytics.groups(LOG_FILTER, 'resource', 'visits', 100);
      expect([resources.total, resources.values.includes(null)]).toEqual([view.resources, false]);
      let visits = 0;
      for (const value of resources.values) {
        const states = await analytics.states({ ...LOG_FILTER, where: [{ by: 'resource', values: [value] }] });
        visits += states.reduce((all, { visits: some }) => all + some, 0);
      }
      expect(visits).toBe(view.events);
      const period = { from: '2010-01-01T00:00:00.000Z', to: '2015-01-01T00:00:00.000Z' };
      const weeks = await analytics.series(LOG_FILTER, { interval: 'week', timeZone: 'Europe/Rome', ...period });
      const sum = (figure: 'started' | 'transitions') => weeks.reduce((all, week) => all + week[figure], 0);
      expect([sum('started'), sum('transitions')]).toEqual([view.cases, view.directly_follows_total]);
    });

    it('have the published timeline of one case', async () => {
      const { case: name, events } = expected.sample_timeline;
      const timeline = await wholeTimeline(new KyselyReadModelQueries(database), 'default', name.replace(' ', '_'));
      const moves = timeline?.slice(1).map(({ to, occurredAt }) => [activityOf(to ?? ''), occurredAt]);
      expect(moves).toEqual(events.map(({ activity, time }) => [activity, time.replace('Z', '.000Z')]));
    });

    const timesIn = (states: readonly (readonly [unknown, unknown])[]): unknown =>
      Object.fromEntries(states.filter(([state, seconds]) => state !== 'OPENED' && seconds !== null));
    const publishedTimes = Object.fromEntries(
      Object.entries(view.time_in_state).map(([state, { median_seconds }]) => [state, median_seconds]),
    );

    it('are what the documentation’s SQL on timeline.parquet gives, in DuckDB', async () => {
      const exports = new KyselyExportQueries(database);
      const snapshot = await exports.snapshot();
      const read = () => exports.entries({ sight: wholeTenant('default') }, snapshot);
      const { write } = EXPORT_FORMATS['timeline.parquet'];
      await writeFile(join(folder, 'timeline.parquet'), write({ read, source: 'urn:test' }));
      const query = theOneWith(await sqlBlocks('guides/export-and-analyse.md'), 'timeline.parquet');
      const { rows } = await askDuckDb(folder, query);
      expect(timesIn(rows.map(({ state, seconds }) => [state, seconds]))).toEqual(publishedTimes);
      const times = await askDuckDb(folder, `select min(occurred_at) as first from 'timeline.parquet'`);
      expect(times.types).toEqual(['TIMESTAMP WITH TIME ZONE']);
      expect(times.rows).toEqual([{ first: view.first_event.replace('T', ' ').replace('Z', '+00') }]);
    });

    if (name === 'PostgreSQL') {
      it('are what the reference’s SQL gives', async () => {
        const example = theOneWith(await sqlBlocks('reference/read-models.md'), 'analytics.visits');
        const query = example.replace('CustomerJourneyState', 'Log').replace('7 days', '1000 years');
        const { rows } = await database.attempt((db) =>
          sql.raw<{ state_id: string; median_seconds: number | null }>(query).execute(db),
        );
        expect(timesIn(rows.map((row) => [row.state_id, row.median_seconds]))).toEqual(publishedTimes);
      });
    } else {
      it('are what the documentation’s queries of journey sql give', async () => {
        const [states = '', timeouts = '', visits = ''] = await sqlArguments('guides/export-and-analyse.md');
        const answer = (query: string) => queryReadModels({ path: file }, query);
        expect(Object.fromEntries((await answer(states)).rows)).toEqual(view.end_activities);
        expect((await answer(timeouts)).rows).toEqual([]);
        // Each event of the log is a visit, and so is the state before a case's first event.
        expect(theOneWith([visits], 'state_visits')).toBe('select * from state_visits');
        const counted = await answer(visits.replace('*', 'count(*)'));
        expect(counted.rows).toEqual([[view.events + view.cases]]);
      });
    }

    it('count no timeout, since the log has none', async () => {
      expect(await new KyselyAnalyticsQueries(database).timeouts(LOG_FILTER)).toEqual({
        ...{ count: 0, escalated: 0, answered: 0 },
        rows: [],
      });
    });
  });
});
