import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { compileDefinition, type DefinitionDocument, type JourneyCommand } from '@ledger/journey';
import {
  KyselyAnalyticsQueries,
  openSqliteReadModels,
  type AnalyticsFilter,
  type AnalyticsQueries,
  type ReadModelDatabase,
} from '@ledger/projections';
import { LedgerScript, postgresForTests, projectAll, type ReadModelsHarness } from '@ledger/projections/testing';
import { describeWithData, sharedData } from './support/shared-data';

interface Times {
  readonly mean_seconds: number;
  readonly median_seconds: number;
}
interface Variant {
  readonly count: number;
  readonly share: number;
  readonly activities: readonly string[];
}
interface Expected {
  readonly views: Readonly<
    Record<
      'by concept:name',
      {
        readonly cases: number;
        readonly events: number;
        readonly activities: number;
        readonly variants: number;
        readonly variants_with_one_case: number;
        readonly activity_counts: Readonly<Record<string, { readonly events: number }>>;
        readonly end_activities: Readonly<Record<string, number>>;
        readonly top_variants: readonly Variant[];
        readonly directly_follows_total: number;
        readonly self_loops_total: number;
        readonly directly_follows: readonly ({
          readonly from: string;
          readonly to: string;
          readonly count: number;
        } & Times)[];
        readonly time_in_state: Readonly<
          Record<string, { readonly n: number; readonly total_seconds: number } & Times>
        >;
        readonly rework: { readonly cases_with_a_repeated_activity: number; readonly repeated_events_total: number };
      }
    >
  >;
  readonly funnel_ordered_eventually_follows: { readonly steps: readonly string[]; readonly cases: readonly number[] };
}

const readJson = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(sharedData(...path), 'utf8')) as T;
const seconds = (ms: number): number => Math.round(ms) / 1_000;
const share = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The log's commands, decided and stored: one event for each. */
async function helpDesk(): Promise<InMemoryEventStore> {
  const store = new InMemoryEventStore();
  const script = new LedgerScript(store);
  const definition = compileDefinition(readJson<DefinitionDocument>('helpdesk', 'definition.json'));
  await script.publish(definition, '2010-01-01T00:00:00.000Z');
  const lines = gunzipSync(readFileSync(sharedData('helpdesk', 'commands.ndjson.gz')))
    .toString('utf8')
    .trim()
    .split('\n');
  for (const line of lines) {
    const { command, occurredAt, ...rest } = JSON.parse(line) as {
      readonly command: string;
      readonly occurredAt: string;
    };
    const type = command === 'start' ? 'StartJourney' : 'TransitionJourney';
    await script.run(definition, { ...rest, type, now: new Date(occurredAt).toISOString() } as JourneyCommand);
  }
  return store;
}

describeWithData('helpdesk', 'the analytics of a real help desk', () => {
  // Every ticket begins in a state of the definition that stands for no event of the log.
  const filter: AnalyticsFilter = { tenant: 'default', definitionId: 'HelpdeskTicket', excludeInitial: true };
  const expected = readJson<Expected>('helpdesk', 'expected.json');
  const view = expected.views['by concept:name'];
  let store: Promise<InMemoryEventStore> | undefined;

  const databases: readonly (readonly [string, ReadModelsHarness])[] = [
    ['SQLite', { open: () => openSqliteReadModels({ path: ':memory:' }), dispose: (database) => database.close() }],
    ['PostgreSQL', postgresForTests().readModels],
  ];

  describe.each(databases)('on %s', (_name, harness) => {
    let database: ReadModelDatabase;
    let analytics: AnalyticsQueries;

    beforeAll(async () => {
      database = await harness.open();
      store ??= helpDesk();
      await projectAll(await store, database);
      analytics = new KyselyAnalyticsQueries(database);
    }, 180_000);
    afterAll(() => harness.dispose(database));

    it('has the published directly-follows counts and times', async () => {
      const transitions = await analytics.transitions(filter);
      const figures = transitions.map(({ from, to, count, meanMs, medianMs }) => ({
        ...{ from, to, count },
        ...{ mean_seconds: seconds(meanMs), median_seconds: seconds(medianMs) },
      }));
      expect(byEdge(figures)).toEqual(byEdge(view.directly_follows));
      const counts = transitions.map(({ count }) => count);
      expect([counts.length, sum(counts), view.directly_follows_total]).toEqual([55, 16_768, 16_768]);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
      expect(sum(transitions.filter(({ from, to }) => from === to).map(({ count }) => count))).toBe(
        view.self_loops_total,
      );
    });

    it('has the published activities, and times in them', async () => {
      const states = await analytics.states(filter);
      const visits = Object.fromEntries(states.map((one) => [one.state, one.visits]));
      const counts = Object.entries(view.activity_counts).map(([activity, { events }]) => [activity, events]);
      expect(visits).toEqual(Object.fromEntries(counts));
      expect([states.length, sum(Object.values(visits))]).toEqual([view.activities, view.events]);
      const times = states.flatMap(({ state, left, dwell }) =>
        dwell === null
          ? []
          : [
              [
                state,
                {
                  n: left,
                  total_seconds: seconds(dwell.totalMs),
                  mean_seconds: seconds(dwell.meanMs),
                  median_seconds: seconds(dwell.p50Ms),
                },
              ],
            ],
      );
      expect(Object.fromEntries(times)).toEqual(view.time_in_state);
      // The last event of a case books nothing: its visit still lasts, or ended the journey.
      const last = states.filter(({ open, ended }) => open + ended > 0).map((one) => [one.state, one.open + one.ended]);
      expect(Object.fromEntries(last)).toEqual(view.end_activities);
    });

    it('has the published variants', async () => {
      const { journeys, total, rows } = await analytics.variants(filter, 1_000);
      expect([journeys, total, rows.length]).toEqual([view.cases, 226, view.variants]);
      const top = rows.slice(0, view.top_variants.length).map((one) => ({
        ...{ count: one.count, share: share(one.share), activities: one.states },
      }));
      expect(top.map(({ count }) => count)).toEqual(view.top_variants.map(({ count }) => count));
      expect(byActivities(top)).toEqual(byActivities(view.top_variants));
      expect(rows.filter(({ count }) => count === 1)).toHaveLength(view.variants_with_one_case);
    });

    it('has the published rework', async () => {
      const { rows } = await analytics.variants(filter, 1_000);
      const repeated = rows.map(({ states, count }) => ({ count, extra: states.length - new Set(states).size }));
      expect({
        cases_with_a_repeated_activity: sum(repeated.filter(({ extra }) => extra > 0).map(({ count }) => count)),
        repeated_events_total: sum(repeated.map(({ count, extra }) => count * extra)),
      }).toEqual(view.rework);
    });

    it('has the published funnel', async () => {
      const { steps, cases } = expected.funnel_ordered_eventually_follows;
      const funnel = await analytics.funnel(filter, steps);
      expect(funnel.journeys).toBe(view.cases);
      expect(funnel.steps.map(({ reached }) => reached)).toEqual(cases);
      expect(funnel.steps[3]?.conversion).toBe(4_189 / 4_495);
      for (const [index, step] of funnel.steps.slice(0, -1).entries()) {
        expect(step.open + step.abandoned).toBe(step.reached - (funnel.steps[index + 1]?.reached ?? 0));
      }
    });

    it('counts no timeout, since the log has none', async () => {
      expect(await analytics.timeouts(filter)).toEqual({ count: 0, escalated: 0, rows: [] });
    });
  });
});

function byEdge<Edge extends { readonly from: string; readonly to: string }>(
  edges: readonly Edge[],
): Readonly<Record<string, Edge>> {
  return Object.fromEntries(edges.map((edge) => [`${edge.from} -> ${edge.to}`, edge]));
}

/** Under their names: of variants that are as frequent as each other, none comes first. */
function byActivities(variants: readonly Variant[]): Readonly<Record<string, Variant>> {
  return Object.fromEntries(variants.map((variant) => [variant.activities.join(' > '), variant]));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}
