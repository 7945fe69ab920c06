import { CALLER, CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import type { InMemoryEventStore } from '@ledger/event-store/testing';
import type { FakeTime } from '@ledger/runtime/testing';
import { properties, second, startedCall } from './upgrades.test-support';

let time: FakeTime;
let store: InMemoryEventStore;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  ({ time, store, handling } = await startedCall());
});

const types = async (sessionId = 's1') => (await handling.journey(sessionId)).map(({ type }) => type);
const dataOf = async (revision: number): Promise<unknown> =>
  JSON.parse((await handling.journey('s1'))[revision]!.data) as unknown;
const view = () => handling.reader.get('default', 's1');

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
