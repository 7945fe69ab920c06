import type { AnalyticsCondition, AnalyticsFilter, GroupBasis, Grouping } from '../../queries/analytics-queries';
import type { SeriesInterval } from '../../queries/analytics-series';
import type { AnalyticsSetting } from './analytics-queries.contract';
import { minute } from './claims-script';
import { wholeTenant } from '../../queries/sight';

/** How journeys ended, how long they took, and what tells them apart. */
export function claimsContract(setting: () => Promise<AnalyticsSetting>): void {
  const all: AnalyticsFilter = { sight: wholeTenant('default'), definitionId: 'Claims' };
  const where = (by: Grouping, ...values: (string | null)[]): AnalyticsFilter => ({ ...all, where: [{ by, values }] });

  describe('a funnel of journeys with several ends', () => {
    it('tells those that ended elsewhere, failed, gave up and still run apart', async () => {
      const { analytics } = await setting();
      const { steps } = await analytics.funnel(all, ['OPEN', 'TRIAGE', 'PAID']);
      expect(steps).toMatchObject([
        { reached: 7, open: 0, completedElsewhere: 1, failed: 0, abandoned: 2 },
        { reached: 4, open: 1, completedElsewhere: 0, failed: 1, abandoned: 1 },
        { reached: 1, open: 0, completedElsewhere: 0, failed: 0, abandoned: 0 },
      ]);
    });

    it('counts those that ended in another final state of success as completed elsewhere', async () => {
      const { analytics } = await setting();
      const { steps } = await analytics.funnel(all, ['TRIAGE', 'DENIED']);
      expect(steps[0]).toMatchObject({ reached: 4, open: 1, completedElsewhere: 1, failed: 0, abandoned: 1 });
    });
  });

  describe('cases', () => {
    it('have durations, outcomes, rework, first and last states', async () => {
      const { analytics } = await setting();
      const minutes = 60_000;
      const of = (state: string, journeys: number) => ({ definitionId: 'Claims', state, journeys });
      expect(await analytics.cases(all)).toEqual({
        journeys: 7,
        outcomes: { open: 1, success: 1, failure: 1, abandoned: 3, completed: 1 },
        // 10, 15, 60, 175, 190, 1,440 and 1,755 minutes.
        duration: {
          ...{ totalMs: 3_645 * minutes, meanMs: (3_645 / 7) * minutes, minMs: 10 * minutes, maxMs: 1_755 * minutes },
          ...{ p50Ms: 175 * minutes, p90Ms: 1_566 * minutes, p95Ms: 1_660.5 * minutes, p99Ms: 1_736.1 * minutes },
        },
        rework: {
          journeys: 1,
          visits: 2,
          states: [
            { ...of('OPEN', 1), visits: 1 },
            { ...of('TRIAGE', 1), visits: 1 },
          ],
        },
        starts: [of('OPEN', 7)],
        ends: [
          { ...of('WITHDRAWN', 2), outcome: 'abandoned' },
          { ...of('ABORT_TIMEOUT', 1), outcome: 'abandoned' },
          { ...of('ARCHIVED', 1), outcome: 'completed' },
          { ...of('DENIED', 1), outcome: 'failure' },
          { ...of('PAID', 1), outcome: 'success' },
          { ...of('TRIAGE', 1), outcome: 'open' },
        ],
      });
    });

    it('begin with the first state after a start, if starts are excluded', async () => {
      const { analytics } = await setting();
      const { journeys, duration, rework, starts } = await analytics.cases({ ...all, excludeInitial: true });
      expect({ journeys, min: duration?.minMs, max: duration?.maxMs, rework: rework.visits }).toEqual({
        ...{ journeys: 7, min: 0, max: 1_750 * 60_000, rework: 1 },
      });
      expect(starts.map(({ state, journeys: count }) => [state, count])).toEqual([
        ['TRIAGE', 4],
        ['ABORT_TIMEOUT', 1],
        ['ARCHIVED', 1],
        ['WITHDRAWN', 1],
      ]);
    });

    it('have no figures where the filter takes no journey', async () => {
      const { analytics } = await setting();
      expect(await analytics.cases({ sight: wholeTenant('other') })).toMatchObject({
        journeys: 0,
        duration: null,
        starts: [],
      });
    });
  });

  describe('a filter', () => {
    it.each<[string, AnalyticsFilter, number]>([
      ['by end state', where('endState', 'PAID', 'WITHDRAWN'), 3],
      ['by no end state', where('endState', null), 1],
      ['by outcome', where('outcome', 'abandoned'), 3],
      ['by customer', where('customerId', 'bob'), 2],
      ['by no customer', where('customerId', null), 1],
      ['by a resource that worked on it', where('resource', 'bea'), 2],
      ['by the resource of an imported log', where('resource', 'Value 1'), 1],
      ['by a context property', where('context.tier', '"gold"'), 2],
      ['by a default of the context', where('context.tier', '"blue"'), 4],
      ['by a number in the context', where('context.tier', '3', '"3"'), 1],
      ['without a context property', where('context.address.country', null), 5],
      ['by a property within a property', where('context.address.country', '"DE"'), 2],
      ['by a property that no context has', where('context.nothing', '"x"'), 0],
    ])('takes journeys %s', async (_name, filter, journeys) => {
      const { analytics } = await setting();
      expect((await analytics.variants(filter, 1)).journeys).toBe(journeys);
      expect((await analytics.funnel(filter, ['OPEN'])).journeys).toBe(journeys);
    });

    it('takes all conditions together', async () => {
      const { analytics } = await setting();
      const both: AnalyticsCondition[] = [
        { by: 'customerId', values: ['ann'] },
        { by: 'outcome', values: ['success', 'failure'] },
        { by: 'resource', values: ['cem'] },
        { by: 'context.address.country', values: ['"DE"'] },
      ];
      expect((await analytics.cases({ ...all, where: both })).ends).toMatchObject([{ state: 'DENIED', journeys: 1 }]);
    });

    it('takes visits, transitions and timeouts of such journeys, and by resource those that the resource began', async () => {
      const { analytics } = await setting();
      const visitsOf = async (filter: AnalyticsFilter) =>
        (await analytics.states(filter)).map(({ state, visits }) => [state, visits]);
      expect(await visitsOf(where('resource', 'bea'))).toEqual([
        ['OPEN', 1],
        ['PAID', 1],
        ['TRIAGE', 1],
        ['WITHDRAWN', 1],
      ]);
      expect(await visitsOf(where('endState', 'DENIED'))).toEqual([
        ['DENIED', 1],
        ['OPEN', 1],
        ['TRIAGE', 1],
      ]);
      const moves = await analytics.transitions(where('context.tier', '"gold"'));
      expect(moves.map(({ from, to, count }) => [from, to, count])).toContainEqual(['OPEN', 'TRIAGE', 3]);
      expect((await analytics.timeouts(where('customerId', 'cara'))).count).toBe(1);
      expect((await analytics.timeouts(where('customerId', 'bob'))).count).toBe(0);
      expect((await analytics.timeouts(where('resource', 'bea'))).count).toBe(0);
      expect((await analytics.timeouts(where('resource', null))).count).toBe(1);
    });
  });

  describe('groups', () => {
    it.each<[Grouping, GroupBasis, readonly (string | null)[]]>([
      ['endState', 'journeys', ['WITHDRAWN', 'PAID', 'DENIED', 'ARCHIVED', null, 'ABORT_TIMEOUT']],
      ['outcome', 'journeys', ['abandoned', 'success', 'failure', 'completed', 'open']],
      ['outcome', 'timeouts', ['abandoned']],
      ['customerId', 'journeys', ['ann', 'bob', 'cara', null]],
      ['context.tier', 'visits', ['"blue"', '"gold"', '3']],
      ['context.address.country', 'transitions', [null, '"DE"']],
      // Callers without an identity started them.
      ['resource', 'journeys', [null, 'bea', 'cem', 'Value 1', 'saga']],
      ['resource', 'visits', [null, 'bea', 'cem', 'Value 1', 'saga']],
      ['resource', 'transitions', [null, 'cem', 'bea']],
      ['resource', 'timeouts', [null]],
    ])('by %s of %s are its values, those of the most journeys first', async (by, basis, values) => {
      const { analytics } = await setting();
      const groups = await analytics.groups(all, by, basis, 100);
      expect(groups).toEqual({ total: values.length, values });
      expect(await analytics.groups(all, by, basis, 1)).toEqual({ total: values.length, values: values.slice(0, 1) });
    });
  });

  describe('a series', () => {
    const asked = (interval: SeriesInterval, timeZone: string, from: number, to: number) => ({
      ...{ interval, timeZone, from: minute(from), to: minute(to) },
    });
    const none = {
      started: 0,
      ended: 0,
      success: 0,
      failure: 0,
      abandoned: 0,
      completed: 0,
      transitions: 0,
      timeouts: 0,
      refused: 0,
    };

    it('has the hour twice that the clocks go through twice', async () => {
      const { analytics } = await setting();
      expect(await analytics.series(all, asked('hour', 'Europe/Berlin', 0, 240))).toEqual([
        {
          ...{ ...none, start: '2026-10-25T00:00:00.000+02:00', end: '2026-10-25T01:00:00.000+02:00' },
          started: 2,
        },
        {
          ...{ ...none, start: '2026-10-25T01:00:00.000+02:00', end: '2026-10-25T02:00:00.000+02:00' },
          transitions: 2,
        },
        {
          ...{ ...none, start: '2026-10-25T02:00:00.000+02:00', end: '2026-10-25T02:00:00.000+01:00' },
          ...{ started: 1, ended: 1, abandoned: 1, transitions: 3 },
        },
        {
          ...{ ...none, start: '2026-10-25T02:00:00.000+01:00', end: '2026-10-25T03:00:00.000+01:00' },
          ...{ started: 2, ended: 3, success: 1, failure: 1, completed: 1, transitions: 3 },
        },
      ]);
    });

    it('has days by the calendar of the time zone, empty ones too', async () => {
      const { analytics } = await setting();
      const days = await analytics.series(all, asked('day', 'Europe/Berlin', 0, 4_400));
      expect(days).toMatchObject([
        { start: '2026-10-25T00:00:00.000+02:00', started: 7, ended: 4, transitions: 10, timeouts: 0 },
        { start: '2026-10-26T00:00:00.000+01:00', started: 0, ended: 2, transitions: 2, timeouts: 1 },
        { ...none, start: '2026-10-27T00:00:00.000+01:00' },
        { ...none, start: '2026-10-28T00:00:00.000+01:00', end: '2026-10-29T00:00:00.000+01:00' },
      ]);
      const inUtc = await analytics.series(all, asked('day', 'UTC', 0, 1_440));
      expect(inUtc).toMatchObject([
        { start: '2026-10-24T00:00:00.000Z', started: 2, transitions: 2 },
        { start: '2026-10-25T00:00:00.000Z', started: 5, transitions: 8 },
      ]);
    });

    it('has weeks from Monday on, and counts what its filter takes within the period', async () => {
      const { analytics } = await setting();
      const weeks = await analytics.series(where('customerId', 'cara'), asked('week', 'Europe/Berlin', 0, 10_080));
      expect(weeks).toMatchObject([
        { start: '2026-10-19T00:00:00.000+02:00', started: 2, ended: 0, transitions: 1 },
        { start: '2026-10-26T00:00:00.000+01:00', started: 0, ended: 2, abandoned: 2, transitions: 2, timeouts: 1 },
      ]);
      const part = await analytics.series(all, asked('week', 'Europe/Berlin', 1, 200));
      expect(part).toMatchObject([{ started: 3 }]);
    });
  });
}
