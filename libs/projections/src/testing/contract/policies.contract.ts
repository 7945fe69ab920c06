import {
  compileDefinition,
  POLICY_VIOLATED,
  policyStream,
  type JourneyCommand,
  type PolicyViolated,
} from '@ledger/journey';
import { InvalidCursorError } from '../../database/errors';
import { KyselyPolicyQueries } from '../../queries/kysely-policy-queries';
import type { PolicyViolationSearch } from '../../queries/policy-queries';
import { at } from './instants';
import type { ReadModelsSetting } from './read-model-queries.contract';
import { wholeTenant } from '../../queries/sight';

const STATES = {
  A: { transitions: [{ target: 'B' }, { target: 'C' }, { target: 'A' }] },
  B: { transitions: [{ target: 'C' }, { target: 'A' }] },
  C: { final: true },
};
const CLAIM = compileDefinition({
  id: 'Claim',
  version: 1,
  initial: 'A',
  states: STATES,
  policies: {
    ordered: { kind: 'precedence', first: 'B', then: 'C' },
    answered: { kind: 'response', first: 'A', then: 'B', within: 'PT1M' },
  },
});
const STRICT = compileDefinition({
  ...CLAIM.document,
  version: 2,
  policies: { once: { kind: 'absence', state: 'A', atMost: 1 } },
});
const FREE = compileDefinition({ id: 'Free', version: 1, initial: 'A', states: STATES });

export function policiesContract(setting: () => Promise<ReadModelsSetting>): void {
  const violation = (sessionId: string, change: Partial<PolicyViolated> = {}): PolicyViolated => ({
    policy: 'ordered',
    kind: 'precedence',
    sessionId,
    definitionId: 'Claim',
    definitionVersion: 1,
    journeyRevision: 1,
    brokenAt: at(1),
    stateId: 'C',
    ...change,
  });

  async function open() {
    const all = await setting();
    const { script, project, database } = all;
    const queries = new KyselyPolicyQueries(database);
    for (const definition of [CLAIM, STRICT, FREE]) await script.publish(definition, at(-10));
    return {
      ...all,
      queries,
      start: (sessionId: string, definition = CLAIM, seconds = 0) =>
        script.run(definition, { type: 'StartJourney', sessionId, now: at(seconds) }),
      move: (sessionId: string, targetStateId: string, seconds: number, definition = CLAIM) =>
        script.run(definition, { type: 'TransitionJourney', sessionId, targetStateId, now: at(seconds) }),
      record: (sessionId: string, change: Partial<PolicyViolated> = {}, tenant = 'default') =>
        script.append(policyStream(tenant, sessionId), POLICY_VIOLATED, violation(sessionId, change), at(100), tenant),
      /** Sessions that are due by a time, with when. */
      due: async (seconds: number) => {
        await project();
        const rows = await queries.dueReviews({ dueBy: at(seconds), limit: 100 });
        return rows.map(({ sessionId, due }) => [sessionId, due]);
      },
    };
  }
  const EPOCH = '1970-01-01T00:00:00.000Z';

  describe('policies', () => {
    it('are due when the time of what is owed is over, and no more once it was done', async () => {
      const { start, move, due } = await open();
      await start('s1');
      await start('s2', CLAIM, 10);
      expect(await due(59)).toEqual([]);
      expect(await due(70)).toEqual([
        ['s1', at(60)],
        ['s2', at(70)],
      ]);
      await move('s1', 'B', 30);
      expect(await due(100)).toEqual([['s2', at(70)]]);
      await move('s1', 'A', 40);
      expect(await due(100)).toEqual([
        ['s2', at(70)],
        ['s1', at(100)],
      ]);
    });

    it('are due at once when one is broken, until every violation is recorded', async () => {
      const { start, move, due, record } = await open();
      await start('s1');
      await move('s1', 'C', 1);
      expect(await due(1)).toEqual([['s1', EPOCH]]);
      await record('s1');
      expect(await due(1)).toEqual([['s1', EPOCH]]);
      await record('s1', { policy: 'answered', kind: 'response', journeyRevision: 0 });
      expect(await due(1_000)).toEqual([]);
    });

    it('wait for no time whose violation is recorded, and for the next one', async () => {
      const { start, move, due, record } = await open();
      await start('s1');
      await record('s1', { policy: 'answered', kind: 'response', journeyRevision: 0, deadline: at(60) });
      expect(await due(1_000)).toEqual([]);
      await move('s1', 'A', 70);
      expect(await due(1_000)).toEqual([['s1', at(130)]]);
    });

    it('are those of the version that a journey was migrated to, for its whole history', async () => {
      const { script, start, move, due } = await open();
      await start('s1');
      await move('s1', 'A', 1);
      const command: JourneyCommand = {
        type: 'MigrateJourney',
        sessionId: 's1',
        toVersion: 2,
        reason: 'x',
        now: at(2),
      };
      await script.run(CLAIM, command, { migrateTo: STRICT });
      expect(await due(2)).toEqual([['s1', EPOCH]]);
    });

    it('leave out journeys without policies, and imported history', async () => {
      const { script, start, due } = await open();
      await start('free', FREE);
      const metadata = { actor: { subject: 'log', kind: 'import' } } as const;
      await script.run(CLAIM, { type: 'StartJourney', sessionId: 'old', now: at(0) }, { metadata });
      expect(await due(10_000)).toEqual([]);
    });

    it('count their violations, of all tenants', async () => {
      const { queries, record, project } = await open();
      expect(await queries.violationCounts()).toEqual([]);
      await record('s1');
      await record('s1');
      await record('s2', { definitionId: 'Other' });
      await record('s3', {}, 'acme');
      await record('s3', { policy: 'answered', kind: 'response' }, 'acme');
      await project();
      expect(await queries.violationCounts()).toEqual([
        { kind: 'precedence', violations: 3 },
        { kind: 'response', violations: 1 },
      ]);
    });

    it('list their violations, newest first, by what they are about, in pages', async () => {
      const { queries, record, project } = await open();
      await record('s1');
      await record('s2', { policy: 'answered', customerId: 'ann', brokenAt: at(50), deadline: at(50) });
      await record('s3', { definitionId: 'Other', brokenAt: at(60) });
      await record('s4', {}, 'acme');
      await project();
      const search = (more: Partial<PolicyViolationSearch> = {}) =>
        queries.violations({ sight: wholeTenant('default'), limit: 10, ...more });
      const found = async (more: Partial<PolicyViolationSearch> = {}) =>
        (await search(more)).rows.map(({ sessionId }) => sessionId);
      expect(await found()).toEqual(['s3', 's2', 's1']);
      expect(await found({ sight: wholeTenant('acme') })).toEqual(['s4']);
      expect(await found({ definitionId: 'Claim' })).toEqual(['s2', 's1']);
      expect(await found({ policy: 'answered' })).toEqual(['s2']);
      expect(await found({ sessionId: 's1' })).toEqual(['s1']);
      expect(await found({ customerId: 'ann' })).toEqual(['s2']);
      expect(await found({ from: at(50), to: at(60) })).toEqual(['s2']);
      const first = await search({ limit: 2 });
      const rest = await search({ limit: 2, cursor: first.nextCursor ?? '' });
      expect([first.rows.length, rest.rows.map(({ sessionId }) => sessionId), rest.nextCursor]).toEqual([
        2,
        ['s1'],
        undefined,
      ]);
      await expect(search({ policy: 'answered', cursor: first.nextCursor ?? '' })).rejects.toThrow(InvalidCursorError);
      expect(rest.rows[0]).toMatchObject({
        policy: 'ordered',
        kind: 'precedence',
        definitionVersion: 1,
        journeyRevision: 1,
        brokenAt: at(1),
        deadline: null,
        stateId: 'C',
        escalationId: null,
      });
    });
  });
}
