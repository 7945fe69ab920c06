import { CALLER, CommandHandlingFixture, PAYMENT_DEFINITION, SharedEventStore } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { DefinitionDocument, UpgradeDefinition } from '@ledger/journey';
import { FakeTime } from '@ledger/runtime/testing';

const { PAY, NOTE, WELCOME, IDENTIFY, ...others } = PAYMENT_DEFINITION.states;
const properties = PAYMENT_DEFINITION.context!['properties'] as object;

/** PAY is called PAYMENT and takes five minutes; every journey has a tier. */
function second(upgrade: UpgradeDefinition = {}, over: Partial<DefinitionDocument> = {}): DefinitionDocument {
  const renamed = (state: typeof WELCOME) => ({
    ...state,
    transitions: state!.transitions!.map((one) => (one.target === 'PAY' ? { ...one, target: 'PAYMENT' } : one)),
  });
  return {
    ...PAYMENT_DEFINITION,
    version: 2,
    states: {
      ...{ ...others, WELCOME: renamed(WELCOME), IDENTIFY: renamed(IDENTIFY), NOTE: renamed(NOTE) },
      PAYMENT: { ...PAY, timeout: { after: 'PT5M', target: 'CALL_BACK' } },
    },
    context: {
      ...PAYMENT_DEFINITION.context,
      required: ['tier'],
      properties: { ...properties, tier: { type: 'string', default: 'basic' } },
    },
    upgrade: { states: { PAY: 'PAYMENT' }, ...upgrade },
    ...over,
  };
}

let time: FakeTime;
let store: InMemoryEventStore;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  handling = await new CommandHandlingFixture(store, time).publish();
  await handling.start('s1');
});

const types = async (sessionId = 's1') => (await handling.journey(sessionId)).map(({ type }) => type);
const dataOf = async (revision: number): Promise<unknown> =>
  JSON.parse((await handling.journey('s1'))[revision]!.data) as unknown;
const view = () => handling.reader.get('default', 's1');
const override = (stateId: string, after: string, applyTo: 'new' | 'waiting' = 'waiting') =>
  handling.definitions.overrides.override(
    'default',
    { definitionId: 'Payment', stateId, after, applyTo, reason: 'busy' },
    { actor: CALLER },
  );

describe('a journey of which a newer version is current', () => {
  it('is upgraded by one event before that of its command', async () => {
    await handling.publish(second());
    expect(await handling.move('s1', 'PAYMENT')).toMatchObject({
      outcome: 'ADVANCED',
      journey: { stateId: 'PAYMENT', definitionVersion: 2, revision: 2, context: { tier: 'basic' } },
    });
    expect(await types()).toEqual(['JourneyStarted', 'JourneyMigrated', 'JourneyTransitioned']);
    expect(await dataOf(1)).toMatchObject({ fromVersion: 1, toVersion: 2, by: 'rule', set: { tier: 'basic' } });
    expect((await view())!.upgradeTo).toBeUndefined();
  });

  it.each([
    ['a start', { type: 'StartJourney' }, 'RESUMED', []],
    ['a transition to where it is', { type: 'TransitionJourney', targetStateId: 'WELCOME' }, 'UNCHANGED', []],
    ['an event', { type: 'TransitionJourney', event: 'ASK' }, 'ADVANCED', ['JourneyTransitioned']],
    ['a patch', { type: 'ChangeContext', patch: { attempts: 1 } }, 'ADVANCED', ['ContextChanged']],
    ['a patch of what it has', { type: 'ChangeContext', patch: { verified: false } }, 'UNCHANGED', []],
    ['a hand-over', { type: 'ChangeChannel', channel: 'chat' }, 'ADVANCED', ['ChannelChanged']],
    ['a deadline', { type: 'ChangeDeadline', deadline: null, reason: 'more time' }, 'ADVANCED', ['DeadlineChanged']],
    ['a restart', { type: 'RestartJourney', reason: 'again' }, 'RESTARTED', ['JourneyRestarted']],
    ['a move', { type: 'MoveJourney', targetStateId: 'NOTE', reason: 'desk' }, 'ADVANCED', ['JourneyMoved']],
  ] as const)('comes over with %s, and a repeat gives the first reply again', async (_, command, outcome, more) => {
    await handling.publish(second());
    const send = () =>
      handling.execute(
        { ...command, sessionId: 's1', commandId: 'c1' },
        {
          definitionId: 'Payment',
        },
      );
    const first = await send();
    expect(first).toMatchObject({ outcome, replayed: false, journey: { definitionVersion: 2 } });
    expect(await types()).toEqual(['JourneyStarted', 'JourneyMigrated', ...more]);
    expect(await send()).toEqual({ ...first, replayed: true });
    expect(await types()).toHaveLength(2 + more.length);
  });

  it('shows itself as the upgrade will leave it, and is not changed by that', async () => {
    await handling.move('s1', 'PAY');
    await handling.publish(second());
    expect(await view()).toMatchObject({
      ...{ definitionVersion: 1, upgradeTo: 2, revision: 1, stateId: 'PAYMENT', allowedTargets: ['DONE'] },
      ...{ context: { tier: 'basic', verified: false }, deadline: '2026-01-31T12:10:00.000Z' },
    });
    expect(await types()).toHaveLength(2);
    expect(await handling.reader.getAsOf('default', 's1', { revision: 1n })).toMatchObject({ stateId: 'PAY' });
  });

  it('stays where a command is refused', async () => {
    await handling.publish(second());
    expect(await handling.move('s1', 'DONE')).toMatchObject({
      outcome: 'REJECTED',
      journey: { upgradeTo: 2, revision: 0 },
    });
    expect(await types()).toEqual(['JourneyStarted']);
    const stale = await handling.execute({
      type: 'ChangeContext',
      sessionId: 's1',
      patch: { attempts: 1 },
      expectedRevision: 7n,
    });
    expect(stale).toMatchObject({ outcome: 'CONFLICT' });
    expect(await types()).toEqual(['JourneyStarted']);
  });

  it('is shown to a duplicate as it was to the first, also where the command left it under its version', async () => {
    await handling.move('s1', 'PAY');
    const sends = [
      { type: 'TransitionJourney', targetStateId: 'IDENTIFY', commandId: 'refused' },
      { type: 'TransitionJourney', targetStateId: 'PAY', commandId: 'unchanged' },
    ].map((command) => () => handling.execute({ ...command, sessionId: 's1' } as never));
    const before = await sends[1]!();
    await handling.publish(second());
    expect(await sends[1]!()).toEqual({ ...before, replayed: true });
    const refused = await sends[0]!();
    expect(refused).toMatchObject({ outcome: 'REJECTED', journey: { stateId: 'PAYMENT', upgradeTo: 2 } });
    await handling.publish({ ...second({ states: {} }), version: 3 });
    for (const again of [handling, new CommandHandlingFixture(store, time)]) {
      const command = { type: 'TransitionJourney', targetStateId: 'IDENTIFY', commandId: 'refused' } as const;
      expect(await again.execute({ ...command, sessionId: 's1' })).toEqual({ ...refused, replayed: true });
    }
  });

  it('is shown where it timed out to, to the first and to a duplicate', async () => {
    await handling.move('s1', 'PAY');
    await handling.publish(second({ deadline: 'keep' }));
    await time.advance(600_000);
    const late = () =>
      handling.execute({ type: 'TransitionJourney', sessionId: 's1', targetStateId: 'DONE', commandId: 'late' });
    const first = await late();
    expect(first).toMatchObject({
      outcome: 'EXPIRED',
      journey: { stateId: 'CALL_BACK', previousStateId: 'PAY', definitionVersion: 1 },
    });
    expect(await late()).toEqual({ ...first, replayed: true });
  });

  it('stays with its timeout, found by a command or by the saga', async () => {
    await handling.publish(second());
    await time.advance(120_000);
    expect((await view())!.upgradeTo).toBeUndefined();
    expect(await handling.move('s1', 'PAY')).toMatchObject({ outcome: 'EXPIRED' });
    expect(await types()).toEqual(['JourneyStarted', 'ABORT_TIMEOUT']);
    await handling.start('s2');
    await time.advance(120_000);
    await handling.execute({ type: 'AbortOnTimeout', sessionId: 's2', enteredRevision: 0n });
    expect(await types('s2')).toEqual(['JourneyStarted', 'ABORT_TIMEOUT']);
  });

  it('stays where it has ended, and where it tells of the past', async () => {
    await handling.move('s1', 'PAY');
    await handling.move('s1', 'DONE');
    await handling.publish(second());
    expect(await handling.start('s1')).toMatchObject({ outcome: 'RESUMED', journey: { definitionVersion: 1 } });
    const actor = { subject: 'log', kind: 'import' } as const;
    const past = { actor, mode: 'import', definitionVersion: 1, occurredAt: '2026-01-31T12:00:00.000Z' } as const;
    await handling.start('old', past);
    await handling.move('old', 'PAY', {}, past);
    expect(await types('old')).toEqual(['JourneyStarted', 'JourneyTransitioned']);
  });

  it('stays where its context breaks the schema of the version, and continues there', async () => {
    await handling.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 500 } });
    const attempts = { type: 'number', maximum: 9 };
    const context = { ...PAYMENT_DEFINITION.context, properties: { ...properties, attempts } };
    await handling.publish(second({ when: 'resume' }, { context }));
    expect((await view())!.upgradeTo).toBeUndefined();
    expect(await handling.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED', journey: { definitionVersion: 1 } });
  });

  it.each(['never', 'operator'] as const)('stays where the version says %s', async (when) => {
    await handling.publish(second({ when }));
    expect(await handling.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED', journey: { definitionVersion: 1 } });
  });

  it('comes over to the newest version that takes it, not beyond the current one', async () => {
    await handling.publish(second());
    await handling.publish({ ...second({ from: [2] }), version: 3 });
    expect(await view()).toMatchObject({ upgradeTo: 2 });
    await handling.start('s1');
    expect(await view()).toMatchObject({ definitionVersion: 2, upgradeTo: 3 });
    const request = { definitionId: 'Payment', version: 1, reason: 'back' };
    await handling.catalog.makeCurrent('default', request, { actor: CALLER });
    expect((await view())!.upgradeTo).toBeUndefined();
    await handling.start('s2');
    expect(await handling.move('s2', 'PAY')).toMatchObject({ journey: { definitionVersion: 1, stateId: 'PAY' } });
    expect(await handling.move('s1', 'PAY')).toMatchObject({ journey: { definitionVersion: 2, stateId: 'PAYMENT' } });
  });

  it('does not come over to a version that is retired, and does again once it is un-retired', async () => {
    await handling.publish(second());
    const request = { definitionId: 'Payment', version: 2, reason: 'faulty' };
    await handling.catalog.retire('default', request, { actor: CALLER });
    expect((await view())!.upgradeTo).toBeUndefined();
    expect(await handling.move('s1', 'NOTE')).toMatchObject({ journey: { definitionVersion: 1 } });
    await handling.catalog.unretire('default', request, { actor: CALLER });
    await handling.catalog.makeCurrent('default', request, { actor: CALLER });
    expect(await handling.move('s1', 'PAY')).toMatchObject({ journey: { definitionVersion: 2, stateId: 'PAYMENT' } });
  });
});

describe('the flow of a call in progress', () => {
  it('keeps the old names of states, as a target, as a lock and in what it is answered again', async () => {
    await handling.publish(second());
    expect(await handling.move('s1', 'PAY', { commandId: 'c1', expectedStateId: 'WELCOME' })).toMatchObject({
      outcome: 'ADVANCED',
      journey: { stateId: 'PAYMENT' },
    });
    expect(await handling.move('s1', 'PAY', { commandId: 'c1', expectedStateId: 'WELCOME' })).toMatchObject({
      outcome: 'ADVANCED',
      replayed: true,
    });
    expect(await handling.move('s1', 'PAY')).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await handling.move('s1', 'DONE', { expectedStateId: 'PAY' })).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('may start new journeys of the version, too', async () => {
    await handling.publish(second());
    await handling.start('s2');
    expect(await handling.move('s2', 'PAY')).toMatchObject({ outcome: 'ADVANCED', journey: { stateId: 'PAYMENT' } });
  });

  it('may send events by the old name of a state', async () => {
    const states = {
      ...second().states,
      WELCOME: {
        ...WELCOME,
        transitions: [{ target: 'PAYMENT', event: 'PAYMENT' }, { target: 'IDENTIFY' }, { target: 'NOTE' }],
      },
    };
    await handling.publish(second({ when: 'resume' }, { states }));
    expect(await handling.execute({ type: 'TransitionJourney', sessionId: 's1', event: 'PAY' })).toMatchObject({
      outcome: 'ADVANCED',
      events: [{}, { data: { trigger: 'PAYMENT', to: 'PAYMENT' } }],
    });
  });

  it('may send what was dropped, which is left out', async () => {
    await handling.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 2 } });
    const { attempts: _, ...kept } = properties as { readonly attempts: object };
    const context = { ...PAYMENT_DEFINITION.context, properties: kept };
    await handling.publish(second({ drop: ['attempts'] }, { context }));
    expect(await handling.move('s1', 'PAY', { context: { attempts: 3, verified: true } })).toMatchObject({
      outcome: 'ADVANCED',
      journey: { context: { verified: true, cardLast4: '' } },
      events: [{ type: 'JourneyMigrated', data: { unset: ['attempts'] } }, { data: { set: { verified: true } } }],
    });
  });

  it('is not in conflict with an upgrade, and with another change as before', async () => {
    await handling.publish(second());
    await handling.start('s1');
    expect((await view())!.revision).toBe(1);
    const patch = { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 }, expectedRevision: 0n } as const;
    expect(await handling.execute(patch)).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 2 } });
    expect(await handling.execute({ ...patch, patch: { attempts: 2 } })).toMatchObject({ outcome: 'CONFLICT' });
  });

  it('may start again with a time of long ago: the journey was updated no earlier than it was', async () => {
    await handling.publish(second());
    await time.advance(1_000);
    await handling.start('s1', { occurredAt: '2023-10-27T10:00:00.000Z' });
    expect(await view()).toMatchObject({ revision: 1, lastUpdatedAt: '2026-01-31T12:00:00.000Z' });
    const change = { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } } as const;
    const lastUpdated = '2023-10-27T09:00:00.000Z';
    expect(await handling.execute({ ...change, lastUpdated })).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('merges what no other has changed, the upgrade included', async () => {
    await handling.publish(second());
    await handling.start('s1');
    await handling.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } });
    const merged = await handling.move('s1', 'NOTE', { context: { tier: 'gold' }, expectedRevision: 0n });
    expect(merged).toMatchObject({ outcome: 'ADVANCED', journey: { context: { tier: 'gold', attempts: 1 } } });
  });
});

describe('what operations changed under the old name of a state', () => {
  const upgraded = async () => {
    await handling.publish(second({ deadline: 'recompute' }));
    await handling.start('s1');
    expect(await view()).toMatchObject({ stateId: 'PAYMENT', definitionVersion: 2 });
  };

  it.each(['waiting', 'new'] as const)('holds for a journey that waits there: an override for %s', async (applyTo) => {
    if (applyTo === 'waiting') await handling.move('s1', 'PAY');
    await override('PAY', 'PT8H', applyTo);
    if (applyTo === 'new') await handling.move('s1', 'PAY');
    await upgraded();
    expect((await view())!.deadline).toBe('2026-01-31T20:00:00.000Z');
    await time.advance(3_600_000);
    expect(await handling.move('s1', 'DONE')).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('holds for one that goes there after the upgrade, also through another version', async () => {
    await override('PAY', 'PT8H', 'new');
    await handling.publish(second());
    await handling.publish({ ...second(), version: 3, upgrade: {} });
    await handling.move('s1', 'PAY');
    expect(await view()).toMatchObject({
      definitionVersion: 3,
      stateId: 'PAYMENT',
      deadline: '2026-01-31T20:00:00.000Z',
    });
    await override('PAY', 'PT9H', 'waiting');
    expect((await view())!.deadline).toBe('2026-01-31T21:00:00.000Z');
  });

  it('can be removed after the upgrade', async () => {
    await handling.move('s1', 'PAY');
    await override('PAY', 'PT8H');
    await upgraded();
    const removal = { definitionId: 'Payment', stateId: 'PAY', reason: 'over' };
    await handling.definitions.overrides.remove('default', removal, { actor: CALLER });
    expect((await view())!.deadline).toBe('2026-01-31T12:05:00.000Z');
  });

  it('is in force for the state under its new name, and can be removed under it', async () => {
    await override('PAY', 'PT8H', 'new');
    await handling.publish(second());
    const { overrides } = handling.definitions;
    const inForce = async (name: string) =>
      (await overrides.list('default', 'Payment'))?.states.find(({ stateId }) => stateId === name)?.inForce?.after;
    expect([await inForce('PAYMENT'), await inForce('PAY')]).toEqual(['PT8H', 'PT8H']);
    await handling.move('s1', 'PAYMENT');
    const removal = { definitionId: 'Payment', stateId: 'PAYMENT', reason: 'over' };
    await overrides.remove('default', removal, { actor: CALLER });
    expect([await inForce('PAYMENT'), await inForce('PAY')]).toEqual([undefined, undefined]);
    expect((await view())!.deadline).toBe('2026-01-31T12:05:00.000Z');
  });

  it('holds if it was the journey’s own deadline: given at the start, by the step, or by an operator', async () => {
    await handling.move('s1', 'PAY', { maxDuration: 'PT3H' });
    await upgraded();
    expect((await view())!.deadline).toBe('2026-01-31T15:00:00.000Z');

    await handling.execute(
      { type: 'StartJourney', sessionId: 's2', maxDuration: 'PT2H' },
      { definitionId: 'Payment', definitionVersion: 1 },
    );
    await handling.start('s2');
    const second = await handling.reader.get('default', 's2');
    expect(second).toMatchObject({ definitionVersion: 2, deadline: '2026-01-31T14:00:00.000Z' });

    await handling.start('s3', { definitionVersion: 1 });
    const deadline = '2026-01-31T18:00:00.000Z';
    await handling.execute({ type: 'ChangeDeadline', sessionId: 's3', deadline, reason: 'asked' });
    expect(await handling.reader.get('default', 's3')).toMatchObject({ definitionVersion: 2, deadline });
  });

  it('holds if it is a pause: begun before, lasting, and over', async () => {
    const { tenantTimeouts } = handling.definitions;
    const pause = () => tenantTimeouts.pause('default', 'line', { actor: CALLER });
    await handling.move('s1', 'PAY');
    await pause();
    await time.advance(3_600_000);
    await handling.publish(second());
    await handling.start('s1');
    expect((await view())!).toMatchObject({ definitionVersion: 2, deadline: null });
    await time.advance(3_600_000);
    await tenantTimeouts.resume('default', 'line', { actor: CALLER });
    expect((await view())!.deadline).toBe('2026-01-31T14:10:00.000Z');
    await pause();
    expect((await view())!.deadline).toBeNull();
  });
});

describe('the deadline of a journey that comes over', () => {
  it.each([
    ['keep', '2026-01-31T12:10:00.000Z'],
    ['recompute', '2026-01-31T12:05:00.000Z'],
    ['restart', '2026-01-31T12:06:00.000Z'],
  ] as const)('is by the rule %s', async (deadline, expected) => {
    await handling.move('s1', 'PAY');
    await time.advance(60_000);
    await handling.publish(second({ deadline }));
    expect(await view()).toMatchObject({ upgradeTo: 2, deadline: expected });
    await handling.start('s1');
    expect(await view()).toMatchObject({ definitionVersion: 2, deadline: expected });
  });

  it('begins again with an override, too, and with a pause within', async () => {
    await handling.move('s1', 'PAY');
    await override('PAY', 'PT1H');
    await time.advance(600_000);
    await handling.publish(second({ deadline: 'restart' }));
    await handling.start('s1');
    expect((await view())!.deadline).toBe('2026-01-31T13:10:00.000Z');
  });

  it('keeps a journey where it is that would time out at once', async () => {
    await handling.move('s1', 'PAY');
    await time.advance(360_000);
    await handling.publish(second({ deadline: 'recompute' }));
    expect((await view())!.upgradeTo).toBeUndefined();
    expect(await handling.start('s1')).toMatchObject({ outcome: 'RESUMED', journey: { definitionVersion: 1 } });
    const migrate = { type: 'MigrateJourney', sessionId: 's1', toVersion: 2, reason: 'newer' } as const;
    expect(await handling.execute(migrate)).toMatchObject({
      code: 'MIGRATION_NEEDS_FORCE',
      reason: expect.stringMatching(
        /"PAYMENT" timed out at 2026-01-31T12:05:00.000Z, so the journey would abort at once; send force/,
      ) as string,
    });
    expect(await handling.execute({ ...migrate, force: true })).toMatchObject({
      outcome: 'ADVANCED',
      journey: { overdue: true },
    });
  });
});

describe('an operator’s migration', () => {
  const migrate = (toVersion: number, over: object = {}) =>
    handling.execute({ type: 'MigrateJourney', sessionId: 's1', toVersion, reason: 'by hand', ...over });

  it('goes by the rule, whatever it says of when', async () => {
    await handling.move('s1', 'PAY');
    await handling.publish(second({ when: 'operator', deadline: 'recompute' }));
    expect(await migrate(2)).toMatchObject({
      outcome: 'ADVANCED',
      journey: { stateId: 'PAYMENT', deadline: '2026-01-31T12:05:00.000Z' },
      events: [{ data: { stateMap: { PAY: 'PAYMENT' }, reason: 'by hand' } }],
    });
  });

  it('needs force where the version takes no journey of that one', async () => {
    await handling.publish(second({ when: 'never' }));
    expect(await migrate(2)).toMatchObject({
      code: 'MIGRATION_NEEDS_FORCE',
      reason: 'Payment version 2 says so. Send force to migrate it all the same.',
    });
    expect(await migrate(2, { force: true })).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('goes back by the same rule: the old name, without what the old version does not know', async () => {
    await handling.move('s1', 'PAY');
    await handling.publish(second());
    await handling.execute({ type: 'ChangeContext', sessionId: 's1', patch: { tier: 'gold', attempts: 1 } });
    expect(await migrate(1)).toMatchObject({
      outcome: 'ADVANCED',
      journey: { definitionVersion: 1, stateId: 'PAY', context: { attempts: 1, verified: false } },
      events: [{ data: { fromVersion: 2, toVersion: 1, stateMap: { PAYMENT: 'PAY' }, unset: ['tier'] } }],
    });
    // Not to the version that it came from, although new journeys start with it.
    expect(await handling.move('s1', 'PAY')).toMatchObject({ outcome: 'UNCHANGED', journey: { definitionVersion: 1 } });
    await handling.publish({ ...second(), version: 3 });
    expect(await handling.move('s1', 'DONE')).toMatchObject({ outcome: 'ADVANCED', journey: { definitionVersion: 3 } });
  });
});

describe('a version that another process published', () => {
  it('is come over to once it is known here, and a journey that came over elsewhere is found', async () => {
    const here = new CommandHandlingFixture(new SharedEventStore(store), time);
    await here.reader.get('default', 's1');
    await handling.publish(second());
    await handling.move('s1', 'PAY');
    expect(await here.move('s1', 'DONE')).toMatchObject({ outcome: 'ADVANCED', journey: { definitionVersion: 2 } });
    await here.start('s2', { definitionVersion: 1 });
    await time.advance(1_500);
    await here.reader.get('default', 's2');
    expect(await here.move('s2', 'PAY')).toMatchObject({ journey: { definitionVersion: 2, stateId: 'PAYMENT' } });
  });
});

describe('the hot path', () => {
  it('asks nothing of the store, and compiles nothing, for a journey that stays', async () => {
    await handling.publish(second());
    await handling.start('s2');
    await handling.move('s2', 'NOTE');
    const known = handling.definitions.compiled('default', 'Payment', 2);
    const { reads } = countedReads(store);
    await handling.move('s2', 'PAY');
    expect(reads()).toBe(0);
    expect(handling.definitions.compiled('default', 'Payment', 2)).toBe(known);
    expect(known?.upgradesTo).toBeUndefined();
  });
});

function countedReads(counted: InMemoryEventStore): { reads: () => number } {
  const spy = jest.spyOn(counted, 'readStream');
  return { reads: () => spy.mock.calls.length };
}
