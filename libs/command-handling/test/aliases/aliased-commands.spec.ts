import { CALLER, CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import { ChainVerifier, streamName, type RecordedEvent } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { aliasStream, MOST_ALIASES } from '@ledger/journey';
import { FakeTime } from '@ledger/runtime/testing';
import { ALIAS, changeAlias, ensure, resuming, shown } from './aliased-commands.test-support';

const MINUTE = 60_000;

async function handlingOf(resume: Parameters<typeof resuming>[0]): Promise<CommandHandlingFixture> {
  return new CommandHandlingFixture(new InMemoryEventStore()).publish(resuming(resume));
}

async function aliasEvents({ store }: CommandHandlingFixture, alias = ALIAS): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  const stream = streamName(aliasStream('default', alias));
  for await (const event of store.readStream(stream, { ifMissing: 'empty' })) events.push(event);
  return events;
}

describe('a start with an alias', () => {
  it('resumes the open journey of the definition, whatever session it asks for', async () => {
    const handling = await handlingOf('always');
    expect(shown(await ensure(handling, 'call-1'))).toMatchObject({ outcome: 'CREATED', sessionId: 'call-1' });
    const resumed = await ensure(handling, 'chat-2');
    expect(shown(resumed)).toMatchObject({ outcome: 'RESUMED', sessionId: 'call-1', resumedBy: 'alias' });
    expect(resumed.journey?.aliases).toEqual([ALIAS]);
    expect(await handling.journey('chat-2')).toEqual([]);
    expect(await handling.journey('call-1')).toHaveLength(1);
  });

  it.each([undefined, 'never'] as const)('starts another journey if resume is %s', async (resume) => {
    const handling = await handlingOf(resume);
    await ensure(handling, 'call-1');
    expect(shown(await ensure(handling, 'chat-2'))).toMatchObject({ outcome: 'CREATED', sessionId: 'chat-2' });
  });

  it('resumes within the time since the last update, to its last millisecond', async () => {
    const handling = await handlingOf({ within: 'PT1M' });
    await ensure(handling, 'call-1');
    await handling.time.advance(MINUTE);
    expect(shown(await ensure(handling, 'chat-2'))).toMatchObject({ sessionId: 'call-1', resumedBy: 'alias' });
    await handling.time.advance(1);
    expect(shown(await ensure(handling, 'chat-3'))).toMatchObject({ outcome: 'CREATED', sessionId: 'chat-3' });
    expect(shown(await ensure(handling, 'chat-4'))).toMatchObject({ outcome: 'RESUMED', sessionId: 'chat-3' });
  });

  it('never resumes a journey that has ended: a fresh one takes the alias', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'call-1');
    await handling.move('call-1', 'PAY');
    await handling.move('call-1', 'DONE');
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ outcome: 'CREATED', sessionId: 'call-2' });
    expect(shown(await ensure(handling, 'call-3'))).toMatchObject({ outcome: 'RESUMED', sessionId: 'call-2' });
  });

  it('starts a fresh one if the journey has timed out, be it found only now', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'call-1');
    await handling.time.advance(3 * MINUTE);
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ outcome: 'CREATED', sessionId: 'call-2' });
    expect((await handling.journey('call-1')).map(({ type }) => type)).toEqual(['JourneyStarted', 'ABORT_TIMEOUT']);
  });

  it('takes the alias from a journey that timed out and could continue', async () => {
    const handling = await handlingOf('always');
    const { states } = resuming('always');
    await handling.publish({
      ...resuming('always', 2),
      states: { ...states, ABORT_TIMEOUT: { transitions: [{ target: 'CALL_BACK' }] } },
    });
    await ensure(handling, 'call-1');
    await handling.time.advance(3 * MINUTE);
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ outcome: 'CREATED', sessionId: 'call-2' });
    const types = (await handling.journey('call-1')).map(({ type }) => type);
    expect(types).toEqual(['JourneyStarted', 'ABORT_TIMEOUT', 'AliasRemoved']);
    expect(await handling.move('call-1', 'CALL_BACK', { expectedRevision: 2n })).toMatchObject({ outcome: 'ADVANCED' });
    expect(shown(await ensure(handling, 'call-3'))).toMatchObject({ outcome: 'RESUMED', sessionId: 'call-2' });
  });

  it('leaves a journey open that timed out into a state that is not final', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'call-1');
    await handling.move('call-1', 'PAY');
    await handling.time.advance(11 * MINUTE);
    const late = await ensure(handling, 'call-2', [ALIAS], { commandId: 'c2' });
    expect(late).toMatchObject({ outcome: 'EXPIRED', journey: { sessionId: 'call-1', stateId: 'CALL_BACK' } });
    await handling.time.advance(2 * 60 * MINUTE);
    expect(await ensure(handling, 'call-2', [ALIAS], { commandId: 'c2' })).toMatchObject({
      outcome: 'EXPIRED',
      replayed: true,
      journey: { sessionId: 'call-1', stateId: 'CALL_BACK' },
    });
  });

  it('is led to its session first if that has a journey', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'call-1');
    await handling.start('call-2');
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ outcome: 'RESUMED', sessionId: 'call-2' });
    expect((await ensure(handling, 'call-2')).resumedBy).toBeUndefined();
  });

  it('is led to journeys of its own definition alone', async () => {
    const handling = await handlingOf('always');
    await handling.publish({ ...resuming('always'), id: 'Billing' });
    await ensure(handling, 'call-1');
    const billing = await ensure(handling, 'call-2', [ALIAS], { definitionId: 'Billing' });
    expect(shown(billing)).toMatchObject({ outcome: 'CREATED', sessionId: 'call-2' });
    expect(shown(await ensure(handling, 'call-3'))).toMatchObject({ sessionId: 'call-1' });
  });

  it('resumes by what a later version says, also journeys that began before it', async () => {
    const handling = await handlingOf('never');
    await ensure(handling, 'call-1');
    await handling.publish(resuming('always', 2));
    expect(shown(await ensure(handling, 'call-2'))).toMatchObject({ outcome: 'RESUMED', sessionId: 'call-1' });
  });

  it('is resumed by any of its aliases, and leaves to open journeys what they have', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'call-1', ['a:1', 'b:1']);
    expect(shown(await ensure(handling, 'call-2', ['b:1', 'c:1']))).toMatchObject({ sessionId: 'call-1' });
    expect(shown(await ensure(handling, 'call-3', ['c:1']))).toMatchObject({ outcome: 'CREATED' });
  });

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

  it('claims nothing if it is refused', async () => {
    const handling = await handlingOf('always');
    const context = { attempts: 'many' };
    const refused = await handling.aliased.execute({
      ...{ tenant: 'default', actor: { subject: 'flow', kind: 'caller' as const }, definitionId: 'Payment' },
      command: { type: 'StartJourney', sessionId: 'call-1', aliases: [ALIAS], context },
    });
    expect(refused).toMatchObject({ outcome: 'REJECTED', code: 'CONTEXT_INVALID' });
    expect(await aliasEvents(handling)).toEqual([]);
    expect(await ensure(handling, 'call-1', [ALIAS], { definitionId: 'Unknown' })).toMatchObject({
      outcome: 'NOT_FOUND',
    });
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

  it.each([[undefined], [1]])(
    'resumes under a retired version, and starts none, where it names %s',
    async (version) => {
      const handling = await handlingOf('always');
      await ensure(handling, 'call-1');
      const retired = { definitionId: 'Payment', version: 1, reason: 'closed' };
      await handling.catalog.retire('default', retired, { actor: CALLER });
      const named = version === undefined ? {} : { definitionVersion: version };
      expect(shown(await ensure(handling, 'chat-2', [ALIAS], named))).toMatchObject({
        outcome: 'RESUMED',
        sessionId: 'call-1',
      });
      expect(await ensure(handling, 'chat-2', ['crm:other'], named)).toMatchObject({
        outcome: 'NOT_FOUND',
        code: 'DEFINITION_NOT_FOUND',
      });
      expect(await aliasEvents(handling, 'crm:other')).toEqual([]);
    },
  );

  it.each([
    [['no-colon'], 'An alias is platform:id'],
    [[':1'], 'An alias is platform:id'],
    [['a:'], 'An alias is platform:id'],
    [['a:b c'], 'An alias is platform:id'],
    [[`a:${'x'.repeat(199)}`], 'of at most 200'],
    [['a:1', 'a:1'], 'send each once'],
    [Array.from({ length: MOST_ALIASES + 1 }, (_, n) => `a:${n}`), 'at most 20 aliases'],
  ])('is refused with %j', async (aliases, reason) => {
    const handling = await handlingOf('always');
    const reply = await ensure(handling, 'call-1', aliases);
    expect(reply).toMatchObject({ outcome: 'REJECTED', code: 'VALIDATION_FAILED' });
    expect(reply.reason).toContain(reason);
  });

  it('records what it claims and resumes in the chained stream of the alias', async () => {
    const handling = await handlingOf('always');
    await ensure(handling, 'call-1', [ALIAS], { commandId: 'c1' });
    await ensure(handling, 'call-2', [ALIAS], { commandId: 'c2' });
    const events = await aliasEvents(handling);
    const verifier = new ChainVerifier();
    expect(events.flatMap((event) => verifier.check(event))).toEqual([]);
    expect(events.map(({ type, data }) => [type, JSON.parse(data) as object])).toEqual([
      ['AliasClaimed', { alias: ALIAS, definitionId: 'Payment', sessionId: 'call-1', since: -1 }],
      [
        'AliasResumed',
        { alias: ALIAS, definitionId: 'Payment', sessionId: 'call-1', revision: 0, requested: 'call-2' },
      ],
    ]);
  });
});

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
    expect(shown(await ensure(handling, 'old-1', [ALIAS], imported))).toMatchObject({ outcome: 'CREATED' });
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
