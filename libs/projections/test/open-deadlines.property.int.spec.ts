import fc from 'fast-check';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import {
  compileDefinition,
  definitionStream,
  effectiveDeadline,
  tenantTimeoutsStream,
  withTimeoutChange,
  withTimeoutPause,
  UPGRADE_DEADLINES,
  withTimeoutRules,
  type JourneyState,
  type FoldableEvent,
  type TimeoutRules,
  type UpgradeDeadline,
} from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import { KyselyAnalyticsQueries, KyselyReadModelQueries, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { examples } from '@ledger/runtime/testing';
import { everyDatabase } from './every-database.test-support';
import { wholeTenant } from '../src/queries/sight';

const START = Date.parse('2026-05-01T12:00:00.000Z');
const SESSIONS = ['a', 'b', 'c', 'd'];

/** Version 2, in which states may be called VERIFY, and the deadlines of journeys that come over are by its rule. */
const { states } = paymentCall.document;
const renamingBy = (deadline: UpgradeDeadline) =>
  compileDefinition({
    ...paymentCall.document,
    version: 2,
    states: { ...states, VERIFY: { ...states['IDENTIFY'] } },
    upgrade: { deadline },
  });
const renaming = renamingBy('keep');
const byRule = new Map(UPGRADE_DEADLINES.map((deadline) => [deadline, renamingBy(deadline)]));

/** What happens in the ledger: journeys move, and operators change timeouts or pause the tenant. */
const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('journey' as const),
      sessionId: fc.constantFrom(...SESSIONS),
      to: fc.constantFrom('WELCOME', 'IDENTIFY', 'AGENT', 'DONE', 'deadline'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      sessionId: fc.constantFrom(...SESSIONS),
      to: fc.constantFrom('IDENTIFY', 'VERIFY'),
      deadline: fc.constantFrom(...UPGRADE_DEADLINES),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('override' as const),
      stateId: fc.constantFrom('WELCOME', 'IDENTIFY', 'VERIFY'),
      after: fc.constantFrom('PT10S', 'PT90S', 'PT20M'),
      applyTo: fc.constantFrom('new', 'waiting'),
      grace: fc.constantFrom(undefined, 'PT1M'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), nth: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pause' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

const step = fc.record({ act, afterSeconds: fc.constantFrom(0, 1, 20, 60) });

/** Plays acts into a ledger, and keeps the resulting rules as the domain folds them. */
class Play {
  readonly store = new InMemoryEventStore();
  readonly script = new LedgerScript(this.store);
  readonly overrides: { readonly revision: number; readonly stateId: string }[] = [];
  rules: TimeoutRules = { changes: new Map(), pauses: [] };
  now = START;
  #revision = 0n;

  get at(): string {
    return new Date(this.now).toISOString();
  }

  async begin(): Promise<void> {
    await this.script.publish(paymentCall, this.at);
    await this.script.publish(renaming, this.at);
    this.#revision = 1n;
    for (const sessionId of SESSIONS) {
      await this.script.run(paymentCall, { type: 'StartJourney', sessionId, now: this.at, channel: 'voice' });
    }
  }

  async run(what: Act): Promise<void> {
    if (what.kind === 'journey') return this.#journey(what.sessionId, what.to);
    if (what.kind === 'pause' || what.kind === 'resume') {
      const type = what.kind === 'pause' ? 'TimeoutsPaused' : 'TimeoutsResumed';
      const data = { reason: 'test' };
      await this.script.append(tenantTimeoutsStream('default'), type, data, this.at);
      const pauses = withTimeoutPause(this.rules.pauses, { type, data, revision: 0n, occurredAt: this.at });
      this.rules = { ...this.rules, pauses };
      return;
    }
    if (what.kind === 'rename') {
      const { stateId, definitionVersion } = this.stateOf(what.sessionId);
      const second = byRule.get(what.deadline) ?? renaming;
      const [from, to] = definitionVersion === 1 ? [paymentCall, second] : [second, paymentCall];
      const stateMap = { [stateId]: what.to };
      const command = {
        type: 'MigrateJourney',
        toVersion: to.version,
        stateMap,
        force: true,
        reason: 'test',
        now: this.at,
      } as const;
      const migrateTo = withTimeoutRules(to, this.rules);
      await this.script.run(from, { ...command, sessionId: what.sessionId }, { migrateTo });
      return;
    }
    const event = this.changeOf(what);
    if (event === undefined) return;
    this.#revision = event.revision;
    if (what.kind === 'override') this.overrides.push({ revision: Number(event.revision), stateId: what.stateId });
    await this.script.append(definitionStream('default', paymentCall.id), event.type, event.data as object, this.at);
    this.rules = { ...this.rules, changes: withTimeoutChange(this.rules.changes, event) };
  }

  /** The event that an act appends to the definition's stream; undefined if there is nothing to undo. */
  changeOf(what: Extract<Act, { kind: 'override' | 'undo' }>): FoldableEvent | undefined {
    const facts = { revision: this.#revision + 1n, occurredAt: this.at };
    if (what.kind === 'override') {
      const { stateId, after, applyTo, grace } = what;
      const data = { definitionId: paymentCall.id, stateId, after, applyTo, ...(grace && { grace }), reason: 'test' };
      return { type: 'TimeoutOverridden', data, ...facts };
    }
    const undone = this.overrides[what.nth];
    if (undone === undefined) return undefined;
    const data = { definitionId: paymentCall.id, stateId: undone.stateId, overrideRevision: undone.revision };
    return { type: 'TimeoutOverrideRemoved', data: { ...data, reason: 'test' }, ...facts };
  }

  /** By the domain: waiting journeys and their deadlines, earliest first. */
  expected(rules = this.rules): readonly (readonly [string, string])[] {
    const definition = withTimeoutRules(paymentCall, rules);
    return SESSIONS.flatMap((sessionId) => {
      const { deadline } = effectiveDeadline(this.stateOf(sessionId), definition);
      return deadline === null ? [] : [[deadline, sessionId] as const];
    }).sort();
  }

  stateOf(sessionId: string): JourneyState {
    const state = this.script.stateOf(sessionId);
    if (state === undefined) throw new Error(`Session ${sessionId} has not begun.`);
    return state;
  }

  async #journey(sessionId: string, to: string): Promise<void> {
    const command =
      to === 'deadline'
        ? ({ type: 'ChangeDeadline', deadline: new Date(this.now + 300_000).toISOString(), reason: 'test' } as const)
        : ({ type: 'MoveJourney', targetStateId: to, reason: 'test' } as const);
    await this.script.run(withTimeoutRules(paymentCall, this.rules), { ...command, sessionId, now: this.at });
  }
}

describe.each(everyDatabase())('open deadlines under changing rules on %s', (_name, harness) => {
  async function withDatabase(test: (database: ReadModelDatabase) => Promise<void>): Promise<void> {
    const database = await harness.open();
    try {
      await test(database);
    } finally {
      await harness.dispose(database);
    }
  }

  async function deadlines(database: ReadModelDatabase): Promise<readonly (readonly [string, string])[]> {
    const { rows } = await new KyselyReadModelQueries(database).deadlines({ sight: undefined, limit: 100 });
    return rows.map(({ deadline, sessionId }) => [deadline, sessionId] as const);
  }

  it('are those of the domain, however the events were cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 1, max: 9 }),
        async (steps, batchSize) =>
          withDatabase(async (database) => {
            const play = new Play();
            await play.begin();
            for (const { act, afterSeconds } of steps) {
              play.now += afterSeconds * 1_000;
              await play.run(act);
            }
            await projectAll(play.store, database, { batchSize });
            expect(await deadlines(database)).toEqual(play.expected());
          }),
      ),
      { numRuns: examples(0.1) },
    );
  });

  it('are what the preview of a change showed, and what they were once it is undone', async () => {
    const play = new Play();
    await play.begin();
    play.now += 20_000;
    await play.run({ kind: 'journey', sessionId: 'b', to: 'deadline' });
    await play.run({ kind: 'journey', sessionId: 'd', to: 'IDENTIFY' });
    play.now += 20_000;
    await withDatabase(async (database) => {
      await projectAll(play.store, database);
      const before = await deadlines(database);
      const change = { kind: 'override', stateId: 'WELCOME', after: 'PT10S', applyTo: 'waiting' } as const;
      const event = play.changeOf({ ...change, grace: undefined });
      if (event === undefined) throw new Error('An override is an event.');
      const rules = { ...play.rules, changes: withTimeoutChange(play.rules.changes, event) };
      const place = { sight: wholeTenant('default'), definitionId: paymentCall.id, stateId: 'WELCOME' };
      const preview = await new KyselyAnalyticsQueries(database).timeoutPreview({ ...place, rules, now: play.at });
      const [old, due] = [new Date(START + 120_000).toISOString(), new Date(START + 10_000).toISOString()];
      const entry = { enteredAt: new Date(START).toISOString(), deadline: old, newDeadline: due };
      expect(preview).toEqual({
        position: expect.any(String) as string,
        waiting: 3,
        moved: 2,
        abortingAtOnce: 2,
        earliest: due,
        latest: due,
        sample: [
          { sessionId: 'a', ...entry },
          { sessionId: 'c', ...entry },
        ],
      });
      await play.run({ ...change, grace: undefined });
      await projectAll(play.store, database);
      expect(await deadlines(database)).toEqual(play.expected(rules));
      await play.run({ kind: 'undo', nth: 0 });
      await projectAll(play.store, database);
      expect(await deadlines(database)).toEqual(before);
    });
  });
});
