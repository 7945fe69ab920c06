import { NO_TIMEOUT_CHANGES, NO_TIMEOUT_PAUSES } from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import { defined } from '@ledger/plain-data';
import { examples } from '@ledger/runtime/testing';
import fc from 'fast-check';
import { KyselyAnalyticsQueries } from '../../queries/analytics/kysely-analytics-queries';
import type { AnalyticsFilter } from '../../queries/analytics-queries';
import { KyselyExportQueries } from '../../queries/export/kysely-export-queries';
import { KyselyHistoryQueries } from '../../queries/export/kysely-history-queries';
import { KyselyEscalationQueries } from '../../queries/kysely-escalation-queries';
import { KyselyOperationQueries } from '../../queries/kysely-operation-queries';
import { KyselyPolicyQueries } from '../../queries/kysely-policy-queries';
import { JOURNEY_SORTS, type JourneySearch, type JourneySort, type Page } from '../../queries/read-model-queries';
import { sightKey, wholeTenant, type Sight } from '../../queries/sight';
import { STUCK_KINDS } from '../../queries/stuck-journeys';
import { InvalidCursorError } from '../../database/errors';
import type { OpenSetting, ReadModelsSetting } from './read-model-queries.contract';
import { once } from '../support/once';
import { at } from './instants';
import { ALIAS, CUSTOMER, DEFINITIONS, escalationOf, operationOf, sessionOf, writeSightScript } from './sight-script';

type DefinitionId = (typeof DEFINITIONS)[number];

const WHOLE = wholeTenant('default');
const NOW = at(300);
const of = (...definitions: readonly string[]): Sight => ({ tenant: 'default', definitions: new Set(definitions) });

/** What some callers may read: of one definition, of several, of one that is not there, of none. */
const SIGHTS = [[], ['Alpha'], ['Zulu', 'Middle'], ['Alpha', 'Unknown'], ['Unknown'], [...DEFINITIONS]];

const FILTERS: readonly Partial<JourneySearch>[] = [
  ...[{}, { channel: 'voice' }, { status: 'ACTIVE' }, { customerId: CUSTOMER }, { alias: ALIAS }, { overdue: true }],
  ...[{ overdue: false }, { refusalCode: 'TRANSITION_NOT_ALLOWED' }, { outcome: 'open' }, { definitionVersion: 1 }],
  ...[{ definitionId: 'Alpha' }, { enteredBefore: at(60) }, { startedFrom: at(20), startedBefore: at(50) }],
] as const;

const SORTS: readonly (JourneySort | undefined)[] = [
  undefined,
  ...JOURNEY_SORTS.flatMap((by) => [true, false].map((descending) => ({ by, descending }))),
];

/** All rows of a list, page by page. */
async function allOf<Row>(limit: number, page: (cursor: string | undefined) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const found = await page(cursor);
    // Only the last page has fewer: what is not in sight takes no place on it.
    if (found.nextCursor !== undefined) expect(found.rows).toHaveLength(limit);
    rows.push(...found.rows);
    cursor = found.nextCursor;
  } while (cursor !== undefined);
  return rows;
}

/** Counts come in no order. */
function inOrder(rows: readonly object[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** What questions are answered from that some definitions alone are in sight of. */
export function sightContract(setting: OpenSetting): void {
  describe('sight', () => {
    async function written(open: () => Promise<ReadModelsSetting> = setting) {
      const all = await open();
      await writeSightScript(all.script);
      await all.project();
      const { database } = all;
      return {
        ...all,
        analytics: new KyselyAnalyticsQueries(database),
        escalations: new KyselyEscalationQueries(database),
        operations: new KyselyOperationQueries(database),
        policies: new KyselyPolicyQueries(database),
      };
    }
    const toRead = once(() => written(setting.forAll));

    it('leaves pages of journeys as they are, but for what is not in it, and counts what it lists', async () => {
      const { queries, analytics } = await toRead();
      const asked = {
        definitions: fc.constantFrom(...SIGHTS),
        filter: fc.constantFrom(...FILTERS),
        sort: fc.constantFrom(...SORTS),
        limit: fc.integer({ min: 1, max: 7 }),
      };
      await fc.assert(
        fc.asyncProperty(fc.record(asked), async ({ definitions, filter, sort, limit }) => {
          const search = { now: NOW, ...filter, ...defined({ sort }) };
          const within = { ...search, sight: of(...definitions), limit };
          const seen = await allOf(limit, (cursor) => queries.searchJourneys({ ...within, cursor }));
          const whole = await allOf(50, (cursor) =>
            queries.searchJourneys({ ...search, sight: WHOLE, limit: 50, cursor }),
          );
          const own = whole.filter(({ definitionId }) => definitions.includes(definitionId));
          expect(seen).toEqual(own);
          expect(await analytics.countJourneys(within)).toBe(own.length);
        }),
        { numRuns: examples(1) },
      );
    });

    it('leaves every other list as it is, but for what is not in it', async () => {
      const { queries, escalations, operations, policies } = await toRead();
      const kinds = [...STUCK_KINDS];
      const question = { kinds, slowerThan: 1, now: NOW };
      const lists = {
        deadlines: (sight: Sight, limit: number) =>
          allOf(limit, (cursor) => queries.deadlines(defined({ sight, limit, cursor }))),
        escalations: (sight: Sight, limit: number) =>
          allOf(limit, (cursor) => escalations.escalations(defined({ sight, now: at(500), limit, cursor }))),
        violations: (sight: Sight, limit: number) =>
          allOf(limit, (cursor) => policies.violations(defined({ sight, limit, cursor }))),
        operations: (sight: Sight, limit: number) =>
          allOf(limit, (cursor) => operations.operations(defined({ sight, limit, cursor }))),
        stuck: async (sight: Sight, limit: number) => {
          const stuck = await queries.stuckRules({ ...question, sight });
          const search = { sight, now: NOW, limit, stuck };
          return allOf(limit, (cursor) => queries.searchStuckJourneys(defined({ ...search, cursor })));
        },
      };
      for (const [name, list] of Object.entries(lists)) {
        const whole: readonly object[] = await list(WHOLE, 50);
        // Every row names its definition, but for an operation over all of them.
        const definitionOf = (row: object): string | undefined =>
          DEFINITIONS.find((definitionId) => Object.values(row).some((value) => String(value).includes(definitionId)));
        for (const definitions of SIGHTS) {
          for (const limit of [1, 2]) {
            const own = whole.filter((row) => definitions.includes(definitionOf(row) ?? ''));
            expect([name, definitions, await list(of(...definitions), limit)]).toEqual([name, definitions, own]);
          }
        }
        expect([name, new Set(whole.map(definitionOf))]).toEqual([
          ...[name, new Set([...DEFINITIONS, ...(name === 'operations' ? [undefined] : [])])],
        ]);
      }
    });

    it('finds no journey, no step of its escalations and no operation that is not in it', async () => {
      const { queries, operations, analytics } = await toRead();
      for (const definitionId of DEFINITIONS) {
        const read = { sessionId: sessionOf(definitionId, 1), limit: 50 };
        const whole = await queries.timeline({ ...read, sight: WHOLE });
        expect(whole?.rows.map(({ type }) => type)).toContain('EscalationRequested');
        expect(await queries.timeline({ ...read, sight: of(definitionId) })).toEqual(whole);
        const others = of(...DEFINITIONS.filter((other) => other !== definitionId));
        expect(await queries.timeline({ ...read, sight: others })).toBeUndefined();
        // A cursor of the journey shows nothing either.
        const { nextCursor: cursor } = (await queries.timeline({ ...read, sight: WHOLE, limit: 1 })) ?? {};
        expect(await queries.timeline({ ...read, sight: others, cursor })).toEqual({ rows: [] });
        expect(await operations.operation(of(definitionId), operationOf(definitionId))).toBeDefined();
        expect(await operations.operation(others, operationOf(definitionId))).toBeUndefined();
        expect(await operations.operation(others, 'op-of-all')).toBeUndefined();
        for (const text of [sessionOf(definitionId, 1), ALIAS, '1', CUSTOMER]) {
          const named = await analytics.namedJourneys({ sight: WHOLE, text, limit: 50 });
          const own = named.filter(({ sessionId }) => sessionId.endsWith(definitionId));
          expect(await analytics.namedJourneys({ sight: of(definitionId), text, limit: 50 })).toEqual(own);
        }
      }
      expect(await operations.operation(WHOLE, 'op-of-all')).toBeDefined();
      expect(escalationOf('Alpha')).toBe('call-1-Alpha:2');
    });

    it('has the figures of a definition that is asked for by name, and of no other', async () => {
      const { analytics } = await toRead();
      const period = { interval: 'day', timeZone: 'UTC', from: at(0), to: at(86_400) } as const;
      const states = ['WELCOME', 'IDENTIFY', 'AGENT'];
      const figures = (filter: AnalyticsFilter) =>
        Promise.all([
          analytics.transitions(filter),
          analytics.states(filter),
          analytics.funnel(filter, states),
          analytics.variants(filter, 9),
          analytics.variants({ ...filter, excludeInitial: true }, 9),
          analytics.timeouts(filter),
          analytics.cases(filter),
          analytics.series(filter, period),
          analytics.groups(filter, 'customerId', 'journeys', 9),
          analytics.groups(filter, 'outcome', 'timeouts', 9),
          analytics.groups(filter, 'resource', 'visits', 9),
          analytics.groups(filter, 'resource', 'transitions', 9),
        ]);
      const unknown = await figures({ sight: WHOLE, definitionId: 'Unknown' });
      const seen: string[] = [];
      for (const definitionId of DEFINITIONS) {
        const named = await figures({ sight: WHOLE, definitionId });
        seen.push(JSON.stringify(named));
        expect(await figures({ sight: of(definitionId) })).toEqual(named);
        expect(await figures({ sight: of(definitionId, 'Unknown'), definitionId })).toEqual(named);
        const others = DEFINITIONS.filter((other) => other !== definitionId);
        expect(await figures({ sight: of(...others), definitionId })).toEqual(unknown);
      }
      expect(new Set([...seen, JSON.stringify(unknown)]).size).toBe(4);
      expect(await figures({ sight: of(...DEFINITIONS) })).toEqual(await figures({ sight: WHOLE }));
      expect(await figures({ sight: of() })).toEqual(unknown);
    });

    it('counts what stands where within it alone', async () => {
      const { analytics } = await toRead();
      const whole = await analytics.liveCounts({ sight: WHOLE, now: NOW });
      for (const definitions of SIGHTS) {
        const isOwn = ({ definitionId }: { readonly definitionId: string }) => definitions.includes(definitionId);
        const { position, states, refusals } = await analytics.liveCounts({ sight: of(...definitions), now: NOW });
        expect(position).toBe(whole.position);
        expect(inOrder(states)).toEqual(inOrder(whole.states.filter(isOwn)));
        expect(inOrder(refusals)).toEqual(inOrder(whole.refusals.filter(isOwn)));
      }
      expect(whole.refusals.map(({ commands }) => commands).sort((one, other) => one - other)).toEqual([6, 12, 18]);
      const rules = { changes: NO_TIMEOUT_CHANGES, pauses: NO_TIMEOUT_PAUSES };
      for (const definitionId of ['Alpha', 'Unknown'] as const) {
        const place = { definitionId, stateId: 'WELCOME', rules, now: NOW };
        const others = of('Zulu', 'Middle');
        const nothing = await analytics.timeoutPreview({ ...place, sight: WHOLE, definitionId: 'Unknown' });
        expect(await analytics.timeoutPreview({ ...place, sight: others })).toEqual(nothing);
        const none = await analytics.openJourneys({ sight: WHOLE, definitionId: 'Unknown' });
        expect(await analytics.openJourneys({ sight: others, definitionId })).toEqual(none);
        const open = await analytics.openJourneys({ sight: WHOLE, definitionId });
        expect(await analytics.openJourneys({ sight: of('Alpha'), definitionId })).toEqual(open);
      }
    });

    it('exports what is in it, also of a snapshot before journeys moved, and reads its histories', async () => {
      const { database, script, project } = await written();
      const [exports, histories] = [new KyselyExportQueries(database), new KyselyHistoryQueries(database)];
      const snapshot = await exports.snapshot();
      const entriesIn = async (sight: Sight) => {
        const rows: unknown[] = [];
        for await (const page of exports.entries({ sight }, snapshot)) rows.push(...page);
        return rows as { definitionId: DefinitionId }[];
      };
      const whole = await entriesIn(WHOLE);
      const sessionId = sessionOf('Alpha', 0);
      await script.run(paymentCall, { type: 'ChangeContext', sessionId, now: at(110), patch: { note: 'x' } });
      await project();
      for (const definitions of SIGHTS) {
        const own = whole.filter(({ definitionId }) => definitions.includes(definitionId));
        expect([definitions, await entriesIn(of(...definitions))]).toEqual([definitions, own]);
      }
      const size = (sight: Sight) => histories.size({ sight, definitionId: 'Alpha' }, snapshot);
      expect(await size(of('Alpha'))).toEqual(await size(WHOLE));
      expect(await size(of('Zulu'))).toEqual({ journeys: 0, events: 0 });
      const events = histories.events({ sight: of('Zulu'), definitionId: 'Alpha' }, snapshot);
      expect((await events.next()).value).toBeUndefined();
    });

    it('belongs to the cursors that were given in it', async () => {
      const { queries } = await toRead();
      const search = { now: NOW, limit: 2 };
      const { nextCursor: cursor } = await queries.searchJourneys({ ...search, sight: WHOLE });
      await expect(queries.searchJourneys({ ...search, sight: of('Alpha'), cursor })).rejects.toThrow(
        InvalidCursorError,
      );
      expect(sightKey(of('Zulu', 'Alpha'))).toEqual(sightKey(of('Alpha', 'Zulu')));
    });
  });
}
