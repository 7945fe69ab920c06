import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { ALIAS, changeAlias, ensure, handlingOf, resuming, shown } from './aliased-commands.test-support';

describe('a start with an alias that is sent again', () => {
  it('gives the same reply again under the same command id', async () => {
    const handling = await handlingOf('always');
    const first = await ensure(handling, 'call-1', [ALIAS], { commandId: 'c1' });
    const second = await ensure(handling, 'call-2', [ALIAS], { commandId: 'c1' });
    await handling.move('call-1', 'PAY');
    await handling.move('call-1', 'DONE');
    expect(await ensure(handling, 'call-1', [ALIAS], { commandId: 'c1' })).toEqual({ ...first, replayed: true });
    expect(await ensure(handling, 'call-2', [ALIAS], { commandId: 'c1' })).toEqual({ ...second, replayed: true });
    expect(await handling.journey('call-2')).toEqual([]);
    const other = await ensure(handling, 'call-2', [ALIAS, 'other:1'], { commandId: 'c1' });
    expect(other).toMatchObject({ outcome: 'REJECTED', code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('that resumed a journey which came over by it is answered the same again, its event included', async () => {
    const time = new FakeTime();
    const store = new InMemoryEventStore({ now: () => time.now() });
    const handling = await new CommandHandlingFixture(store, time).publish(resuming('always'));
    await ensure(handling, 'call-1');
    await handling.publish(resuming('always', 2));
    const first = await ensure(handling, 'chat-2', [ALIAS], { commandId: 'c1' });
    expect(first).toMatchObject({ outcome: 'RESUMED', resumedBy: 'alias', events: [{ type: 'JourneyMigrated' }] });
    await handling.move('call-1', 'PAY');
    expect(await ensure(handling, 'chat-2', [ALIAS], { commandId: 'c1' })).toEqual({ ...first, replayed: true });
  });

  it('that was refused is answered the same again, whatever was published or started meanwhile', async () => {
    const handling = await handlingOf('always');
    const send = (more: object = {}) =>
      handling.aliased.execute({
        ...{ tenant: 'default', actor: { subject: 'flow', kind: 'caller' as const }, definitionId: 'Payment' },
        command: {
          ...{ type: 'StartJourney', sessionId: 'call-1', aliases: [ALIAS], commandId: 'c1' },
          ...{ context: { attempts: 'many' } },
          ...more,
        },
      });
    const refused = await send();
    expect(refused).toMatchObject({ outcome: 'REJECTED', code: 'CONTEXT_INVALID', replayed: false });
    const { context: _, ...open } = resuming('always', 2);
    await handling.publish(open);
    expect(await send()).toEqual({ ...refused, replayed: true });
    expect(await send({ context: {} })).toMatchObject({ outcome: 'REJECTED', code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await ensure(handling, 'call-2')).toMatchObject({ outcome: 'CREATED' });
    expect(await send()).toEqual({ ...refused, replayed: true });
    expect(shown(await ensure(handling, 'call-1', [ALIAS], { commandId: 'c2' }))).toMatchObject({
      outcome: 'RESUMED',
      sessionId: 'call-2',
    });
  });
});

describe('a claim whose command was lost', () => {
  it('is completed by the next start with the alias', async () => {
    const time = new FakeTime();
    const store = new InMemoryEventStore();
    const lost = await new CommandHandlingFixture(store, time).publish(resuming('always'));
    jest.spyOn(lost.executor, 'execute').mockRejectedValueOnce(new Error('killed'));
    await expect(ensure(lost, 'call-1', [ALIAS], { commandId: 'c1' })).rejects.toThrow('killed');
    const handling = new CommandHandlingFixture(store, time);
    expect(shown(await ensure(handling, 'call-2', [ALIAS], { commandId: 'c2' }))).toMatchObject({
      outcome: 'CREATED',
      sessionId: 'call-1',
    });
    // Both callers find their journey by the ids that they sent.
    expect(shown(await ensure(handling, 'call-1', [ALIAS], { commandId: 'c1' }))).toMatchObject({
      outcome: 'RESUMED',
      sessionId: 'call-1',
    });
    expect(shown(await ensure(handling, 'call-2', [ALIAS], { commandId: 'c2' }))).toMatchObject({
      outcome: 'CREATED',
      replayed: true,
      sessionId: 'call-1',
    });
  });

  it('is completed for a journey that exists, unless it gave the alias up since', async () => {
    const time = new FakeTime();
    const store = new InMemoryEventStore();
    const lost = await new CommandHandlingFixture(store, time).publish(resuming('always'));
    await lost.start('call-1');
    jest.spyOn(lost.executor, 'execute').mockRejectedValueOnce(new Error('killed'));
    await expect(changeAlias(lost, 'AddAlias', 'call-1')).rejects.toThrow('killed');
    const handling = new CommandHandlingFixture(store, time);
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({
      ...{ outcome: 'RESUMED', sessionId: 'call-1', aliases: [ALIAS] },
    });
    await changeAlias(handling, 'RemoveAlias', 'call-1');
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ outcome: 'CREATED', sessionId: 'call-2' });
  });
});
