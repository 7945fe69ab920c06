import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { aliasStream, MOST_ALIASES } from '@ledger/journey';
import { ALIAS, aliasEvents, changeAlias, ensure, handlingOf, resuming, shown } from './aliased-commands.test-support';

describe('history with aliases', () => {
  const imported = {
    mode: 'import',
    occurredAt: '2026-01-31T11:59:30Z',
    actor: { subject: 'import', kind: 'import' },
  } as const;

  it('is imported into its own session, and its alias leads there', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'old-1', [ALIAS], imported);
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ sessionId: 'old-1', resumedBy: 'alias' });
  });

  it('takes no alias from an open journey', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'call-1');
    const created = await ensure(handling, 'old-1', [ALIAS], imported);
    expect(created).toMatchObject({ outcome: 'CREATED', aliasesNotAdded: [ALIAS] });
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ sessionId: 'call-1' });
  });
});

describe('aliases of a journey that exists', () => {
  it('are added and removed by commands, each once', async () => {
    const handling = await handlingOf('always');
    await handling.start('call-1');
    expect(await changeAlias(handling, 'AddAlias', 'call-1', ALIAS, 'c1')).toMatchObject({
      outcome: 'ADVANCED',
      journey: { aliases: [ALIAS] },
      events: [{ type: 'AliasAdded', data: { alias: ALIAS } }],
    });
    expect(await changeAlias(handling, 'AddAlias', 'call-1', ALIAS, 'c1')).toMatchObject({ replayed: true });
    expect(await changeAlias(handling, 'AddAlias', 'call-1')).toMatchObject({ outcome: 'UNCHANGED' });
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ sessionId: 'call-1', resumedBy: 'alias' });

    const removed = await changeAlias(handling, 'RemoveAlias', 'call-1', ALIAS, 'c2');
    expect(removed).toMatchObject({ outcome: 'ADVANCED', events: [{ type: 'AliasRemoved' }] });
    expect(removed.journey).not.toHaveProperty('aliases');
    expect(await changeAlias(handling, 'RemoveAlias', 'call-1')).toMatchObject({ outcome: 'UNCHANGED' });
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ outcome: 'CREATED', sessionId: 'call-2' });
  });

  it('are refused while another open journey has them, and are free when it has ended', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'call-1');
    await handling.start('call-2');
    const taken = await changeAlias(handling, 'AddAlias', 'call-2', ALIAS, 'c1');
    expect(taken).toMatchObject({ outcome: 'REJECTED', code: 'ALIAS_TAKEN' });
    expect(taken.reason).toBe(
      `The alias "${ALIAS}" belongs to the open journey call-1 of Payment; remove it there first.`,
    );
    expect((await handling.refused('call-2')).map(({ data }) => JSON.parse(data) as object)).toMatchObject([
      { code: 'ALIAS_TAKEN', asked: { alias: ALIAS } },
    ]);
    await handling.move('call-1', 'PAY');
    await handling.move('call-1', 'DONE');
    expect(await changeAlias(handling, 'AddAlias', 'call-2')).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('may be shared by journeys of a definition that never resumes', async () => {
    const handling = await handlingOf('never');
    await ensure(handling, 'call-1');
    await handling.start('call-2');
    expect(await changeAlias(handling, 'AddAlias', 'call-2')).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('are at most twenty', async () => {
    const handling = await handlingOf('always');
    await ensure(
      handling,
      'call-1',
      Array.from({ length: MOST_ALIASES }, (_, n) => `a:${n}`),
    );
    expect(await changeAlias(handling, 'AddAlias', 'call-1')).toMatchObject({
      outcome: 'REJECTED',
      code: 'TOO_MANY_ALIASES',
    });
    expect(await aliasEvents(handling)).toEqual([]);
  });

  it('are refused for a journey that is not there, has ended, or has moved on', async () => {
    const handling = await handlingOf('always');
    expect(await changeAlias(handling, 'AddAlias', 'unknown')).toMatchObject({ code: 'JOURNEY_NOT_FOUND' });
    expect(await changeAlias(handling, 'AddAlias', 'unknown', 'wrong')).toMatchObject({ outcome: 'NOT_FOUND' });
    await handling.start('call-1');
    expect(await changeAlias(handling, 'AddAlias', 'call-1', 'wrong')).toMatchObject({ code: 'VALIDATION_FAILED' });
    await handling.move('call-1', 'PAY');
    const stale = { type: 'AddAlias', sessionId: 'call-1', alias: ALIAS, expectedRevision: 0n } as const;
    const actor = { subject: 'flow', kind: 'caller' } as const;
    expect(await handling.aliased.execute({ tenant: 'default', actor, command: stale })).toMatchObject({
      code: 'REVISION_CONFLICT',
    });
    await handling.move('call-1', 'DONE');
    expect(await changeAlias(handling, 'AddAlias', 'call-1')).toMatchObject({ code: 'JOURNEY_ENDED' });
    expect(await changeAlias(handling, 'RemoveAlias', 'call-1')).toMatchObject({ code: 'JOURNEY_ENDED' });
    expect(await aliasEvents(handling)).toEqual([]);
  });

  it('take a derived command id, which stands for what the caller sent', async () => {
    const handling = await handlingOf('always');
    await handling.start('call-1');
    const request = {
      ...{ tenant: 'default', actor: { subject: 'flow', kind: 'caller' as const } },
      command: { type: 'AddAlias' as const, sessionId: 'call-1', alias: ALIAS, expectedRevision: 0n },
    };
    expect(await handling.aliased.execute(request)).toMatchObject({ outcome: 'ADVANCED' });
    expect(await handling.aliased.execute(request)).toMatchObject({ outcome: 'ADVANCED', replayed: true });
  });
});

describe('the stream of an alias', () => {
  it('is read from where it was read before, however long it is', async () => {
    const inner = new InMemoryEventStore();
    const store = new SharedEventStore(inner);
    const handling = await new CommandHandlingFixture(store).publish(resuming('always'));
    for (let n = 0; n < 5; n++) await ensure(handling, `call-${n}`, [ALIAS], { commandId: `c${n}` });
    store.reads.length = 0;
    const other = new CommandHandlingFixture(new SharedEventStore(inner), handling.time);
    await ensure(other, 'call-6', [ALIAS], { commandId: 'c6' });
    expect(shown(await ensure(handling, 'call-3', [ALIAS], { commandId: 'c3' }))).toMatchObject({ replayed: true });
    expect(shown(await ensure(handling, 'call-6', [ALIAS], { commandId: 'c6' }))).toMatchObject({ replayed: true });
    const read = store.reads.filter(({ stream }) => stream === aliasStream('default', ALIAS)).map(({ from }) => from);
    expect(read).toEqual([3n, 5n]);
  });
});
