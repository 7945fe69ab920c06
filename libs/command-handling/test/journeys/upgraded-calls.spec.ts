import { type CommandHandlingFixture, PAYMENT_DEFINITION } from '@ledger/command-handling/testing';
import type { FakeTime } from '@ledger/runtime/testing';
import { properties, second, startedCall, WELCOME } from './upgrades.test-support';

let time: FakeTime;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  ({ time, handling } = await startedCall());
});

const view = () => handling.reader.get('default', 's1');

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
