import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { hashOf, readMetadata } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { CommandRejected } from '@ledger/journey';

let handling: CommandHandlingFixture;

beforeEach(async () => {
  const time = new FakeTime();
  handling = await new CommandHandlingFixture(new InMemoryEventStore({ now: () => time.now() }), time).publish();
  await handling.start('s1');
});

async function refusals(): Promise<CommandRejected[]> {
  return (await handling.refused('s1')).map(({ data }) => JSON.parse(data) as CommandRejected);
}

describe('a refused command', () => {
  it('is recorded with what was asked, why it was refused, and what it was decided on', async () => {
    const reply = await handling.move('s1', 'DONE', { commandId: 'c1', channel: 'chat', context: { attempts: 4 } });
    expect(await refusals()).toEqual([
      {
        command: 'TransitionJourney',
        commandId: 'c1',
        asked: { targetStateId: 'DONE', channel: 'chat', contextKeys: ['attempts'] },
        code: 'TRANSITION_NOT_ALLOWED',
        reason: reply.reason,
        stateId: 'WELCOME',
        revision: 0,
      },
    ]);
  });

  it('is recorded with its lock, where that was stale', async () => {
    await handling.move('s1', 'IDENTIFY');
    await handling.execute({ type: 'TransitionJourney', sessionId: 's1', event: 'PAY_NOW', expectedRevision: 0n });
    await handling.move('s1', 'PAY', { expectedStateId: 'WELCOME' });
    expect(await refusals()).toMatchObject([
      { asked: { event: 'PAY_NOW' }, code: 'REVISION_CONFLICT', revision: 1, expectedRevision: 0 },
      { asked: { targetStateId: 'PAY' }, code: 'REVISION_CONFLICT', revision: 1, expectedStateId: 'WELCOME' },
    ]);
  });

  it('is recorded with the guard and its inputs, but never with a personal value', async () => {
    await handling.move('s1', 'IDENTIFY');
    const reply = await handling.move('s1', 'PAY', { context: { verified: true, cardLast4: '0000' } });
    expect(reply.guard?.inputs).toMatchObject({ 'context.cardLast4': '0000' });
    const [event] = await handling.refused('s1');
    expect(event && (JSON.parse(event.data) as CommandRejected)).toMatchObject({
      asked: { contextKeys: ['verified', 'cardLast4'] },
      code: 'GUARD_FAILED',
      guard: {
        expression: "context.verified == true && context.cardLast4 != '0000'",
        inputs: { 'context.verified': true },
        withheld: ['context.cardLast4'],
      },
    });
    const [refusal] = await refusals();
    expect(Object.keys(refusal?.guard?.inputs ?? {})).toEqual(['context.verified']);
  });

  it.each([
    [
      { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 'x', cardLast4: '4242' } },
      { contextKeys: ['attempts', 'cardLast4'] },
    ],
    [{ type: 'ChangeChannel', sessionId: 's1', channel: 'chat', expectedRevision: 5n }, { channel: 'chat' }],
    [{ type: 'ChangeDeadline', sessionId: 's1', deadline: '2001-01-01T00:00:00Z', reason: 'early' }, {}],
    [{ type: 'RestartJourney', sessionId: 's1', reason: 'again', expectedRevision: 5n }, {}],
    [
      { type: 'StartJourney', sessionId: 's1', initialStateId: 'PAY', context: { verified: true } },
      { targetStateId: 'PAY', contextKeys: ['verified'] },
    ],
  ] as const)('of any type: %j', async (command, asked) => {
    await handling.execute(command, { definitionId: 'Payment' });
    const [event] = await handling.refused('s1');
    expect(event && (JSON.parse(event.data) as CommandRejected)).toMatchObject({ command: command.type, asked });
    expect(event?.data).not.toContain('4242');
  });

  it('has an envelope like every event, and a hash without a link', async () => {
    await handling.move(
      's1',
      'DONE',
      { commandId: 'c1' },
      {
        correlationId: 'call-1',
        causationId: 'event-9',
        source: { platform: 'genesys', conversationId: 'conv-1', channel: 'voice' },
        occurredAt: '2026-01-31T11:00:00+01:00',
      },
    );
    const [event] = await handling.refused('s1');
    if (event === undefined) throw new Error('Nothing was recorded.');
    const { hash, ...metadata } = readMetadata(event);
    expect(metadata).toEqual({
      $correlationId: 'call-1',
      $causationId: 'event-9',
      commandId: 'c1',
      fingerprint: expect.stringMatching(/^[\w-]{22}$/) as string,
      tenant: 'default',
      actor: { subject: 'flow-1', clientId: 'ivr', kind: 'caller' },
      schemaVersion: 1,
      occurredAt: '2026-01-31T10:00:00.000Z',
      givenAt: '2026-01-31T10:00:00.000Z',
      source: { platform: 'genesys', conversationId: 'conv-1', channel: 'voice' },
    });
    expect(hash).toBe(hashOf(event));
    expect(event).toMatchObject({ type: 'CommandRejected', stream: 'attempt.default-s1' });
  });

  it('is recorded once for each time it was decided', async () => {
    for (const commandId of ['c1', 'c2', 'c3', 'c3']) await handling.move('s1', 'DONE', { commandId });
    expect(await refusals()).toHaveLength(3);
  });

  it('changes nothing in the journey', async () => {
    const before = await handling.reader.get('default', 's1');
    await handling.move('s1', 'DONE');
    await handling.attempts.drain();
    expect(await handling.reader.get('default', 's1')).toEqual(before);
    expect(await handling.journey('s1')).toHaveLength(1);
  });
});

it('a command that is applied, changes nothing or comes late is not a refusal', async () => {
  await handling.move('s1', 'WELCOME');
  await handling.move('s1', 'PAY');
  await handling.time.advance(3_600_000);
  await handling.move('s1', 'DONE');
  expect(await handling.refused('s1')).toEqual([]);
});
