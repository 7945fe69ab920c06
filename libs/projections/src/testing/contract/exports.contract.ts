import { compileDefinition, type JourneyCommand } from '@ledger/journey';
import { paymentCall, paymentCallDocument } from '@ledger/journey/testing';
import type { ExportedEntry, ExportFilter, ExportSnapshot } from '../../queries/export-queries';
import { ReadModelsUnavailableError } from '../../database/errors';
import { KyselyExportQueries } from '../../queries/export/kysely-export-queries';
import { KyselyHistoryQueries } from '../../queries/export/kysely-history-queries';
import type { HistoryEvent } from '../../queries/history-queries';
import type { OpenSetting, ReadModelsSetting } from './read-model-queries.contract';
import { once } from '../support/once';
import { at } from './instants';
import { wholeTenant } from '../../queries/sight';

const otherDefinition = compileDefinition({ ...paymentCallDocument, id: 'OtherCall' });
const ALL = { sight: wholeTenant('default') } as const;

export function exportsContract(setting: OpenSetting): void {
  describe('exports', () => {
    /** Journeys that overlap in time, one of which refused a command. */
    async function fourJourneys(open: () => Promise<ReadModelsSetting> = setting): Promise<ReadModelsSetting> {
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
      await start('a', 0, { customerId: 'ann', channel: 'voice' });
      await start('b', 1, { customerId: 'bob', channel: 'chat' });
      await start('c', 2, { customerId: 'ann', channel: 'chat' });
      await start('d', 3, { channel: 'voice' }, otherDefinition);
      await move(all, 'b', 10, 'IDENTIFY');
      await move(all, 'a', 11, 'DONE');
      await move(all, 'c', 20, 'AGENT');
      await move(all, 'c', 30, 'DONE');
      await project();
      return all;
    }
    const fourToRead = once(() => fourJourneys(setting.forAll));

    function move({ script }: ReadModelsSetting, sessionId: string, seconds: number, target: string): Promise<unknown> {
      return script.run(paymentCall, { type: 'TransitionJourney', sessionId, now: at(seconds), targetStateId: target });
    }

    async function exported(
      { database }: ReadModelsSetting,
      filter: ExportFilter,
      snapshot?: ExportSnapshot,
    ): Promise<readonly ExportedEntry[]> {
      const queries = new KyselyExportQueries(database);
      const found: ExportedEntry[] = [];
      for await (const page of queries.entries(filter, snapshot ?? (await queries.snapshot()))) found.push(...page);
      return found;
    }

    async function histories(
      { database }: ReadModelsSetting,
      { from, every }: { readonly from?: string; readonly every?: number } = {},
    ) {
      const queries = new KyselyHistoryQueries(database);
      const filter = {
        sight: wholeTenant('default'),
        definitionId: 'PaymentCall',
        ...(from !== undefined && { from }),
      };
      const snapshot = await queries.snapshot();
      const events: HistoryEvent[] = [];
      for await (const page of queries.events(filter, snapshot, every)) events.push(...page);
      return { events, size: await queries.size(filter, snapshot) };
    }

    const told = (entries: readonly ExportedEntry[]): string[] =>
      entries.map(({ sessionId, type, to }) => `${sessionId} ${type} ${to}`);
    const sessions = (entries: readonly ExportedEntry[]): string[] => [
      ...new Set(entries.map(({ sessionId }) => sessionId)),
    ];

    it('hold journeys in the order of their start, each whole, with what was refused', async () => {
      const all = await fourToRead();
      const found = await exported(all, ALL);
      expect(told(found)).toEqual([
        'a JourneyStarted WELCOME',
        'a CommandRejected DONE',
        'b JourneyStarted WELCOME',
        'b JourneyTransitioned IDENTIFY',
        'c JourneyStarted WELCOME',
        'c JourneyTransitioned AGENT',
        'c JourneyTransitioned DONE',
        'd JourneyStarted WELCOME',
      ]);
      expect(found[3]).toMatchObject({
        definitionId: 'PaymentCall',
        definitionVersion: 1,
        customerId: 'bob',
        revision: 1,
        from: 'WELCOME',
        dwellMs: 9_000,
        occurredAt: at(10),
      });
      expect(found[1]?.revision).toBeNull();
      expect(JSON.parse(found[3]?.data ?? '')).toMatchObject({ to: 'IDENTIFY' });
    });

    const filters: readonly [string, Partial<ExportFilter>, readonly string[]][] = [
      ['a tenant', { sight: wholeTenant('other') }, []],
      ['a definition', { definitionId: 'OtherCall' }, ['d']],
      ['a version', { version: 2 }, []],
      ['a channel', { channel: 'chat' }, ['b', 'c']],
      ['an instant of start, inclusive', { from: at(2) }, ['c', 'd']],
      ['an instant of start, exclusive', { to: at(2) }, ['a', 'b']],
      ['a state', { state: 'WELCOME' }, ['a', 'd']],
      ['a status', { status: 'COMPLETED' }, ['c']],
      ['a customer', { customerId: 'ann' }, ['a', 'c']],
      ['a session', { sessionId: 'b' }, ['b']],
      ['all at once', { customerId: 'ann', channel: 'chat', status: 'COMPLETED', from: at(0), version: 1 }, ['c']],
    ];

    it.each(filters)('are cut by %s', async (_, filter, expected) => {
      expect(sessions(await exported(await fourToRead(), { ...ALL, ...filter }))).toEqual(expected);
    });

    it('stay as they were at the snapshot while the ledger grows', async () => {
      const all = await fourJourneys();
      const snapshot = await new KyselyExportQueries(all.database).snapshot();
      const before = await exported(all, ALL, snapshot);
      await move(all, 'b', 40, 'AGENT');
      await all.script.run(paymentCall, { type: 'StartJourney', sessionId: 'e', now: at(41) });
      await all.script.run(paymentCall, { type: 'ChangeChannel', sessionId: 'b', now: at(42), channel: 'mail' });
      await move(all, 'b', 43, 'DONE');
      await all.project();
      expect(await exported(all, ALL, snapshot)).toEqual(before);
      expect(sessions(await exported(all, { ...ALL, state: 'IDENTIFY' }, snapshot))).toEqual(['b']);
      expect(sessions(await exported(all, { ...ALL, channel: 'chat', version: 1 }, snapshot))).toEqual(['b', 'c']);
      expect(sessions(await exported(all, { ...ALL, status: 'ACTIVE' }, snapshot))).toEqual(['a', 'b', 'd']);
      expect(sessions(await exported(all, { ...ALL, status: 'ACTIVE' }))).toEqual(['a', 'd', 'e']);
      expect(sessions(await exported(all, { ...ALL, state: 'DONE' }, snapshot))).toEqual(['c']);
    });

    it('hold every entry of journeys longer than a page, and of more journeys than a page', async () => {
      const all = await setting();
      const { script, project } = all;
      await script.publish(paymentCall, at(0));
      await script.run(paymentCall, { type: 'StartJourney', sessionId: 'long', now: at(0), channel: 'voice' });
      for (let n = 1; n <= 4_100; n += 1) {
        await script.run(paymentCall, {
          ...{ type: 'ChangeChannel', sessionId: 'long', now: at(1) },
          channel: n % 2 === 0 ? 'voice' : 'chat',
        });
      }
      for (let n = 0; n < 600; n += 1) {
        await script.run(paymentCall, { type: 'StartJourney', sessionId: `n${n}`, now: at(2) });
      }
      await project();
      const found = await exported(all, ALL);
      expect(found).toHaveLength(4_101 + 600);
      expect(found.slice(0, 4_101).map(({ revision }) => revision)).toEqual(
        Array.from({ length: 4_101 }, (_, revision) => revision),
      );
      expect(sessions(found)).toHaveLength(601);
      const { events } = await histories(all);
      expect(events.map(({ sessionId, revision }) => [sessionId, revision])).toEqual(
        found.map(({ sessionId, revision }) => [sessionId, revision]),
      );
      const tenth = await histories(all, { every: 10 });
      expect(tenth.events).toHaveLength(4_101 + 60);
    });

    it('give whole histories of one definition, without what was refused', async () => {
      const all = await fourJourneys();
      const { events, size } = await histories(all);
      expect(size).toEqual({ journeys: 3, events: 6 });
      expect(events.map(({ sessionId, revision, type }) => `${sessionId}${revision} ${type}`)).toEqual([
        'a0 JourneyStarted',
        'b0 JourneyStarted',
        'b1 JourneyTransitioned',
        'c0 JourneyStarted',
        'c1 JourneyTransitioned',
        'c2 JourneyTransitioned',
      ]);
      expect(events[2]).toMatchObject({ occurredAt: at(10), isImported: false });
      expect(JSON.parse(events[2]?.data ?? '')).toMatchObject({ to: 'IDENTIFY' });
      expect((await histories(all, { from: at(1) })).size).toEqual({ journeys: 2, events: 5 });
      expect((await histories(all, { every: 2 })).events.map(({ sessionId }) => sessionId)).toEqual([
        'a',
        'c',
        'c',
        'c',
      ]);
      await all.database.db.deleteFrom('projection_checkpoints').execute();
      expect(await histories(all)).toEqual({ events: [], size: { journeys: 0, events: 0 } });
    });

    it.each<[string, ExportFilter]>([
      ['of entries', ALL],
      ['that holds none of the filter', { ...ALL, state: 'AGENT' }],
    ])('let other work of the thread have its turn before each page %s', async (_what, filter) => {
      const all = await fourToRead();
      const queries = new KyselyExportQueries(all.database);
      const pages = queries.entries(filter, await queries.snapshot());
      const hadItsTurn: boolean[] = [];
      for (let isDone = false; !isDone;) {
        const place = hadItsTurn.push(false) - 1;
        setImmediate(() => (hadItsTurn[place] = true));
        isDone = (await pages.next()).done === true;
      }
      // After the last page nothing more is read.
      expect(hadItsTurn.slice(0, Math.max(1, hadItsTurn.length - 1))).not.toContain(false);
    });

    it('end where the reader leaves', async () => {
      const all = await fourToRead();
      const queries = new KyselyExportQueries(all.database);
      const leaving = new AbortController();
      leaving.abort();
      const pages = queries.entries(ALL, await queries.snapshot(), leaving.signal);
      expect(await pages.next()).toEqual({ done: true, value: undefined });
    });

    it('end with an error if the read models are emptied meanwhile, and are empty before the first projection', async () => {
      const all = await fourJourneys();
      const queries = new KyselyExportQueries(all.database);
      const snapshot = await queries.snapshot();
      await all.database.db.deleteFrom('projection_checkpoints').execute();
      await expect(exported(all, ALL, snapshot)).rejects.toBeInstanceOf(ReadModelsUnavailableError);
      expect(await exported(all, ALL)).toEqual([]);
    });
  });
}
