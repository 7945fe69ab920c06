import { readFileSync } from 'node:fs';
import {
  activityOf,
  discoverDefinition,
  DiscoveredLog,
  openLog,
  readCsv,
  type LogItem,
  type StateNaming,
} from '@ledger/exchange';
import { checkDefinition } from '@ledger/journey';
import { KyselyAnalyticsQueries, KyselyReadModelQueries, type ReadModelDatabase } from '@ledger/projections';
import { projectAll, wholeTimeline } from '@ledger/projections/testing';
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
  readonly views: Readonly<Record<string, ExpectedView>>;
  readonly rows_by_contact_type: Readonly<Record<string, number>>;
  readonly illegal_state_rows: readonly { readonly number: string }[];
  readonly sample_timeline: {
    readonly case: string;
    readonly events: readonly { readonly activity: string; readonly time: string; readonly channel: string }[];
  };
}

interface View extends StateNaming {
  readonly name: string;
  readonly collapseRepeats: boolean;
  /** Of events whose state no definition may name. */
  readonly refused: number;
}

const EVERY_ROW: View = {
  name: 'every row is an event, activity = incident_state',
  ...{ escapeStates: true, collapseRepeats: false, refused: 0 },
};
const MOVES: View = {
  name: 'state transitions only (consecutive equal states collapsed to the first)',
  ...{ escapeStates: true, collapseRepeats: true, refused: 0 },
};
const LAWFUL_MOVES: View = {
  name: 'state transitions only, rows with state -100 dropped first',
  ...{ escapeStates: false, collapseRepeats: true, refused: 5 },
};

const COLUMNS = {
  caseId: 'number',
  activity: 'incident_state',
  occurredAt: { column: 'sys_updated_at', format: 'd/M/yyyy H:mm' },
  channel: 'contact_type',
  missing: '?',
};

/** The log's rows: the file is long, and each view reads it twice. */
async function logItems(): Promise<readonly LogItem[]> {
  const { chunks } = await openLog(sharedData('servicenow', 'incident_event_log.csv.zip'));
  const items: LogItem[] = [];
  for await (const item of readCsv(chunks, COLUMNS)) items.push(item);
  return items;
}

describeWithData('servicenow', 'the analytics of a real log of incidents', () => {
  const expected = JSON.parse(readFileSync(sharedData('servicenow', 'expected.json'), 'utf8')) as Expected;
  let items: Promise<readonly LogItem[]> | undefined;

  describe.each([LAWFUL_MOVES, MOVES, EVERY_ROW])('$name', (view) => {
    const figures = expected.views[view.name] as ExpectedView;
    let log: Promise<ImportedLog> | undefined;

    it('takes every row but those whose state no definition may name', async () => {
      items ??= logItems();
      log ??= importedLog(await items, view);
      const { refusals } = await log;
      expect(refusals.map(({ code }) => code)).toEqual(Array(view.refused).fill('STATE_INVALID'));
      if (view.refused > 0) {
        expect(refusals.map(({ caseId }) => caseId)).toEqual(expected.illegal_state_rows.map(({ number }) => number));
      }
    });

    describe.each(bothDatabases())('on %s', (_name, harness) => {
      let database: ReadModelDatabase;

      beforeAll(async () => {
        database = await harness.open();
        items ??= logItems();
        log ??= importedLog(await items, view);
        await projectAll((await log).store, database);
      }, 600_000);
      afterAll(() => harness.dispose(database));

      it('has every published figure that analytics count', async () => {
        await expectFigures(database, figures);
      });

      it('has the published times of cases', async () => {
        await expectTimes(database, figures);
      });

      it('has the funnel that its directly-follows counts ask for', async () => {
        const { steps } = await new KyselyAnalyticsQueries(database).funnel(LOG_FILTER, ['Resolved', 'Closed']);
        const { activity_counts: counts } = figures;
        expect(steps.map(({ reached }) => reached)).toEqual([counts['Resolved']?.cases, counts['Resolved']?.cases]);
        expect(steps[1]?.conversion).toBe(1);
      });

      if (view !== EVERY_ROW) return;

      it('has the published rows by contact type', async () => {
        const analytics = new KyselyAnalyticsQueries(database);
        for (const [channel, rows] of Object.entries(expected.rows_by_contact_type)) {
          const states = await analytics.states({ ...LOG_FILTER, channel });
          expect([channel, states.reduce((all, { visits }) => all + visits, 0)]).toEqual([channel, rows]);
        }
      });

      it('has the published timeline of one case', async () => {
        const { case: sessionId, events } = expected.sample_timeline;
        const [start, ...moves] =
          (await wholeTimeline(new KyselyReadModelQueries(database), 'default', sessionId)) ?? [];
        expect(start).toMatchObject({ type: 'JourneyStarted', to: 'OPENED' });
        expect(moves.map(({ to, occurredAt, channel }) => [activityOf(to ?? ''), occurredAt, channel])).toEqual(
          events.map(({ activity, time, channel }) => [activity, time.replace('Z', '.000Z'), channel]),
        );
      });
    });
  });

  it('is discovered: the timer that closes resolved incidents after five days; a threshold drops rare states', async () => {
    items ??= logItems();
    const log = new DiscoveredLog();
    for (const item of await items) if ('event' in item) log.add(item.event);
    const figures = expected.views[EVERY_ROW.name] as ExpectedView;
    expect({ cases: log.cases, events: log.events, activities: log.states.size, edges: log.edges.length }).toEqual({
      cases: figures.cases,
      events: figures.events,
      activities: figures.activities,
      edges: figures.directly_follows_distinct,
    });
    expect(Object.fromEntries(log.starts)).toEqual(figures.start_activities);
    expect(Object.fromEntries(log.ends)).toEqual(figures.end_activities);
    const discovery = discoverDefinition(log, { id: 'Incident', threshold: 6 });
    expect(discovery.timeouts).toContainEqual(
      expect.objectContaining({
        stateId: 'Resolved',
        target: 'Closed',
        evidence: 'timer',
        after: expect.stringMatching(/^P5D/) as string,
      }),
    );
    expect(discovery.droppedStates).toEqual(['-100']);
    expect(checkDefinition(discovery.document).errors).toEqual([]);
  });
});
