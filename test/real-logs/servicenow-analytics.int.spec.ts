import { readFileSync } from 'node:fs';
import { activityOf, openLog, readCsv, type LogItem, type StateNaming } from '@ledger/exchange';
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

/** Two of the views take another minute each, and PostgreSQL twice as long as SQLite: run by .ci/run. */
const isLongRound = process.env.LONG_LOGS === '1';

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

  const databases = isLongRound ? bothDatabases() : bothDatabases().filter(([name]) => name === 'SQLite');

  describe.each(isLongRound ? [LAWFUL_MOVES, MOVES, EVERY_ROW] : [LAWFUL_MOVES])('$name', (view) => {
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

    describe.each(databases)('on %s', (_name, harness) => {
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
        const [start, ...moves] = (await new KyselyReadModelQueries(database).timeline('default', sessionId)) ?? [];
        expect(start).toMatchObject({ type: 'JourneyStarted', to: 'OPENED' });
        expect(moves.map(({ to, occurredAt, channel }) => [activityOf(to ?? ''), occurredAt, channel])).toEqual(
          events.map(({ activity, time, channel }) => [activity, time.replace('Z', '.000Z'), channel]),
        );
      });
    });
  });

  if (!isLongRound) {
    describe.skip('every row, moves with the state -100, and PostgreSQL (LONG_LOGS=1 runs them, as .ci/run does)', () => {
      it('has every published figure', () => undefined);
    });
  }
});
