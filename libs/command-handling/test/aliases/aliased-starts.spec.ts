import { CALLER } from '@ledger/command-handling/testing';
import { ChainVerifier } from '@ledger/event-store';
import { MOST_ALIASES } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { ALIAS, changeAlias, aliasEvents, ensure, handlingOf, resuming, shown } from './aliased-commands.test-support';

const MINUTE = 60_000;

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

  it('is told which of its aliases the journey does not have', async () => {
    const handling = await handlingOf('always');
    const notAdded = async (sessionId: string, aliases: readonly string[], commandId?: string) => {
      const { outcome, aliasesNotAdded } = await ensure(handling, sessionId, aliases, defined({ commandId }));
      return [outcome, aliasesNotAdded];
    };
    expect(await notAdded('call-1', ['a:1', 'b:1'])).toEqual(['CREATED', undefined]);
    expect(await notAdded('call-2', ['c:1', 'b:1', 'd:1'], 'c2')).toEqual(['RESUMED', ['c:1', 'd:1']]);
    expect(await notAdded('call-1', ['a:1', 'c:1'], 'c3')).toEqual(['RESUMED', ['c:1']]);
    await changeAlias(handling, 'AddAlias', 'call-1', 'c:1');
    expect(await notAdded('call-2', ['c:1', 'b:1', 'd:1'], 'c2')).toEqual(['RESUMED', ['c:1', 'd:1']]);
    expect(await notAdded('call-2', ['c:1', 'b:1'], 'c4')).toEqual(['RESUMED', undefined]);
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
