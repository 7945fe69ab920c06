import type { AnalyticsFilter } from '../../queries/analytics-queries';
import type { AnalyticsSetting } from './analytics-queries.contract';
import { at } from './instants';
import { wholeTenant } from '../../queries/sight';

/** Figures of moves between states, of states and of timeouts. */
export function movesContract(setting: () => Promise<AnalyticsSetting>): void {
  const v1: AnalyticsFilter = { sight: wholeTenant('default'), definitionId: 'PaymentCall', version: 1 };
  const edge = (
    from: string,
    to: string,
    seconds: readonly number[],
    share: number,
    medianMs: number,
    p95Ms: number,
  ) => ({
    ...{ definitionId: 'PaymentCall', from, to, count: seconds.length, share, medianMs, p95Ms },
    meanMs: (seconds.reduce((sum, one) => sum + one, 0) * 1_000) / seconds.length,
  });

  describe('transitions', () => {
    it('has each pair of states that followed each other, with exact times between', async () => {
      const { analytics } = await setting();
      expect(await analytics.transitions(v1)).toEqual([
        edge('WELCOME', 'IDENTIFY', [10, 20, 10, 15, 10, 10], 6 / 7, 10_000, 18_750),
        edge('IDENTIFY', 'RETRY', [20, 5, 4], 3 / 6, 5_000, 18_500),
        edge('AGENT', 'DONE', [60, 20], 1, 40_000, 58_000),
        edge('IDENTIFY', 'AGENT', [30, 20], 2 / 6, 25_000, 29_500),
        edge('IDENTIFY', 'ABORT_TIMEOUT', [287], 1 / 6, 287_000, 287_000),
        edge('RETRY', 'AGENT', [55], 1 / 3, 55_000, 55_000),
        edge('RETRY', 'IDENTIFY', [10], 1 / 3, 10_000, 10_000),
        edge('RETRY', 'WELCOME', [30], 1 / 3, 30_000, 30_000),
        edge('WELCOME', 'ABORT_TIMEOUT', [198], 1 / 7, 198_000, 198_000),
      ]);
    });

    it.each<[string, Partial<AnalyticsFilter>, Readonly<Record<string, number>>]>([
      ['of another tenant', { sight: wholeTenant('acme') }, { 'WELCOME>IDENTIFY': 1, 'IDENTIFY>ABORT_TIMEOUT': 1 }],
      ['of an unknown tenant', { sight: wholeTenant('other') }, {}],
      ['of another version', { version: 2 }, { 'WELCOME>IDENTIFY': 1 }],
      ['of another definition', { definitionId: 'OtherCall' }, {}],
      [
        'on a channel',
        { channel: 'chat' },
        { 'WELCOME>IDENTIFY': 2, 'IDENTIFY>AGENT': 1, 'AGENT>DONE': 1, 'IDENTIFY>ABORT_TIMEOUT': 1 },
      ],
      [
        'from an instant on, inclusive',
        { from: at(160) },
        { 'AGENT>DONE': 1, 'IDENTIFY>ABORT_TIMEOUT': 1, 'WELCOME>ABORT_TIMEOUT': 1 },
      ],
      ['to an instant, exclusive', { to: at(16) }, { 'WELCOME>IDENTIFY': 2 }],
      [
        'without beginnings',
        { excludeInitial: true },
        {
          'IDENTIFY>RETRY': 3,
          'AGENT>DONE': 2,
          'IDENTIFY>AGENT': 2,
          'IDENTIFY>ABORT_TIMEOUT': 1,
          'RETRY>AGENT': 1,
          'RETRY>IDENTIFY': 1,
        },
      ],
    ])('counts those %s', async (_name, filter, expected) => {
      const { analytics } = await setting();
      const counts = (await analytics.transitions({ ...v1, ...filter })).map(({ from, to, count }) => [
        `${from}>${to}`,
        count,
      ]);
      expect(Object.fromEntries(counts)).toEqual(expected);
    });

    it('keeps versions together where none is asked for', async () => {
      const { analytics } = await setting();
      expect((await analytics.transitions({ sight: wholeTenant('default') }))[0]).toMatchObject({
        from: 'WELCOME',
        count: 7,
      });
    });
  });

  describe('states', () => {
    it('has visits, who stands there, and exact percentiles of the time in the state', async () => {
      const { analytics } = await setting();
      const states = await analytics.states(v1);
      expect(states.map(({ state, visits, left, open, ended }) => [state, visits, left, open, ended])).toEqual([
        ['WELCOME', 8, 7, 1, 0],
        ['IDENTIFY', 7, 6, 1, 0],
        ['AGENT', 3, 2, 1, 0],
        ['RETRY', 3, 3, 0, 0],
        ['ABORT_TIMEOUT', 2, 0, 0, 2],
        ['DONE', 2, 0, 0, 2],
      ]);
      expect(states.find(({ state }) => state === 'AGENT')?.dwell).toEqual({
        totalMs: 80_000,
        meanMs: 40_000,
        p50Ms: 40_000,
        p90Ms: 56_000,
        p95Ms: 58_000,
        p99Ms: 59_600,
      });
      expect(states.find(({ state }) => state === 'DONE')?.dwell).toBeNull();
    });

    it.each<[string, Partial<AnalyticsFilter>, Readonly<Record<string, number>>]>([
      ['entered from an instant on', { from: at(100) }, { AGENT: 1, DONE: 1, ABORT_TIMEOUT: 2 }],
      ['entered before an instant', { to: at(3) }, { WELCOME: 3 }],
      ['on a channel', { channel: 'chat' }, { WELCOME: 2, IDENTIFY: 2, AGENT: 1, DONE: 1, ABORT_TIMEOUT: 1 }],
      ['without beginnings', { excludeInitial: true }, { IDENTIFY: 7, RETRY: 3, AGENT: 3, DONE: 2, ABORT_TIMEOUT: 2 }],
      ['of an unknown tenant', { sight: wholeTenant('other') }, {}],
    ])('counts visits %s', async (_name, filter, expected) => {
      const { analytics } = await setting();
      const visits = (await analytics.states({ ...v1, ...filter })).map((one) => [one.state, one.visits]);
      expect(Object.fromEntries(visits)).toEqual(expected);
    });
  });

  describe('timeouts', () => {
    it('counts by state, channel and hour of the deadline, and how many an escalation answered', async () => {
      const { analytics } = await setting();
      const common = { definitionId: 'PaymentCall', hour: 12, count: 1 };
      expect(await analytics.timeouts(v1)).toEqual({
        count: 2,
        ...{ escalated: 1, answered: 1 },
        rows: [
          { ...common, state: 'IDENTIFY', channel: 'chat', escalated: 1, answered: 1 },
          { ...common, state: 'WELCOME', channel: 'voice', escalated: 0, answered: 0 },
        ],
      });
      const open = await analytics.timeouts({ ...v1, sight: wholeTenant('acme') });
      expect(open).toMatchObject({ count: 1, escalated: 1, answered: 0, rows: [{ escalated: 1, answered: 0 }] });
    });

    it.each<[string, Partial<AnalyticsFilter>, readonly string[]]>([
      ['of deadlines from an instant on', { from: at(193) }, ['IDENTIFY']],
      ['of deadlines before an instant', { to: at(193) }, ['WELCOME']],
      ['on a channel', { channel: 'voice' }, ['WELCOME']],
      ['without beginnings', { excludeInitial: true }, ['IDENTIFY']],
      ['of another version', { version: 2 }, []],
    ])('counts those %s', async (_name, filter, expected) => {
      const { analytics } = await setting();
      expect((await analytics.timeouts({ ...v1, ...filter })).rows.map(({ state }) => state)).toEqual(expected);
    });
  });
}
