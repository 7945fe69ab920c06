import type { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { second, startedCall } from './upgrades.test-support';

let handling: CommandHandlingFixture;

beforeEach(async () => {
  ({ handling } = await startedCall());
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
