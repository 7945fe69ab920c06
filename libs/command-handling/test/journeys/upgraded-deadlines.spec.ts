import { CALLER, type CommandHandlingFixture } from '@ledger/command-handling/testing';
import type { FakeTime } from '@ledger/runtime/testing';
import { second, startedCall } from './upgrades.test-support';

let time: FakeTime;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  ({ time, handling } = await startedCall());
});

const view = () => handling.reader.get('default', 's1');
const override = (stateId: string, after: string, applyTo: 'new' | 'waiting' = 'waiting') =>
  handling.definitions.overrides.override(
    'default',
    { definitionId: 'Payment', stateId, after, applyTo, reason: 'busy' },
    { actor: CALLER },
  );

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
