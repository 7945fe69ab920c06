import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { readMetadata } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';

let time: FakeTime;
let store: InMemoryEventStore;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  handling = await new CommandHandlingFixture(store, time).publish();
});

const abort = { type: 'AbortOnTimeout', sessionId: 's1', enteredRevision: 0n } as const;
const sagaActor = { actor: { subject: 'timeout-saga', kind: 'saga' } } as const;

describe('a command after the deadline', () => {
  it.each([
    { type: 'StartJourney', sessionId: 's1' },
    { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'PAY' },
    { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'PAY', expectedRevision: 0n },
    { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'WELCOME' },
    { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } },
    { type: 'ChangeChannel', sessionId: 's1', channel: 'chat' },
    { type: 'ChangeDeadline', sessionId: 's1', deadline: null, reason: 'late' },
    { type: 'RestartJourney', sessionId: 's1', reason: 'late' },
  ] as const)('appends the timeout and nothing else: $type', async (command) => {
    await handling.start('s1');
    await time.advance(120_000);
    expect(await handling.execute(command, { definitionId: 'Payment' })).toMatchObject({ outcome: 'EXPIRED' });
    expect((await handling.journey('s1')).map(({ type }) => type)).toEqual(['JourneyStarted', 'ABORT_TIMEOUT']);
  });

  it('one millisecond before it is not late', async () => {
    await handling.start('s1');
    await time.advance(119_999);
    expect(await handling.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('the timeout carries a command id of its own and names the command that found it', async () => {
    await handling.start('s1');
    await time.advance(125_000);
    await handling.move(
      's1',
      'PAY',
      { commandId: 'c1' },
      { occurredAt: '2026-01-31T12:01:00Z', correlationId: 'call-1' },
    );
    const [, timeout] = await handling.journey('s1');
    expect(timeout && readMetadata(timeout)).toMatchObject({
      $correlationId: 'call-1',
      $causationId: 'c1',
      commandId: 'timeout:0',
      // What the caller's clock said decides nothing about a timeout.
      occurredAt: '2026-01-31T12:02:05.000Z',
    });
  });

  it('a command is late until it shows that it knows the state that was timed out into', async () => {
    await handling.start('s1');
    await handling.move('s1', 'PAY');
    await time.advance(600_000);
    expect(await handling.move('s1', 'DONE')).toMatchObject({
      outcome: 'EXPIRED',
      journey: { stateId: 'CALL_BACK', status: 'ACTIVE', allowedTargets: ['DONE'] },
    });
    expect(await handling.move('s1', 'DONE')).toMatchObject({
      outcome: 'EXPIRED',
      code: 'JOURNEY_EXPIRED',
      events: [],
      reason: expect.stringMatching(/^"PAY" timed out at .*; the journey is in "CALL_BACK"/) as string,
    });
    const known = await handling.move('s1', 'DONE', { expectedRevision: 2n });
    expect(known).toMatchObject({ outcome: 'ADVANCED', journey: { status: 'COMPLETED' } });
  });

  it.each(['saga', 'call'])(
    'a late call is EXPIRED, and recorded as refused, if the %s found the deadline',
    async (by) => {
      await handling.start('s1');
      await time.advance(120_000);
      if (by === 'saga') await handling.execute(abort, sagaActor);
      const replies = [
        await handling.move('s1', 'PAY'),
        await handling.move('s1', 'PAY', { expectedRevision: 0n }),
        await handling.move('s1', 'PAY', { expectedStateId: 'WELCOME' }),
        await handling.move('s1', 'PAY', { expectedRevision: 99n }),
        await handling.start('s1'),
      ];
      expect(replies.map(({ outcome, code }) => [outcome, code])).toEqual(
        replies.map(() => ['EXPIRED', 'JOURNEY_EXPIRED']),
      );
      expect(await handling.journey('s1')).toHaveLength(2);
      const refused = await handling.refused('s1');
      expect(refused).toHaveLength(by === 'saga' ? 5 : 4);
      expect(JSON.parse(refused[0]?.data ?? '')).toMatchObject({ code: 'JOURNEY_EXPIRED', stateId: 'ABORT_TIMEOUT' });
    },
  );

  it('a command that knows the state is answered by its rules', async () => {
    await handling.start('s1');
    await time.advance(120_000);
    await handling.execute(abort, sagaActor);
    for (const lock of [{ expectedRevision: 1n }, { expectedStateId: 'ABORT_TIMEOUT' }]) {
      expect(await handling.move('s1', 'PAY', lock)).toMatchObject({ outcome: 'REJECTED', code: 'JOURNEY_ENDED' });
    }
  });
});

describe("the saga's command", () => {
  it('appends the same event under the same id as a command that comes late', async () => {
    await handling.start('s1');
    await time.advance(120_000);
    const reply = await handling.execute(abort, sagaActor);
    expect(reply).toMatchObject({ outcome: 'EXPIRED', replayed: false, journey: { stateId: 'ABORT_TIMEOUT' } });
    const other = await new CommandHandlingFixture(new InMemoryEventStore(), time).publish();
    time.set('2026-01-31T12:00:00.000Z');
    await other.start('s1');
    await time.advance(130_000);
    const late = await other.move('s1', 'PAY');
    expect(late.events.map(({ id, type }) => [id, type])).toEqual(reply.events.map(({ id, type }) => [id, type]));
    const [, timeout] = await handling.journey('s1');
    expect(timeout && readMetadata(timeout)).toMatchObject({ commandId: 'timeout:0', actor: sagaActor.actor });
    expect(timeout && readMetadata(timeout).$causationId).toBeUndefined();
  });

  it('finds a timeout that a command made, and appends nothing', async () => {
    await handling.start('s1');
    await time.advance(120_000);
    const late = await handling.move('s1', 'PAY');
    const reply = await handling.execute(abort, sagaActor);
    expect(reply).toEqual({ ...late, replayed: true });
    expect(await handling.journey('s1')).toHaveLength(2);
  });

  it('sent twice appends once', async () => {
    await handling.start('s1');
    await time.advance(120_000);
    const first = await handling.execute(abort, sagaActor);
    expect(await handling.execute(abort, sagaActor)).toEqual({ ...first, replayed: true });
    expect(await handling.journey('s1')).toHaveLength(2);
  });

  it('is stale before the deadline, after a move, after the deadline was moved, and for a state entered again', async () => {
    await handling.start('s1');
    await time.advance(60_000);
    expect(await handling.execute(abort, sagaActor)).toMatchObject({ outcome: 'STALE' });
    const deadline = '2026-01-31T13:00:00.000Z';
    await handling.execute({ type: 'ChangeDeadline', sessionId: 's1', deadline, reason: 'VIP' });
    await time.advance(120_000);
    expect(await handling.execute(abort, sagaActor)).toMatchObject({ outcome: 'STALE' });
    await handling.move('s1', 'IDENTIFY');
    await handling.move('s1', 'WELCOME');
    await time.advance(3_600_000);
    expect(await handling.execute(abort, sagaActor)).toMatchObject({ outcome: 'STALE' });
    expect((await handling.journey('s1')).map(({ type }) => type)).not.toContain('ABORT_TIMEOUT');
    expect(await handling.execute({ ...abort, enteredRevision: 3n }, sagaActor)).toMatchObject({ outcome: 'EXPIRED' });
  });
});

describe('an import', () => {
  const actor = { subject: 'import', kind: 'import' } as const;
  const imported = (occurredAt: string) => ({ mode: 'import', actor, occurredAt, definitionId: 'Payment' }) as const;

  it('lives at the times it tells of: deadlines run from them, and are compared with them', async () => {
    await handling.start('s1', imported('2012-03-01T10:00:00Z'));
    expect(await handling.move('s1', 'PAY', {}, imported('2012-03-01T10:01:59Z'))).toMatchObject({
      outcome: 'ADVANCED',
      journey: { enteredAt: '2012-03-01T10:01:59.000Z', deadline: '2012-03-01T10:11:59.000Z', overdue: false },
    });
    const late = await handling.move('s1', 'DONE', {}, imported('2012-03-01T11:00:00+00:00'));
    // The timeout happened at its deadline, whenever later the import tells of.
    const enteredAt = '2012-03-01T10:11:59.000Z';
    expect(late).toMatchObject({ outcome: 'EXPIRED', journey: { enteredAt, lastUpdatedAt: enteredAt } });
    expect(await handling.move('s1', 'DONE', {}, imported('2012-03-01T11:00:00+00:00'))).toEqual({
      ...late,
      replayed: true,
    });
  });

  it('a live command with a time of its own is timed by the server', async () => {
    await handling.start('s1', { occurredAt: '2012-03-01T10:00:00Z' });
    const [started] = await handling.journey('s1');
    expect(started && readMetadata(started).occurredAt).toBe('2012-03-01T10:00:00.000Z');
    expect(await handling.move('s1', 'PAY', {}, { occurredAt: '2012-03-01T18:00:00Z' })).toMatchObject({
      outcome: 'ADVANCED',
      journey: { enteredAt: '2026-01-31T12:00:00.000Z', deadline: '2026-01-31T12:10:00.000Z' },
    });
  });
});
