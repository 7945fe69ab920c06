import type { JourneyCommand } from '@ledger/journey';
import { paymentCall, paymentCallDocument } from '@ledger/journey/testing';
import { compileDefinition } from '@ledger/journey';
import type { JourneyRow, JourneySearch, JourneySort } from '../../queries/read-model-queries';
import { InvalidCursorError } from '../../database/errors';
import type { OpenSetting, ReadModelsSetting } from './read-model-queries.contract';
import { once } from '../support/once';
import { at } from './instants';
import { wholeTenant } from '../../queries/sight';

const otherDefinition = compileDefinition({ ...paymentCallDocument, id: 'OtherCall' });

/** Both directions of a sort. */
function sorted(
  by: JourneySort['by'],
  ascending: readonly string[],
): readonly [string, Partial<JourneySearch>, readonly string[]][] {
  return [
    [`by ${by}`, { sort: { by, descending: false } }, ascending],
    [`by ${by}, descending`, { sort: { by, descending: true } }, ascending.toReversed()],
  ];
}

export function journeySearchContract(setting: OpenSetting): void {
  describe('search', () => {
    /** Five journeys, each of which some filter keeps and another leaves out. */
    async function fiveJourneys(open: () => Promise<ReadModelsSetting> = setting): Promise<ReadModelsSetting> {
      const all = await open();
      const { script, project } = all;
      await script.publish(paymentCall, at(0));
      await script.publish(otherDefinition, at(0));
      const start = (
        sessionId: string,
        seconds: number,
        given: Partial<Extract<JourneyCommand, { type: 'StartJourney' }>>,
        definition = paymentCall,
      ): Promise<unknown> => script.run(definition, { type: 'StartJourney', sessionId, now: at(seconds), ...given });
      const move = (sessionId: string, seconds: number, targetStateId: string): Promise<unknown> =>
        script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: at(seconds), targetStateId });
      await start('a', 0, { customerId: 'ann', channel: 'voice', aliases: ['crm:1'] });
      await start('b', 1, { customerId: 'bob', channel: 'chat' });
      await start('c', 2, { customerId: 'ann', channel: 'chat', context: { note: 'hi' } });
      await start('d', 3, { aliases: ['crm:1'] });
      await start('e', 4, { channel: 'voice' }, otherDefinition);
      await move('b', 10, 'IDENTIFY');
      await move('c', 20, 'AGENT');
      await move('c', 30, 'DONE');
      await script.run(paymentCall, { type: 'AbortOnTimeout', sessionId: 'd', now: at(200), enteredRevision: 0n });
      await project();
      return all;
    }
    const fiveToRead = once(() => fiveJourneys(setting.forAll));

    async function found(
      { queries }: ReadModelsSetting,
      search: Partial<JourneySearch>,
    ): Promise<readonly JourneyRow[]> {
      const page = await queries.searchJourneys({ sight: wholeTenant('default'), now: at(0), limit: 100, ...search });
      expect(page.nextCursor).toBeUndefined();
      return page.rows;
    }

    const filters: readonly [string, Partial<JourneySearch>, readonly string[]][] = [
      ['nothing: newest first', {}, ['e', 'd', 'c', 'b', 'a']],
      ['a tenant', { sight: wholeTenant('other') }, []],
      ['a state', { stateId: 'WELCOME' }, ['e', 'a']],
      ['a definition', { definitionId: 'OtherCall' }, ['e']],
      ['a customer', { customerId: 'ann' }, ['c', 'a']],
      ['an alias', { alias: 'crm:1' }, ['d', 'a']],
      ['an alias, by deadline', { alias: 'crm:1', sort: { by: 'deadline', descending: false } }, ['a', 'd']],
      ['an alias, if overdue', { alias: 'crm:1', overdue: true, now: at(125) }, ['a']],
      ['an alias and a customer', { alias: 'crm:1', customerId: 'ann' }, ['a']],
      ['their start, from an instant on', { startedFrom: at(3) }, ['e', 'd']],
      ['their start, before an instant', { startedBefore: at(1) }, ['a']],
      ['their start, within a time', { startedFrom: at(1), startedBefore: at(3) }, ['c', 'b']],
      ['outcome, of those that run', { outcome: 'open' }, ['e', 'b', 'a']],
      ['outcome, of those that timed out', { outcome: 'abandoned' }, ['d']],
      ['a status and an outcome that exclude each other', { status: 'ACTIVE', outcome: 'abandoned' }, []],
      ['their whole path', { path: ['WELCOME', 'AGENT', 'DONE'] }, ['c']],
      ['their whole path, of which others went a part', { path: ['WELCOME'] }, ['e', 'a']],
      ['a path that no journey went', { path: ['AGENT', 'WELCOME'] }, []],
      ['states that they reached, others between', { reached: ['WELCOME', 'DONE'] }, ['c']],
      ['one state that they reached', { reached: ['WELCOME'] }, ['e', 'd', 'c', 'b', 'a']],
      ['states that they reached in another order', { reached: ['DONE', 'WELCOME'] }, []],
      ['a state reached twice that they reached once', { reached: ['WELCOME', 'WELCOME'] }, []],
      ['a channel', { channel: 'chat' }, ['c', 'b']],
      ['journeys that run', { status: 'ACTIVE' }, ['e', 'b', 'a']],
      ['journeys that are complete', { status: 'COMPLETED' }, ['c']],
      ['journeys that timed out', { status: 'TIMED_OUT' }, ['d']],
      ['journeys overdue, the longest overdue first', { overdue: true, now: at(125) }, ['a', 'e']],
      ['journeys overdue at the very instant of their deadline', { overdue: true, now: at(120) }, ['a']],
      ['journeys not overdue', { overdue: false, now: at(120) }, ['e', 'd', 'c', 'b']],
      ['journeys that entered their state before an instant', { enteredBefore: at(10) }, ['a', 'e']],
      [
        'several at once',
        { channel: 'voice', stateId: 'WELCOME', definitionId: 'PaymentCall', enteredBefore: at(9) },
        ['a'],
      ],
      ['several that nothing meets', { customerId: 'ann', status: 'ACTIVE', channel: 'chat' }, []],
      ['a text with wildcards and SQL, taken literally', { customerId: "%' OR '1'='1" }, []],
    ];
    it.each(filters)('finds journeys by %s', async (_name, search, expected) => {
      const all = await fiveToRead();
      expect((await found(all, search)).map(({ sessionId }) => sessionId)).toEqual(expected);
    });

    it('finds journeys by the aliases that they have now', async () => {
      const { script, project, queries } = await setting();
      await script.publish(paymentCall, at(0));
      const change = async (type: 'AddAlias' | 'RemoveAlias', sessionId: string, alias: string): Promise<void> => {
        const claim = type === 'AddAlias' ? { claimedAt: BigInt(Number.MAX_SAFE_INTEGER) } : {};
        await script.run(paymentCall, { type, sessionId, now: at(1), alias, ...claim });
      };
      const having = async (alias: string): Promise<readonly string[]> =>
        (await queries.searchJourneys({ sight: wholeTenant('default'), now: at(1), limit: 9, alias })).rows.map(
          (row) => row.sessionId,
        );
      for (const sessionId of ['a', 'b']) {
        await script.run(paymentCall, { type: 'StartJourney', sessionId, now: at(0), aliases: ['crm:1', 'crm:2'] });
      }
      await change('RemoveAlias', 'a', 'crm:1');
      await project();
      expect([await having('crm:1'), await having('crm:2')]).toEqual([['b'], ['b', 'a']]);
      await change('AddAlias', 'a', 'crm:1');
      await change('RemoveAlias', 'a', 'crm:1');
      await change('AddAlias', 'a', 'crm:1');
      await change('RemoveAlias', 'b', 'crm:1');
      await change('RemoveAlias', 'b', 'crm:2');
      await change('AddAlias', 'b', 'crm:3');
      await project();
      expect([await having('crm:1'), await having('crm:2'), await having('crm:3')]).toEqual([['a'], ['a'], ['b']]);
    });

    it('shows defaults within objects that a journey stored without them', async () => {
      const { script, project, queries } = await setting();
      const home = (country: object): object => ({ properties: { home: { properties: { country } } } });
      const [before, after] = [{}, { default: 'DE' }].map((country) =>
        compileDefinition({ ...paymentCallDocument, id: 'Nested', context: { ...home(country) } }),
      );
      await script.publish(after!, at(0));
      const context = { home: { city: 'Bonn' } };
      await script.run(before!, { type: 'StartJourney', sessionId: 'n', now: at(0), context });
      await project();
      const { rows } = await queries.searchJourneys({
        sight: wholeTenant('default'),
        now: at(1),
        limit: 9,
        definitionId: 'Nested',
      });
      expect(rows.map((row) => row.context)).toEqual([{ home: { city: 'Bonn', country: 'DE' } }]);
    });

    it('shows each field of a journey as its fold has it', async () => {
      const all = await fiveToRead();
      const [row] = await found(all, { status: 'COMPLETED', now: at(1_000) });
      expect(row).toEqual({
        sessionId: 'c',
        definitionId: 'PaymentCall',
        definitionVersion: 1,
        status: 'COMPLETED',
        stateId: 'DONE',
        previousStateId: 'AGENT',
        revision: 2,
        enteredAt: at(30),
        startedAt: at(2),
        lastUpdatedAt: at(30),
        deadline: null,
        overdue: false,
        channel: 'chat',
        customerId: 'ann',
        context: { verified: false, fraudScore: 0, note: 'hi' },
        position: all.store.ledger.events.find(
          ({ type, data }) => type !== 'JourneyStarted' && data.includes('"DONE"') && !data.includes('states'),
        )?.position,
      });
      const [running] = await found(all, { customerId: 'ann', status: 'ACTIVE', now: at(120) });
      expect(running).toMatchObject({ sessionId: 'a', deadline: at(120), overdue: true, previousStateId: null });
    });

    /** Whatever a page holds, all of them together hold every journey once. */
    async function expectPages(
      queries: ReadModelsSetting['queries'],
      search: Partial<JourneySearch>,
      expected: readonly string[],
    ): Promise<void> {
      for (const limit of [1, 2, 3, expected.length, expected.length + 1]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await queries.searchJourneys({
            ...{ sight: wholeTenant('default'), now: at(0), limit, ...search },
            ...(cursor !== undefined && { cursor }),
          });
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          seen.push(...page.rows.map(({ sessionId }) => sessionId));
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(seen).toEqual(expected);
      }
    }

    it.each<[string, Partial<JourneySearch>, readonly string[]]>([
      ['newest first', {}, ['e', 'd', 'c', 'b', 'a']],
      ['by the time of entry', { enteredBefore: at(1_000) }, ['a', 'e', 'b', 'c', 'd']],
      ['by deadline', { overdue: true, now: at(100_000) }, ['a', 'e', 'b', 'd']],
      ...sorted('startedAt', ['a', 'b', 'c', 'd', 'e']),
      ...sorted('enteredAt', ['a', 'e', 'b', 'c', 'd']),
      ...sorted('lastUpdatedAt', ['a', 'e', 'b', 'c', 'd']),
      ...sorted('sessionId', ['a', 'b', 'c', 'd', 'e']),
      ['by a sort and a filter', { sort: { by: 'startedAt', descending: true }, channel: 'chat' }, ['c', 'b']],
      [
        'by a sort that a filter would have another for',
        { sort: { by: 'sessionId', descending: true }, enteredBefore: at(10) },
        ['e', 'a'],
      ],
    ])('gives each journey on one page and no more, %s', async (_name, search, expected) => {
      const { queries } = await fiveToRead();
      await expectPages(queries, search, expected);
    });

    it.each([
      [false, ['e', 'd', 'a', 'b', 'c']],
      [true, ['d', 'e', 'c', 'b', 'a']],
    ])('sorts journeys without a deadline behind all others, descending: %s', async (descending, expected) => {
      const { queries, script, project } = await fiveJourneys();
      for (const sessionId of ['a', 'b']) {
        for (const targetStateId of ['AGENT', 'DONE']) {
          await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: at(40), targetStateId });
        }
      }
      await project();
      await expectPages(queries, { sort: { by: 'deadline', descending } }, expected);
      await expectPages(queries, { sort: { by: 'deadline', descending }, overdue: true, now: at(200) }, ['e']);
    });

    it('neither misses nor repeats a journey that moves while its page is turned', async () => {
      const { queries, script, project } = await fiveJourneys();
      const first = await queries.searchJourneys({ sight: wholeTenant('default'), now: at(0), limit: 2 });
      for (const sessionId of ['a', 'e']) {
        await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: at(40), targetStateId: 'AGENT' });
      }
      await project();
      const rest = await queries.searchJourneys({
        ...{ sight: wholeTenant('default'), now: at(0), limit: 10 },
        cursor: first.nextCursor ?? '',
      });
      expect([...first.rows, ...rest.rows].map(({ sessionId }) => sessionId)).toEqual(['e', 'd', 'c', 'b', 'a']);
    });

    it('refuses a cursor that is none of this search', async () => {
      const { queries } = await fiveToRead();
      const search = { sight: wholeTenant('default'), now: at(0), limit: 2 };
      const cursor = (await queries.searchJourneys(search)).nextCursor ?? '';
      const [first = ''] = cursor;
      const tampered = [
        ...['', 'x', '%00', cursor.slice(1), cursor.slice(0, -4), `${first === 'A' ? 'B' : 'A'}${cursor.slice(1)}`],
        Buffer.from('["0","x"]').toString('base64url'),
      ];
      for (const text of tampered) {
        await expect(queries.searchJourneys({ ...search, cursor: text })).rejects.toThrow(InvalidCursorError);
      }
      const others: readonly Partial<JourneySearch>[] = [
        ...[{ stateId: 'WELCOME' }, { sight: wholeTenant('acme') }, { overdue: true }, { enteredBefore: at(9) }],
        { sort: { by: 'startedAt', descending: true } },
      ];
      for (const other of others) {
        await expect(queries.searchJourneys({ ...search, ...other, cursor })).rejects.toMatchObject({
          code: 'CURSOR_INVALID',
          retryable: false,
        });
      }
      const next = await queries.searchJourneys({ ...search, now: at(500), limit: 1, cursor });
      expect(next.rows.map(({ sessionId }) => sessionId)).toEqual(['c']);
    });

    it('refuses a cursor under another sort, and in the other direction', async () => {
      const { queries } = await fiveToRead();
      const search = { sight: wholeTenant('default'), now: at(0), limit: 2 };
      const sort = { by: 'enteredAt', descending: false } as const;
      const cursor = (await queries.searchJourneys({ ...search, sort })).nextCursor ?? '';
      for (const other of [{ ...sort, descending: true }, { ...sort, by: 'startedAt' } as const, undefined]) {
        await expect(
          queries.searchJourneys({ ...search, ...(other !== undefined && { sort: other }), cursor }),
        ).rejects.toThrow(InvalidCursorError);
      }
      expect((await queries.searchJourneys({ ...search, sort, cursor })).rows).toHaveLength(2);
    });
  });
}
