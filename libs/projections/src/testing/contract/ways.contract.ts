import type { AnalyticsFilter } from '../../queries/analytics-queries';
import type { AnalyticsSetting } from './analytics-queries.contract';
import { at } from './instants';
import { wholeTenant } from '../../queries/sight';

/** Figures of whole journeys: funnel and variants. */
export function waysContract(setting: () => Promise<AnalyticsSetting>): void {
  const v1: AnalyticsFilter = { sight: wholeTenant('default'), definitionId: 'PaymentCall', version: 1 };

  describe('funnel', () => {
    it('matches states in order with others between, and keeps open journeys apart from abandoned ones', async () => {
      const { analytics } = await setting();
      expect(await analytics.funnel(v1, ['WELCOME', 'IDENTIFY', 'AGENT', 'DONE'])).toEqual({
        journeys: 7,
        steps: [
          {
            state: 'WELCOME',
            reached: 7,
            conversion: 1,
            stepConversion: 1,
            ...{ open: 1, completedElsewhere: 0, failed: 0, abandoned: 1 },
            medianMs: null,
            p95Ms: null,
          },
          {
            state: 'IDENTIFY',
            reached: 5,
            conversion: 5 / 7,
            stepConversion: 5 / 7,
            ...{ open: 1, completedElsewhere: 0, failed: 0, abandoned: 1 },
            medianMs: 10_000,
            p95Ms: 19_000,
          },
          // From the first IDENTIFY that fits: 90, 30 and 64 seconds.
          {
            state: 'AGENT',
            reached: 3,
            conversion: 3 / 7,
            stepConversion: 3 / 5,
            ...{ open: 1, completedElsewhere: 0, failed: 0, abandoned: 0 },
            medianMs: 64_000,
            p95Ms: 87_400,
          },
          {
            state: 'DONE',
            reached: 2,
            conversion: 2 / 7,
            stepConversion: 2 / 3,
            ...{ open: 0, completedElsewhere: 0, failed: 0, abandoned: 0 },
            medianMs: 40_000,
            p95Ms: 58_000,
          },
        ],
      });
    });

    it.each<[string, Partial<AnalyticsFilter>, readonly string[], readonly number[]]>([
      ['a state twice', {}, ['IDENTIFY', 'IDENTIFY'], [5, 2]],
      ['an order that no journey went', {}, ['AGENT', 'IDENTIFY'], [3, 0]],
      ['a state that no journey visited', {}, ['REVIEW', 'DONE'], [0, 0]],
      ['one step', {}, ['DONE'], [2]],
      ['a channel', { channel: 'chat' }, ['IDENTIFY', 'AGENT'], [2, 1]],
      ['journeys that began later', { from: at(5) }, ['IDENTIFY', 'AGENT'], [2, 1]],
      ['journeys that began earlier', { to: at(2) }, ['IDENTIFY', 'DONE'], [2, 2]],
      ['no beginnings', { excludeInitial: true }, ['WELCOME', 'IDENTIFY'], [0, 0]],
      ['another version', { version: 2 }, ['WELCOME', 'IDENTIFY'], [1, 1]],
    ])('takes %s', async (_name, filter, states, reached) => {
      const { analytics } = await setting();
      const { steps } = await analytics.funnel({ ...v1, ...filter }, states);
      expect(steps.map((step) => step.reached)).toEqual(reached);
    });
  });

  describe('variants', () => {
    it('has each way that journeys went, the most frequent first', async () => {
      const { analytics } = await setting();
      const both = await analytics.variants({ sight: wholeTenant('default') }, 2);
      expect(both).toEqual({
        journeys: 8,
        total: 7,
        rows: [
          { states: ['WELCOME', 'IDENTIFY'], count: 2, share: 2 / 8 },
          { states: ['WELCOME', 'IDENTIFY', 'RETRY', 'IDENTIFY', 'RETRY', 'AGENT', 'DONE'], count: 1, share: 1 / 8 },
        ],
      });
      const all = await analytics.variants(v1, 100);
      expect(all.rows.map(({ states }) => states.join(' ')).sort()).toEqual([
        'WELCOME',
        'WELCOME ABORT_TIMEOUT',
        'WELCOME IDENTIFY',
        'WELCOME IDENTIFY ABORT_TIMEOUT',
        'WELCOME IDENTIFY AGENT DONE',
        'WELCOME IDENTIFY RETRY IDENTIFY RETRY AGENT DONE',
        'WELCOME IDENTIFY RETRY WELCOME IDENTIFY AGENT',
      ]);
    });

    it('counts ways together that differ in starts alone, if these are excluded', async () => {
      const { analytics } = await setting();
      const found = await analytics.variants({ ...v1, excludeInitial: true }, 100);
      expect({ journeys: found.journeys, total: found.total }).toEqual({ journeys: 6, total: 6 });
      expect(found.rows.map(({ states }) => states.join(' '))).toContain('IDENTIFY RETRY IDENTIFY AGENT');
    });

    it.each<[string, Partial<AnalyticsFilter>, number]>([
      ['on a channel', { channel: 'chat' }, 2],
      ['that began later', { from: at(4) }, 3],
      ['that began earlier', { to: at(4) }, 4],
      ['of another tenant', { sight: wholeTenant('acme') }, 1],
      ['of an unknown tenant', { sight: wholeTenant('other') }, 0],
    ])('counts journeys %s', async (_name, filter, journeys) => {
      const { analytics } = await setting();
      expect(await analytics.variants({ ...v1, ...filter }, 10)).toMatchObject({ journeys });
    });
  });
}
