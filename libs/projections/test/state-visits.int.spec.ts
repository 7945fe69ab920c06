import { InMemoryEventStore } from '@ledger/event-store/testing';
import { compileDefinition, journeyStream, JOURNEY_MIGRATED } from '@ledger/journey';
import { paymentCall } from '@ledger/journey/testing';
import {
  KyselyAnalyticsQueries,
  KyselyReadModelQueries,
  openSqliteReadModels,
  type ReadModelDatabase,
} from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { wholeTimeline } from '../src/testing';
import { wholeTenant } from '../src/queries/sight';

const at = (seconds: number): string =>
  new Date(Date.parse('2026-05-01T12:00:00.000Z') + seconds * 1_000).toISOString();

describe('the visits of states', () => {
  let store: InMemoryEventStore;
  let script: LedgerScript;
  let database: ReadModelDatabase;

  beforeEach(async () => {
    store = new InMemoryEventStore();
    script = new LedgerScript(store);
    database = await openSqliteReadModels({ path: ':memory:' });
    await script.publish(paymentCall, at(0));
    await script.run(paymentCall, { type: 'StartJourney', sessionId: 'a', now: at(0), channel: 'voice' });
  });
  afterEach(() => database.close());

  const move = (
    targetStateId: string,
    seconds: number,
    more: { readonly channel?: string; readonly occurredAt?: string } = {},
  ) => {
    const { occurredAt, ...command } = more;
    return script.run(
      paymentCall,
      { type: 'TransitionJourney', sessionId: 'a', now: at(seconds), targetStateId, ...command },
      { metadata: { actor: { subject: 'ann', kind: 'operator' } }, ...(occurredAt && { occurredAt }) },
    );
  };
  const visits = () =>
    database.db.selectFrom('visits').selectAll().orderBy('journey_position').orderBy('sequence').execute();

  it('has a row for each, complete once it has ended', async () => {
    await move('IDENTIFY', 10, { channel: 'chat' });
    await projectAll(store, database);
    await move('AGENT', 30);
    await projectAll(store, database);
    const journey = (await database.db.selectFrom('journeys').select('started_position').executeTakeFirstOrThrow())
      .started_position;
    const positions = store.ledger.events.map(({ position }) => position.padStart(20, '0'));
    const common = {
      journey_position: journey,
      tenant: 'default',
      definition_id: 'PaymentCall',
      definition_version: 1,
      visit_number: 1,
    };
    expect(await visits()).toEqual([
      {
        ...{
          ...common,
          sequence: 1,
          state_id: 'WELCOME',
          entered_by: 'start',
          entered_ms: Date.parse(at(0)),
          entered_position: positions[1],
        },
        ...{
          actor_kind: 'caller',
          resource: 'flow',
          channel: 'voice',
          left_by: 'transition',
          next_state: 'IDENTIFY',
          dwell_ms: 10_000,
        },
      },
      {
        ...{
          ...common,
          sequence: 2,
          state_id: 'IDENTIFY',
          entered_by: 'transition',
          entered_ms: Date.parse(at(10)),
          entered_position: positions[2],
        },
        ...{
          actor_kind: 'operator',
          resource: 'ann',
          channel: 'chat',
          left_by: 'transition',
          next_state: 'AGENT',
          dwell_ms: 20_000,
        },
      },
      {
        ...{
          ...common,
          sequence: 3,
          state_id: 'AGENT',
          entered_by: 'transition',
          entered_ms: Date.parse(at(30)),
          entered_position: positions[3],
        },
        ...{
          actor_kind: 'operator',
          resource: 'ann',
          channel: 'chat',
          left_by: null,
          next_state: null,
          dwell_ms: null,
        },
      },
    ]);
  });

  it('begins none by what does not move the journey', async () => {
    await script.run(paymentCall, { type: 'ChangeContext', sessionId: 'a', now: at(5), patch: { note: 'x' } });
    await script.run(paymentCall, { type: 'ChangeChannel', sessionId: 'a', now: at(6), channel: 'chat' });
    await script.run(paymentCall, {
      type: 'ChangeDeadline',
      sessionId: 'a',
      now: at(7),
      deadline: null,
      reason: 'asked',
    });
    await move('NOWHERE', 8);
    await projectAll(store, database);
    expect(await visits()).toMatchObject([{ state_id: 'WELCOME', channel: 'voice', left_by: null }]);
  });

  it('counts how often a state was visited, a state visited twice in a row included', async () => {
    for (const [seconds, state] of [
      [10, 'IDENTIFY'],
      [20, 'RETRY'],
      [30, 'IDENTIFY'],
    ] as const)
      await move(state, seconds);
    await projectAll(store, database, { batchSize: 1 });
    expect((await visits()).map(({ state_id, visit_number }) => [state_id, visit_number])).toEqual([
      ['WELCOME', 1],
      ['IDENTIFY', 1],
      ['RETRY', 1],
      ['IDENTIFY', 2],
    ]);
  });

  it('never measures time backwards, and keeps the time that the caller gave', async () => {
    await move('IDENTIFY', 10, { occurredAt: at(-5) });
    await move('AGENT', 20, { occurredAt: at(7) });
    await projectAll(store, database);
    expect(await visits()).toMatchObject([
      { dwell_ms: 0 },
      { entered_ms: Date.parse(at(0)), dwell_ms: 7_000 },
      { entered_ms: Date.parse(at(7)) },
    ]);
    const entries = await wholeTimeline(new KyselyReadModelQueries(database), 'default', 'a');
    expect(entries?.map(({ occurredAt, dwellMs }) => [occurredAt, dwellMs])).toEqual([
      [at(0), null],
      [at(-5), 0],
      [at(7), 7_000],
    ]);
  });

  it('measures between two times of a log as the log has them, and not from a log to a caller', async () => {
    const byImport = { metadata: { actor: { subject: 'importer', kind: 'import' } } } as const;
    const imported = (targetStateId: string, seconds: number) =>
      script.run(
        paymentCall,
        { type: 'TransitionJourney', sessionId: 'a', now: at(seconds), targetStateId },
        { ...byImport, occurredAt: at(seconds) },
      );
    await imported('IDENTIFY', 10);
    await imported('RETRY', 5);
    await move('IDENTIFY', 20, { occurredAt: at(-5) });
    await projectAll(store, database);
    expect((await visits()).map(({ dwell_ms }) => dwell_ms)).toEqual([10_000, -5_000, 0, null]);
  });

  it('ends a visit where a migration changes the rules, and counts neither a move nor a step of it', async () => {
    await move('IDENTIFY', 10);
    const migrated = { fromVersion: 1, toVersion: 2, toHash: 'f'.repeat(64), stateMap: { IDENTIFY: 'VERIFY' } };
    await script.append(journeyStream('default', 'a'), JOURNEY_MIGRATED, migrated, at(15));
    await projectAll(store, database, { batchSize: 2 });
    expect(await visits()).toMatchObject([
      { state_id: 'WELCOME', next_state: 'IDENTIFY' },
      { state_id: 'IDENTIFY', definition_version: 1, left_by: 'migrated', next_state: null, dwell_ms: 5_000 },
      { state_id: 'VERIFY', definition_version: 2, entered_by: 'migrated', visit_number: 1, left_by: null },
    ]);
    const analytics = new KyselyAnalyticsQueries(database);
    const tenant = { sight: wholeTenant('default') };
    expect((await analytics.transitions(tenant)).map(({ from, to }) => [from, to])).toEqual([['WELCOME', 'IDENTIFY']]);
    expect((await analytics.variants(tenant, 9)).rows).toMatchObject([{ states: ['WELCOME', 'IDENTIFY'] }]);
    expect((await analytics.states(tenant)).find(({ state }) => state === 'IDENTIFY')).toMatchObject({
      left: 1,
      open: 0,
    });
  });

  it('keeps what a timeout was, beside the visit that it ended', async () => {
    await move('IDENTIFY', 10);
    await script.run(paymentCall, { type: 'AbortOnTimeout', sessionId: 'a', now: at(400), enteredRevision: 1n });
    await projectAll(store, database);
    expect((await visits())[1]).toMatchObject({ left_by: 'timeout', next_state: 'ABORT_TIMEOUT' });
    expect(await database.db.selectFrom('timeouts').selectAll().execute()).toMatchObject([
      {
        ...{ sequence: 2, state_id: 'IDENTIFY', channel: 'voice', deadline: at(190), timed_out_at: at(400) },
        ...{ detected_by: 'saga', policy: 'definition', escalation: 'callback' },
      },
    ]);
  });

  it('takes states that are named like members of every object', async () => {
    const names = ['constructor', 'toString', 'valueOf'];
    const odd = compileDefinition({
      id: 'Odd',
      version: 1,
      initial: 'constructor',
      states: {
        constructor: { transitions: [{ target: 'toString' }] },
        toString: { transitions: [{ target: 'valueOf' }] },
        valueOf: { final: true },
      },
    });
    await script.publish(odd, at(0));
    await script.run(odd, { type: 'StartJourney', sessionId: 'odd', now: at(1) });
    for (const [index, targetStateId] of names.slice(1).entries()) {
      await script.run(odd, { type: 'TransitionJourney', sessionId: 'odd', now: at(2 + index), targetStateId });
      await projectAll(store, database);
    }
    const of = { sight: wholeTenant('default'), definitionId: 'Odd' };
    expect((await new KyselyAnalyticsQueries(database).variants(of, 9)).rows).toMatchObject([{ states: names }]);
  });
});
