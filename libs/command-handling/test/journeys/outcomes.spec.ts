import { CALLER, CommandHandlingFixture } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { RecordedEvent } from '@ledger/event-store';

let handling: CommandHandlingFixture;

beforeEach(async () => {
  handling = await new CommandHandlingFixture(new InMemoryEventStore(), new FakeTime()).publish();
});

async function typesOf(sessionId: string): Promise<string[]> {
  return (await handling.journey(sessionId)).map(({ type }: RecordedEvent) => type);
}

describe('each outcome of the table', () => {
  it('CREATED: a start appends the journey and shows it', async () => {
    const reply = await handling.execute(
      { type: 'StartJourney', sessionId: 's1', channel: 'voice', customerId: 'c-7', context: { attempts: 1 } },
      { definitionId: 'Payment' },
    );
    expect(reply).toEqual({
      outcome: 'CREATED',
      replayed: false,
      journey: {
        sessionId: 's1',
        definitionId: 'Payment',
        definitionVersion: 1,
        status: 'ACTIVE',
        stateId: 'WELCOME',
        previousStateId: null,
        revision: 0,
        enteredAt: '2026-01-31T12:00:00.000Z',
        startedAt: '2026-01-31T12:00:00.000Z',
        lastUpdatedAt: '2026-01-31T12:00:00.000Z',
        deadline: '2026-01-31T12:02:00.000Z',
        overdue: false,
        channel: 'voice',
        customerId: 'c-7',
        initiatingSource: null,
        context: { verified: false, cardLast4: '', attempts: 1 },
        allowedTargets: ['IDENTIFY', 'PAY', 'NOTE'],
        position: '2',
      },
      events: [
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
          type: 'JourneyStarted',
          revision: 0,
          data: {
            definitionId: 'Payment',
            definitionVersion: 1,
            definitionHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
            stateId: 'WELCOME',
            customerId: 'c-7',
            channel: 'voice',
            context: { verified: false, cardLast4: '', attempts: 1 },
            enteredAt: '2026-01-31T12:00:00.000Z',
            deadline: '2026-01-31T12:02:00.000Z',
            deadlinePolicy: 'definition',
          },
        },
      ],
    });
  });

  it('RESUMED: a start of an existing session changes nothing', async () => {
    await handling.start('s1');
    await handling.move('s1', 'PAY');
    const reply = await handling.execute(
      { type: 'StartJourney', sessionId: 's1', channel: 'chat', context: { attempts: 9 } },
      { definitionId: 'Payment' },
    );
    expect(reply).toMatchObject({ outcome: 'RESUMED', replayed: false, events: [] });
    expect(reply.journey).toMatchObject({ stateId: 'PAY', revision: 1, channel: null });
    expect(reply.code).toBeUndefined();
    expect(await typesOf('s1')).toEqual(['JourneyStarted', 'JourneyTransitioned']);
  });

  it('ADVANCED: a transition to a target, and one by event', async () => {
    await handling.start('s1');
    const byEvent = await handling.execute({ type: 'TransitionJourney', sessionId: 's1', event: 'ASK' });
    expect(byEvent).toMatchObject({ outcome: 'ADVANCED', journey: { stateId: 'IDENTIFY', revision: 1 } });
    expect(byEvent.events).toMatchObject([{ type: 'JourneyTransitioned', revision: 1, data: { trigger: 'ASK' } }]);
    const byTarget = await handling.move('s1', 'PAY', { context: { verified: true, cardLast4: '4242' } });
    expect(byTarget).toMatchObject({ outcome: 'ADVANCED', journey: { stateId: 'PAY', previousStateId: 'IDENTIFY' } });
  });

  it.each([
    ['context', { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 2 } }, 'ContextChanged'],
    ['channel', { type: 'ChangeChannel', sessionId: 's1', channel: 'chat' }, 'ChannelChanged'],
    [
      'deadline',
      { type: 'ChangeDeadline', sessionId: 's1', deadline: '2026-01-31T15:00:00Z', reason: 'VIP' },
      'DeadlineChanged',
    ],
  ] as const)('ADVANCED: a change of %s', async (_what, command, type) => {
    await handling.start('s1');
    const reply = await handling.execute(command);
    expect(reply).toMatchObject({ outcome: 'ADVANCED', events: [{ type, revision: 1 }], journey: { revision: 1 } });
    expect(await typesOf('s1')).toEqual(['JourneyStarted', type]);
  });

  it('RESTARTED: back in the initial state, also for a repeat', async () => {
    await handling.start('s1');
    await handling.move('s1', 'IDENTIFY');
    const restart = { type: 'RestartJourney', sessionId: 's1', reason: 'wrong number', commandId: 'once' } as const;
    const reply = await handling.execute(restart);
    expect(reply).toMatchObject({
      outcome: 'RESTARTED',
      events: [{ type: 'JourneyRestarted', revision: 2 }],
      journey: { stateId: 'WELCOME', revision: 2 },
    });
    expect(await handling.execute(restart)).toEqual({ ...reply, replayed: true });
  });

  it('UNCHANGED: the state the journey is in already, and a context that does not differ', async () => {
    await handling.start('s1');
    for (const reply of [
      await handling.move('s1', 'WELCOME'),
      await handling.execute({ type: 'ChangeContext', sessionId: 's1', patch: { verified: false } }),
    ]) {
      expect(reply).toMatchObject({ outcome: 'UNCHANGED', replayed: false, events: [], journey: { revision: 0 } });
      expect(reply.code).toBeUndefined();
    }
    expect(await typesOf('s1')).toEqual(['JourneyStarted']);
  });

  it('REJECTED: not allowed from here', async () => {
    await handling.start('s1');
    expect(await handling.move('s1', 'DONE')).toMatchObject({
      outcome: 'REJECTED',
      code: 'TRANSITION_NOT_ALLOWED',
      reason: expect.stringContaining('"DONE"') as string,
      events: [],
      journey: { stateId: 'WELCOME', revision: 0, allowedTargets: ['IDENTIFY', 'PAY', 'NOTE'] },
    });
    expect(await typesOf('s1')).toEqual(['JourneyStarted']);
  });

  it('REJECTED: the guard does not hold, and the reply says which and on what', async () => {
    await handling.start('s1');
    await handling.move('s1', 'IDENTIFY');
    expect(await handling.move('s1', 'PAY')).toMatchObject({
      outcome: 'REJECTED',
      code: 'GUARD_FAILED',
      guard: {
        expression: expect.stringContaining('context.verified') as string,
        inputs: { 'context.verified': false },
      },
    });
  });

  it('REJECTED: the context breaks its schema', async () => {
    await handling.start('s1');
    const reply = await handling.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 'many' } });
    expect(reply).toMatchObject({ outcome: 'REJECTED', code: 'CONTEXT_INVALID', journey: { revision: 0 } });
  });

  it('REJECTED: the journey has ended', async () => {
    await handling.start('s1');
    await handling.move('s1', 'PAY');
    await handling.move('s1', 'DONE');
    expect(await handling.move('s1', 'PAY')).toMatchObject({
      outcome: 'REJECTED',
      code: 'JOURNEY_ENDED',
      journey: { status: 'COMPLETED', revision: 2 },
    });
  });

  it('REJECTED: a start that is refused shows no journey, since there is none', async () => {
    const reply = await handling.execute(
      { type: 'StartJourney', sessionId: 's1', initialStateId: 'PAY' },
      { definitionId: 'Payment' },
    );
    expect(reply).toMatchObject({ outcome: 'REJECTED', code: 'TRANSITION_NOT_ALLOWED', events: [] });
    expect(reply.journey).toBeUndefined();
    expect(await handling.journey('s1')).toEqual([]);
    expect(await handling.refused('s1')).toEqual([]);
  });

  it('CONFLICT: the expected revision or state is stale', async () => {
    await handling.start('s1');
    await handling.move('s1', 'IDENTIFY');
    for (const lock of [{ expectedRevision: 0n }, { expectedRevision: 7n }, { expectedStateId: 'WELCOME' }]) {
      expect(await handling.move('s1', 'PAY', lock)).toMatchObject({
        outcome: 'CONFLICT',
        code: 'REVISION_CONFLICT',
        reason: expect.any(String) as string,
        events: [],
        journey: { stateId: 'IDENTIFY', revision: 1 },
      });
    }
    expect(await typesOf('s1')).toEqual(['JourneyStarted', 'JourneyTransitioned']);
  });

  it('EXPIRED: the deadline had passed, and the timeout is appended instead', async () => {
    await handling.start('s1');
    await handling.time.advance(120_000);
    expect(await handling.move('s1', 'PAY')).toMatchObject({
      outcome: 'EXPIRED',
      code: 'JOURNEY_EXPIRED',
      reason: expect.stringContaining('2026-01-31T12:02:00.000Z') as string,
      journey: { stateId: 'ABORT_TIMEOUT', status: 'TIMED_OUT', revision: 1 },
      events: [{ type: 'ABORT_TIMEOUT', revision: 1, data: { from: 'WELCOME', detectedBy: 'command' } }],
    });
  });

  it('STALE: the saga comes for a state that was left', async () => {
    await handling.start('s1');
    await handling.move('s1', 'PAY');
    await handling.time.advance(120_000);
    const reply = await handling.execute({ type: 'AbortOnTimeout', sessionId: 's1', enteredRevision: 0n });
    expect(reply).toMatchObject({ outcome: 'STALE', events: [], journey: { stateId: 'PAY', revision: 1 } });
    expect(reply.code).toBeUndefined();
    expect(await handling.refused('s1')).toEqual([]);
  });

  it('NOT_FOUND: no such journey, for every command but a start', async () => {
    const commands = [
      { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'PAY' },
      { type: 'ChangeContext', sessionId: 's1', patch: {} },
      { type: 'ChangeChannel', sessionId: 's1', channel: 'chat' },
      { type: 'ChangeDeadline', sessionId: 's1', deadline: null, reason: 'none' },
      { type: 'AbortOnTimeout', sessionId: 's1', enteredRevision: 0n },
      { type: 'RestartJourney', sessionId: 's1', reason: 'again' },
    ] as const;
    for (const command of commands) {
      const reply = await handling.execute(command);
      expect(reply).toMatchObject({ outcome: 'NOT_FOUND', code: 'JOURNEY_NOT_FOUND', events: [] });
      expect(reply.reason).toContain('journey s1');
      expect(reply.journey).toBeUndefined();
    }
    expect(await handling.refused('s1')).toEqual([]);
  });

  it('NOT_FOUND: a start under a definition or a version that is not published', async () => {
    expect(await handling.start('s1', { definitionId: 'Nothing' })).toMatchObject({
      outcome: 'NOT_FOUND',
      code: 'DEFINITION_NOT_FOUND',
      reason: expect.stringContaining('"Nothing"') as string,
    });
    expect(await handling.start('s1', { definitionVersion: 2 })).toMatchObject({
      outcome: 'NOT_FOUND',
      code: 'DEFINITION_NOT_FOUND',
      reason: expect.stringContaining('the newest is 1') as string,
    });
    expect(await handling.journey('s1')).toEqual([]);
  });
});

describe('a request that cannot be decided', () => {
  it.each([
    ['a session id of another shape', { sessionId: '../etc' }, {}],
    ['a time that cannot be read', { sessionId: 's1' }, { occurredAt: 'yesterday' }],
    ['no definition to start under', { sessionId: 's1' }, { definitionId: undefined }],
    ['a command id of a timeout', { sessionId: 's1', commandId: 'timeout:0' }, {}],
  ])('is rejected with a sentence: %s', async (_what, command, extras) => {
    const reply = await handling.execute(
      { type: 'StartJourney', ...command },
      { definitionId: 'Payment', actor: CALLER, ...extras },
    );
    expect(reply).toMatchObject({ outcome: 'REJECTED', code: 'VALIDATION_FAILED', events: [] });
    expect(reply.reason).toMatch(/should|must|missing/);
    expect(await handling.journey('s1')).toEqual([]);
  });
});

describe('a preview', () => {
  it.each<[string, Parameters<CommandHandlingFixture['execute']>[0]]>([
    ['ADVANCED', { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'PAY', context: { attempts: 2 } }],
    ['UNCHANGED', { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } }],
    ['RESUMED', { type: 'StartJourney', sessionId: 's1' }],
    ['RESTARTED', { type: 'RestartJourney', sessionId: 's1', reason: 'again' }],
    ['REJECTED', { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'DONE' }],
    ['CONFLICT', { type: 'MoveJourney', sessionId: 's1', targetStateId: 'PAY', reason: 'r', expectedRevision: 7n }],
    ['EXPIRED', { type: 'TransitionJourney', sessionId: 'late', targetStateId: 'PAY' }],
    ['NOT_FOUND', { type: 'TransitionJourney', sessionId: 'nowhere', targetStateId: 'PAY' }],
    ['CREATED', { type: 'StartJourney', sessionId: 's2' }],
  ])('%s: says what the command will, and records nothing', async (outcome, command) => {
    await handling.start('late');
    handling.time.set('2026-01-31T12:02:00.000Z');
    await handling.execute(
      { type: 'StartJourney', sessionId: 's1', context: { attempts: 1 } },
      { definitionId: 'Payment' },
    );
    const { events } = (handling.store as InMemoryEventStore).ledger;
    const [before, request] = [events.length, { ...command, commandId: 'c1' }];
    const asked = { tenant: 'default', actor: CALLER, command: request, definitionId: 'Payment' };
    const preview = await handling.executor.preview(asked);
    await handling.attempts.drain();
    expect(events).toHaveLength(before);
    const reply = await handling.executor.execute(asked);
    expect(preview.outcome).toBe(outcome);
    const withoutPosition = (one: typeof reply) => ({
      ...one,
      journey: one.journey && { ...one.journey, position: '' },
    });
    expect(withoutPosition(preview)).toEqual(withoutPosition(reply));
  });
});
