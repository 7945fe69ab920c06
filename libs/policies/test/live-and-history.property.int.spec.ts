import { auditPolicies } from '@ledger/audit';
import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { EscalationExecutor } from '@ledger/escalations';
import { UpcasterRegistry } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import {
  breachKey,
  compileDefinition,
  type DefinitionDocument,
  type JourneyCommand,
  type PolicyViolated,
} from '@ledger/journey';
import { PolicyRecorder } from '@ledger/policies';
import { KyselyPolicyQueries, openSqliteReadModels } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { examples, FakeTime } from '@ledger/runtime/testing';
import fc from 'fast-check';

const STATES = ['A', 'B', 'C', 'D'] as const;
const ANYWHERE = STATES.map((target) => ({ target }));
const FIRST: DefinitionDocument = {
  id: 'Walk',
  version: 1,
  initial: 'A',
  states: {
    A: { timeout: { after: 'PT50S', target: 'B' }, transitions: ANYWHERE },
    B: { transitions: ANYWHERE },
    C: { timeout: { after: 'PT40S' }, transitions: ANYWHERE },
    D: { final: true },
  },
  policies: {
    ordered: { kind: 'precedence', first: 'B', then: 'C' },
    answered: { kind: 'response', first: 'A', then: 'B', within: 'PT25S' },
    next: { kind: 'chainResponse', first: 'B', then: 'C' },
    served: { kind: 'existence', state: 'C', within: 'PT40S' },
  },
};
const { A, ...others } = FIRST.states;
const SECOND: DefinitionDocument = {
  ...FIRST,
  version: 2,
  initial: 'A2',
  states: {
    ...Object.fromEntries(
      Object.entries({ A2: A ?? {}, ...others }).map(([stateId, state]) => [
        stateId,
        state.final === true ? state : { ...state, transitions: [...ANYWHERE.slice(1), { target: 'A2' }] },
      ]),
    ),
  },
  policies: {
    served: { kind: 'existence', state: 'C', within: 'PT1M' },
    once: { kind: 'absence', state: 'A2', atMost: 1 },
    apart: { kind: 'notCoexistence', states: ['A2', 'C'] },
  },
};

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...STATES).map((to) => ({ type: 'move' as const, to })) },
  fc.constant({ type: 'restart' as const }),
  fc.constant({ type: 'migrate' as const }),
  fc.constant({ type: 'timeout' as const }),
  { weight: 3, arbitrary: fc.constant({ type: 'watch' as const }) },
);
const steps = fc.array(fc.tuple(step, fc.constantFrom('s1', 's2'), fc.integer({ min: 0, max: 9 })), {
  minLength: 10,
  maxLength: 25,
});

describe('the watch over live journeys', () => {
  it('records what an audit of the ledger finds, each breach once, whenever it looks', async () => {
    let found = 0;
    const types = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const time = new FakeTime();
        const store = new InMemoryEventStore({ now: () => time.now() });
        const commands = new CommandHandlingFixture(store, time);
        const script = new LedgerScript(store);
        const database = await openSqliteReadModels({ path: ':memory:' });
        const queries = new KyselyPolicyQueries(database);
        const ports = { store, upcasters: new UpcasterRegistry(), clock: time };
        const escalations = new EscalationExecutor({ ...ports, ids: commands.ids, attempts: commands.attempts });
        const recorder = new PolicyRecorder({ ...ports, definitions: commands.definitions, escalations });
        const [one, two] = [compileDefinition(FIRST), compileDefinition(SECOND)];
        const now = (): string => time.now().toISOString();
        const run = (command: object): Promise<unknown> =>
          script.run(one, { now: now(), ...command } as JourneyCommand, { migrateTo: two });
        const watch = async (): Promise<void> => {
          await projectAll(store, database);
          for (const { tenant, sessionId } of await queries.dueReviews({ dueBy: now(), limit: 10 })) {
            await recorder.record(tenant, sessionId, now());
          }
        };
        try {
          for (const definition of [one, two]) await script.publish(definition, now());
          for (const sessionId of ['s1', 's2']) await run({ type: 'StartJourney', sessionId });
          for (const [{ type, ...more }, sessionId, seconds] of given) {
            await time.advance(seconds * 1_000);
            const state = script.stateOf(sessionId);
            const lock = { sessionId, expectedRevision: state?.revision };
            if (type === 'watch') await watch();
            if (type === 'restart') await run({ type: 'RestartJourney', ...lock, reason: 'x' });
            if (type === 'migrate') {
              await run({
                type: 'MigrateJourney',
                sessionId,
                toVersion: 2,
                stateMap: { A: 'A2' },
                force: true,
                reason: 'x',
              });
            }
            if (type === 'timeout') {
              await run({ type: 'AbortOnTimeout', sessionId, enteredRevision: state?.enteredRevision });
            }
            if (type === 'move' && 'to' in more) {
              const to = more.to === 'A' && state?.definitionVersion === 2 ? 'A2' : more.to;
              await run({ type: 'MoveJourney', sessionId, targetStateId: to, reason: 'x' });
            }
          }
          await time.advance(300_000);
          await watch();
          await projectAll(store, database);
          expect(await queries.dueReviews({ dueBy: now(), limit: 10 })).toEqual([]);
          const recorded = store.ledger.events
            .filter(({ type }) => type === 'PolicyViolated')
            .map(({ data }) => JSON.parse(data) as PolicyViolated)
            .map(({ sessionId, policy, journeyRevision: revision, brokenAt }) => [
              `${sessionId} ${breachKey({ policy, revision })}`,
              brokenAt,
            ]);
          const { violations } = await auditPolicies(store, () => undefined, { now: now(), limit: 1_000 });
          const audited = violations.map((each) => [`${each.sessionId} ${breachKey(each)}`, each.at]);
          expect(recorded.sort()).toEqual(audited.sort());
          found += recorded.length;
          for (const { type } of store.ledger.events) types.set(type, (types.get(type) ?? 0) + 1);
        } finally {
          await database.close();
        }
      }),
      { numRuns: examples(0.1) },
    );
    expect(found).toBeGreaterThan(10);
    expect([...types.keys()]).toEqual(expect.arrayContaining(['JourneyMoved', 'JourneyRestarted', 'JourneyMigrated']));
  });
});
