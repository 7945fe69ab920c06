import fc from 'fast-check';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { type JourneyCommand } from '@ledger/journey';
import { paymentCall, paymentCallDocument } from '@ledger/journey/testing';
import {
  KyselyAnalyticsQueries,
  KyselyReadModelQueries,
  projectionDigest,
  type ReadModelDatabase,
} from '@ledger/projections';
import { LedgerScript, projectAll, type ReadModelsHarness } from '@ledger/projections/testing';
import { examples } from '@ledger/runtime/testing';
import { everyDatabase, sqliteInMemory } from './every-database.test-support';
import { wholeTimeline } from '../src/testing';
import { wholeTenant } from '../src/queries/sight';

type Unaddressed<C> = C extends JourneyCommand ? Omit<C, 'sessionId' | 'now'> : never;

/** A command for one of a few journeys, or a moment at which the read models are brought up to date. */
type Act =
  | {
      readonly kind: 'command';
      readonly sessionId: string;
      readonly tenant: string;
      readonly command: Unaddressed<JourneyCommand>;
      readonly afterSeconds: number;
      /** Of the caller's clock beside the ledger's; undefined: it says no time. */
      readonly skewSeconds: number | undefined;
    }
  | { readonly kind: 'project'; readonly batchSize: number };

const states = Object.keys(paymentCallDocument.states);
const context = fc.record({ verified: fc.boolean(), fraudScore: fc.integer({ min: 0, max: 9 }) }, { requiredKeys: [] });

const alias = fc.constantFrom('crm:1', 'crm:2');

const command: fc.Arbitrary<Unaddressed<JourneyCommand>> = fc.oneof(
  fc.record({ type: fc.constant('StartJourney' as const), channel: fc.constantFrom('voice', 'chat'), context }),
  fc.record({ type: fc.constant('StartJourney' as const), aliases: fc.uniqueArray(alias) }),
  fc.record({ type: fc.constant('AddAlias' as const), alias, claimedAt: fc.constant(1_000n) }),
  fc.record({ type: fc.constant('RemoveAlias' as const), alias }),
  fc.record({ type: fc.constant('TransitionJourney' as const), targetStateId: fc.constantFrom(...states), context }),
  fc.record({ type: fc.constant('TransitionJourney' as const), event: fc.constantFrom('AGAIN', 'SCORED', 'PAY') }),
  fc.record({ type: fc.constant('ChangeContext' as const), patch: context }),
  fc.record({ type: fc.constant('ChangeChannel' as const), channel: fc.constantFrom('voice', 'chat') }),
  fc.record({ type: fc.constant('RestartJourney' as const), reason: fc.constant('again') }),
  fc.record({
    type: fc.constant('MoveJourney' as const),
    targetStateId: fc.constantFrom('AGENT', 'PAYMENT', 'DONE', 'ABORT_TIMEOUT'),
    reason: fc.constant('moved'),
  }),
  fc.record({ type: fc.constant('AbortOnTimeout' as const), enteredRevision: fc.bigInt({ min: 0n, max: 4n }) }),
  fc.record({
    type: fc.constant('ChangeDeadline' as const),
    deadline: fc.constantFrom(null, '2026-05-01T13:00:00.000Z', '2026-05-01T14:00:00.000Z'),
    reason: fc.constant('asked'),
  }),
);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      sessionId: fc.constantFrom('a', 'b', 'c'),
      tenant: fc.constantFrom('default', 'acme'),
      command,
      afterSeconds: fc.constantFrom(0, 1, 30, 200),
      skewSeconds: fc.option(fc.integer({ min: -300, max: 300 }), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('project' as const), batchSize: fc.integer({ min: 1, max: 9 }) }),
  },
);

/** One database of the kind and one of SQLite: what the two hold is compared, whatever the kind is. */
async function withDatabases<T>(
  harness: ReadModelsHarness,
  work: (a: ReadModelDatabase, b: ReadModelDatabase) => Promise<T>,
): Promise<T> {
  const [a, b] = [await harness.open(), await sqliteInMemory.open()];
  try {
    return await work(a, b);
  } finally {
    await harness.dispose(a);
    await sqliteInMemory.dispose(b);
  }
}

async function digests(database: ReadModelDatabase): Promise<Record<string, string>> {
  const entries = database.projections.map(async ({ name }) => [name, await projectionDigest(database, name)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

describe.each(everyDatabase())('a rebuild from zero, compared with steps on %s,', (kind, harness) => {
  it('gives what was projected step by step, and what the fold of each journey gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60 }), (acts) =>
        withDatabases(harness, async (stepwise, rebuilt) => {
          const store = new InMemoryEventStore();
          const script = new LedgerScript(store);
          let seconds = 0;
          const instant = (skew = 0): string =>
            new Date(Date.parse('2026-05-01T12:00:00.000Z') + (seconds + skew) * 1_000).toISOString();
          for (const tenant of ['default', 'acme']) await script.publish(paymentCall, instant(), tenant);
          for (const step of acts) {
            if (step.kind === 'project') {
              await projectAll(store, stepwise, { batchSize: step.batchSize });
              continue;
            }
            seconds += step.afterSeconds;
            const { sessionId, tenant } = step;
            const occurredAt = instant(step.skewSeconds);
            await script.run(paymentCall, { ...step.command, sessionId, now: instant() }, { tenant, occurredAt });
          }
          await projectAll(store, stepwise);
          await projectAll(store, rebuilt);
          expect(await digests(stepwise)).toEqual(await digests(rebuilt));
          await assertFolds(script, rebuilt, instant());
          await assertTimes(rebuilt);
        }),
      ),
      // A database of its own for each example takes PostgreSQL longer than the example does.
      { numRuns: examples(kind === 'SQLite' ? 0.06 : 0.03) },
    );
  });

  it('gives what was projected event by event while journeys changed their channel and ended', async () => {
    await withDatabases(harness, async (stepwise, rebuilt) => {
      const store = new InMemoryEventStore();
      const script = new LedgerScript(store);
      const now = '2026-05-01T12:00:00.000Z';
      await script.publish(paymentCall, now);
      const walk: readonly Unaddressed<JourneyCommand>[] = [
        { type: 'StartJourney', channel: 'voice' },
        { type: 'ChangeContext', patch: { verified: true } },
        { type: 'ChangeChannel', channel: 'chat' },
        { type: 'MoveJourney', targetStateId: 'AGENT', reason: 'moved' },
      ];
      const seen: unknown[] = [];
      for (const targetStateId of ['DONE', 'ABORT_TIMEOUT']) {
        for (const command of [...walk, { type: 'MoveJourney', targetStateId, reason: 'moved' } as const]) {
          await script.run(paymentCall, { ...command, sessionId: targetStateId, now });
          await projectAll(store, stepwise);
          const search = { sight: wholeTenant('default'), now, limit: 100 };
          const { rows } = await new KyselyReadModelQueries(stepwise).searchJourneys(search);
          const row = rows.find(({ sessionId }) => sessionId === targetStateId);
          seen.push(`${row?.status} ${row?.channel}`);
        }
      }
      const going = ['ACTIVE voice', 'ACTIVE voice', 'ACTIVE chat', 'ACTIVE chat'];
      expect(seen).toEqual([...going, 'COMPLETED chat', ...going, 'TIMED_OUT chat']);
      await projectAll(store, rebuilt);
      expect(await digests(stepwise)).toEqual(await digests(rebuilt));
    });
  });

  it('is told apart from one that differs in a single value', async () => {
    await withDatabases(harness, async (one, other) => {
      const store = new InMemoryEventStore();
      const script = new LedgerScript(store);
      await script.publish(paymentCall, '2026-05-01T12:00:00.000Z');
      await script.run(paymentCall, { type: 'StartJourney', sessionId: 'a', now: '2026-05-01T12:00:00.000Z' });
      await projectAll(store, one);
      await projectAll(store, other);
      expect(await digests(one)).toEqual(await digests(other));
      const before = await digests(other);
      await other.slot(0).db.updateTable('timeline').set({ dwell_ms: 1 }).execute();
      expect(await digests(other)).toEqual({ ...before, timeline: expect.not.stringMatching(before.timeline ?? '') });
      await expect(projectionDigest(one, 'none')).rejects.toThrow(RangeError);
    });
  });
});

async function assertFolds(script: LedgerScript, database: ReadModelDatabase, now: string): Promise<void> {
  const queries = new KyselyReadModelQueries(database);
  for (const tenant of ['default', 'acme']) {
    const { rows } = await queries.searchJourneys({ sight: wholeTenant(tenant), now, limit: 100 });
    const { rows: deadlines } = await queries.deadlines({ sight: wholeTenant(tenant), limit: 100 });
    for (const sessionId of ['a', 'b', 'c']) {
      const state = script.stateOf(sessionId, tenant);
      const row = rows.find((candidate) => candidate.sessionId === sessionId);
      const deadline = deadlines.find((candidate) => candidate.sessionId === sessionId);
      if (state === undefined) {
        expect([row, deadline]).toEqual([undefined, undefined]);
        continue;
      }
      const { stateId, previousStateId, enteredAt, startedAt, lastUpdatedAt, channel } = state;
      expect(row).toMatchObject({
        ...{ stateId, previousStateId, enteredAt, startedAt, lastUpdatedAt, channel, deadline: state.deadline },
        revision: Number(state.revision),
        context: { ...paymentCall.contextDefaults, ...state.context },
        status: stateId === 'ABORT_TIMEOUT' ? 'TIMED_OUT' : paymentCall.isFinal(stateId) ? 'COMPLETED' : 'ACTIVE',
      });
      expect(deadline?.deadline ?? null).toBe(state.deadline);
      if (deadline !== undefined) {
        expect(deadline).toMatchObject({ stateId, enteredAt, enteredRevision: state.enteredRevision });
      }
      const entries = (await wholeTimeline(queries, tenant, sessionId)) ?? [];
      const moved = entries.filter(({ type, to }) => type !== 'CommandRejected' && to !== null);
      expect(moved.map(({ to }) => to).slice(0, -1)).toEqual(moved.map(({ from }) => from).slice(1));
      const dwelt = moved.reduce((sum, { dwellMs }) => sum + (dwellMs ?? 0), 0);
      const told = moved.map(({ occurredAt }) => Date.parse(occurredAt));
      expect(dwelt).toBe(Math.max(...told) - (told[0] ?? 0));
      expect(moved.filter(({ dwellMs }) => dwellMs !== null && dwellMs < 0)).toEqual([]);
    }
  }
}

/** No figure counts time backwards, whatever callers' clocks said. */
async function assertTimes(database: ReadModelDatabase): Promise<void> {
  const queries = new KyselyAnalyticsQueries(database);
  const times = async (tenant: string): Promise<readonly (number | null)[]> => [
    ...(await queries.states({ sight: wholeTenant(tenant) })).flatMap(({ dwell }) => Object.values(dwell ?? {})),
    ...(await queries.transitions({ sight: wholeTenant(tenant) })).flatMap(({ meanMs, medianMs, p95Ms }) => [
      meanMs,
      medianMs,
      p95Ms,
    ]),
    ...(await queries.funnel({ sight: wholeTenant(tenant) }, ['WELCOME', 'IDENTIFY', 'AGENT'])).steps.map(
      ({ medianMs }) => medianMs,
    ),
    ...Object.values((await queries.cases({ sight: wholeTenant(tenant) })).duration ?? {}),
  ];
  for (const tenant of ['default', 'acme']) expect(Math.min(0, ...(await times(tenant)).map(Number))).toBe(0);
  const visits = database.db.selectFrom('visits').selectAll().orderBy('journey_position').orderBy('sequence');
  const rows = await visits.execute();
  for (const [index, { journey_position, entered_ms, dwell_ms }] of rows.entries()) {
    const next = rows[index + 1];
    const lasted = next?.journey_position === journey_position ? Number(next.entered_ms) - Number(entered_ms) : null;
    expect(dwell_ms === null ? null : Number(dwell_ms)).toBe(lasted);
    expect(Number(dwell_ms)).toBeGreaterThanOrEqual(0);
  }
}
