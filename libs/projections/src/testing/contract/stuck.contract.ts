import { compileDefinition } from '@ledger/journey';
import { paymentCall, paymentCallDocument } from '@ledger/journey/testing';
import { InvalidCursorError } from '../../database/errors';
import type { JourneySearch, StuckJourney } from '../../queries/read-model-queries';
import { STUCK_KINDS, type StuckKind, type StuckRules } from '../../queries/stuck-journeys';
import type { OpenSetting, ReadModelsSetting } from './read-model-queries.contract';
import { once } from '../support/once';
import { at } from './instants';
import { wholeTenant } from '../../queries/sight';

const { IDENTIFY: _, ...others } = paymentCallDocument.states;
/** Has no IDENTIFY any more. */
const second = compileDefinition({
  ...paymentCallDocument,
  version: 2,
  states: {
    ...others,
    WELCOME: { transitions: [{ target: 'RETRY' }] },
    RETRY: { transitions: [{ target: 'PAYMENT' }] },
  },
});

const NOW = at(130);

/** Each journey's states, by the seconds after which it entered them. */
const WAYS: Readonly<Record<string, readonly (readonly [seconds: number, stateId: string])[]>> = {
  // WELCOME takes 10, 20 and 60 seconds: the median is 20. IDENTIFY takes 10 and 30: between the two lies 20.
  a: [
    [10, 'IDENTIFY'],
    [20, 'AGENT'],
  ],
  b: [
    [20, 'IDENTIFY'],
    [50, 'AGENT'],
  ],
  c: [[60, 'IDENTIFY']],
  d: [],
};

export function stuckContract(setting: OpenSetting): void {
  describe('stuck journeys', () => {
    async function fourJourneys(open: () => Promise<ReadModelsSetting> = setting): Promise<ReadModelsSetting> {
      const all = await open();
      const { script, project } = all;
      await script.publish(paymentCall, at(0));
      for (const [sessionId, way] of Object.entries(WAYS)) {
        await script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(0) });
        for (const [seconds, targetStateId] of way) {
          await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: at(seconds), targetStateId });
        }
      }
      await script.publish(second, at(70));
      await project();
      return all;
    }
    const fourToRead = once(() => fourJourneys(setting.forAll));

    const rulesOf = ({ queries }: ReadModelsSetting, kinds: readonly StuckKind[] = STUCK_KINDS, slowerThan = 3) =>
      queries.stuckRules({ sight: wholeTenant('default'), kinds, slowerThan, now: NOW });

    async function found(
      { queries }: ReadModelsSetting,
      stuck: StuckRules,
      more: Partial<JourneySearch> = {},
    ): Promise<readonly StuckJourney[]> {
      const page = await queries.searchStuckJourneys({
        sight: wholeTenant('default'),
        now: NOW,
        limit: 100,
        stuck,
        ...more,
      });
      expect(page.nextCursor).toBeUndefined();
      return page.rows;
    }

    it('are found for each reason, with every figure it rests on', async () => {
      const all = await fourToRead();
      const sort = { by: 'sessionId', descending: false } as const;
      const rows = await found(all, await rulesOf(all), { sort });
      expect(rows.map(({ sessionId, stuck }) => [sessionId, stuck])).toEqual([
        [
          'c',
          [
            {
              kind: 'slow',
              ...{ waitedMs: 70_000, medianMs: 20_000, visits: 2 },
              reason: 'In IDENTIFY for 1 min 10 s; the median of 2 visits is 20 s.',
            },
            {
              kind: 'orphaned',
              newestVersion: 2,
              reason: 'It runs by version 1 in IDENTIFY, which version 2 lacks.',
            },
          ],
        ],
        [
          'd',
          [
            {
              kind: 'overdue',
              deadline: at(120),
              reason: `The deadline of WELCOME, ${at(120)}, has passed and no timeout is recorded.`,
            },
            {
              kind: 'slow',
              ...{ waitedMs: 130_000, medianMs: 20_000, visits: 3 },
              reason: 'In WELCOME for 2 min 10 s; the median of 3 visits is 20 s.',
            },
          ],
        ],
      ]);
    });

    it.each<[StuckKind, readonly string[]]>([
      ['overdue', ['d']],
      ['slow', ['d', 'c']],
      ['orphaned', ['c']],
    ])('are found for one reason alone: %s', async (kind, sessions) => {
      const all = await fourToRead();
      const sort = { by: 'enteredAt', descending: false } as const;
      const rows = await found(all, await rulesOf(all, [kind]), { sort });
      expect(rows.map(({ sessionId }) => sessionId)).toEqual(sessions);
      expect(rows.flatMap(({ stuck }) => stuck.map((reason) => reason.kind))).toEqual(sessions.map(() => kind));
    });

    it('are fewer where slow means slower still', async () => {
      const all = await fourToRead();
      const slow = async (slowerThan: number): Promise<readonly string[]> =>
        (await found(all, await rulesOf(all, ['slow'], slowerThan))).map(({ sessionId }) => sessionId);
      expect(await slow(3.5)).toEqual(['d']);
      expect(await slow(6.4)).toEqual(['d']);
      expect(await slow(6.5)).toEqual([]);
    });

    it('do not count imported history: neither its waits nor what its states took', async () => {
      const all = await setting();
      await all.script.publish(paymentCall, at(0));
      const by = (kind: 'import' | 'caller') => ({ metadata: { actor: { subject: 'x', kind } } });
      const start = (sessionId: string, seconds: number, kind: 'import' | 'caller') =>
        all.script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(seconds) }, by(kind));
      const identify = (sessionId: string, seconds: number, kind: 'import' | 'caller') =>
        all.script.run(
          paymentCall,
          { type: 'TransitionJourney', sessionId, now: at(seconds), targetStateId: 'IDENTIFY' },
          by(kind),
        );
      for (const sessionId of ['log-1', 'log-2', 'log-3']) await start(sessionId, -500_000_000, 'import');
      // Entered and left at once, as a log has it.
      for (const sessionId of ['log-1', 'log-2']) await identify(sessionId, -500_000_000, 'import');
      await start('live-1', 0, 'caller');
      await identify('live-1', 40, 'caller');
      await start('live-2', 0, 'caller');
      await identify('log-2', 50, 'caller');
      await all.project();
      const rules = await rulesOf(all, ['slow']);
      expect(rules.medians).toEqual([{ definitionId: 'PaymentCall', stateId: 'WELCOME', medianMs: 40_000, visits: 1 }]);
      const rows = await found(all, rules);
      expect(rows.map(({ sessionId, stuck }) => [sessionId, stuck[0]?.reason])).toEqual([
        ['live-2', 'In WELCOME for 2 min 10 s; the median of 1 visit is 40 s.'],
      ]);
    });

    it('do not include ended journeys, or states that no journey has left', async () => {
      const all = await fourJourneys();
      await all.script.run(paymentCall, {
        type: 'MoveJourney',
        sessionId: 'c',
        now: at(80),
        targetStateId: 'DONE',
        reason: 'x',
      });
      await all.script.run(paymentCall, {
        type: 'MoveJourney',
        sessionId: 'd',
        now: at(90),
        targetStateId: 'REVIEW',
        reason: 'x',
      });
      await all.project();
      expect(await found(all, await rulesOf(all))).toEqual([]);
    });

    it('stay what they were by the rules of before, whatever happens since', async () => {
      const all = await fourJourneys();
      const rules = await rulesOf(all, ['slow']);
      expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
      await all.script.run(paymentCall, {
        type: 'MoveJourney',
        sessionId: 'd',
        now: at(110),
        targetStateId: 'AGENT',
        reason: 'x',
      });
      await all.project();
      expect((await found(all, rules)).map(({ sessionId }) => sessionId)).toEqual(['c']);
      expect((await rulesOf(all, ['slow'])).medians).not.toEqual(rules.medians);
    });

    it('come page by page, under every other filter, and of their tenant alone', async () => {
      const all = await fourToRead();
      const stuck = await rulesOf(all);
      const search = {
        sight: wholeTenant('default'),
        now: NOW,
        limit: 1,
        stuck,
        sort: { by: 'sessionId', descending: false },
      } as const;
      const first = await all.queries.searchStuckJourneys(search);
      const next = await all.queries.searchStuckJourneys({ ...search, cursor: first.nextCursor });
      expect([...first.rows, ...next.rows].map(({ sessionId }) => sessionId)).toEqual(['c', 'd']);
      expect(next.nextCursor).toBeUndefined();
      const other = { ...search, stuck: { ...stuck, slowerThan: 4 }, cursor: first.nextCursor };
      await expect(all.queries.searchStuckJourneys(other)).rejects.toThrow(InvalidCursorError);
      expect((await found(all, stuck, { stateId: 'IDENTIFY' })).map(({ sessionId }) => sessionId)).toEqual(['c']);
      expect(await found(all, stuck, { sight: wholeTenant('acme') })).toEqual([]);
    });

    it('do not include those that have moved after a position', async () => {
      const all = await fourJourneys();
      const stuck = await rulesOf(all);
      const [first] = await found(all, stuck, { stateId: 'WELCOME' });
      const unmovedSince = (await all.store.lastPosition()) ?? undefined;
      await all.script.run(paymentCall, { type: 'ChangeChannel', sessionId: 'd', now: at(100), channel: 'chat' });
      await all.project();
      expect(first?.sessionId).toBe('d');
      expect((await found(all, stuck, { unmovedSince })).map(({ sessionId }) => sessionId)).toEqual(['c']);
      expect(await found(all, stuck)).toHaveLength(2);
    });
  });
}
