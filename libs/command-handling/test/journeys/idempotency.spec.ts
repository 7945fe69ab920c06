import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { readMetadata } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';

let store: InMemoryEventStore;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  const time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  handling = await new CommandHandlingFixture(store, time).publish();
});

/** Another process, or the same one after a restart. */
function elsewhere(): CommandHandlingFixture {
  return new CommandHandlingFixture(new SharedEventStore(store), handling.time);
}

const commands = [
  { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'PAY' },
  { type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } },
  { type: 'ChangeChannel', sessionId: 's1', channel: 'chat' },
  { type: 'ChangeDeadline', sessionId: 's1', deadline: '2026-01-31T13:00:00.000Z', reason: 'VIP' },
  { type: 'RestartJourney', sessionId: 's1', reason: 'again' },
] as const;

describe('a command sent twice under one id', () => {
  it.each(commands)('gets its first reply again, and appends once: $type', async (command) => {
    await handling.start('s1');
    const first = await handling.execute({ ...command, commandId: 'c1' });
    const outcome = command.type === 'RestartJourney' ? 'RESTARTED' : 'ADVANCED';
    expect(first).toMatchObject({ outcome, replayed: false });
    const before = store.ledger.events.length;
    expect(await handling.execute({ ...command, commandId: 'c1' })).toEqual({ ...first, replayed: true });
    expect(await elsewhere().execute({ ...command, commandId: 'c1' })).toEqual({ ...first, replayed: true });
    expect(store.ledger.events.length).toBe(before);
  });

  it('a start: its first reply again, not "resumed"', async () => {
    const start = { type: 'StartJourney', sessionId: 's1', commandId: 'c1' } as const;
    const first = await handling.execute(start, { definitionId: 'Payment' });
    await handling.move('s1', 'PAY');
    expect(await handling.execute(start, { definitionId: 'Payment' })).toEqual({ ...first, replayed: true });
  });

  it('gets the first reply however far the journey has gone since, even when it has ended', async () => {
    await handling.start('s1');
    const first = await handling.move('s1', 'PAY', { commandId: 'c1' });
    await handling.time.advance(60_000);
    await handling.move('s1', 'DONE');
    const again = await handling.move('s1', 'PAY', { commandId: 'c1' });
    expect(again).toEqual({ ...first, replayed: true });
    expect(again.journey?.stateId).toBe('PAY');
  });

  it('gets the first reply even where it comes with a lock that is stale by now', async () => {
    await handling.start('s1');
    const lock = { commandId: 'c1', expectedRevision: 0n };
    const first = await handling.move('s1', 'PAY', lock);
    expect(await handling.move('s1', 'PAY', lock)).toEqual({ ...first, replayed: true });
  });

  it('which found the deadline passed gets EXPIRED again, not a move out of the timeout', async () => {
    await handling.start('s1');
    await handling.time.advance(120_000);
    const first = await handling.move('s1', 'PAY', { commandId: 'c1' });
    expect(first).toMatchObject({ outcome: 'EXPIRED', replayed: false });
    expect(await handling.move('s1', 'PAY', { commandId: 'c1' })).toEqual({ ...first, replayed: true });
    expect(await elsewhere().move('s1', 'PAY', { commandId: 'c1' })).toEqual({ ...first, replayed: true });
    expect((await handling.journey('s1')).map(({ type }) => type)).toEqual(['JourneyStarted', 'ABORT_TIMEOUT']);
  });

  describe('and refused the first time, or without effect,', () => {
    const verify = () => handling.execute({ type: 'ChangeContext', sessionId: 's1', patch: { verified: true } });
    const pay = (commandId = 'c1') => handling.move('s1', 'PAY', { commandId });
    beforeEach(async () => {
      await handling.start('s1');
      await handling.move('s1', 'IDENTIFY');
    });

    it('is refused as before, and a new id is decided', async () => {
      const first = await pay();
      expect(first).toMatchObject({ outcome: 'REJECTED', code: 'GUARD_FAILED', replayed: false });
      await verify();
      expect(await pay()).toEqual({ ...first, replayed: true });
      expect(await pay('c2')).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 3 } });
      expect(await pay()).toEqual({ ...first, replayed: true });
    });

    it('is unchanged as before, also once the journey has moved on', async () => {
      const identify = () => handling.move('s1', 'IDENTIFY', { commandId: 'c1' });
      const first = await identify();
      expect(first).toMatchObject({ outcome: 'UNCHANGED', replayed: false });
      await verify();
      await pay('c2');
      expect(await identify()).toEqual({ ...first, replayed: true });
      expect(await handling.journey('s1')).toHaveLength(4);
    });

    it('is decided again a day later', async () => {
      await handling.execute({ type: 'ChangeDeadline', sessionId: 's1', deadline: null, reason: 'Waits' });
      await pay();
      await verify();
      await handling.time.advance(24 * 60 * 60 * 1_000);
      expect(await pay()).toMatchObject({ outcome: 'REJECTED', replayed: true });
      await handling.time.advance(1);
      expect(await pay()).toMatchObject({ outcome: 'ADVANCED', replayed: false });
    });

    it('is decided again after a conflict, with a fresh lock under the same id', async () => {
      await verify();
      const stale = await handling.move('s1', 'PAY', { commandId: 'c1', expectedRevision: 0n });
      expect(stale).toMatchObject({ outcome: 'CONFLICT' });
      const fresh = await handling.move('s1', 'PAY', { commandId: 'c1', expectedRevision: 2n });
      expect(fresh).toMatchObject({ outcome: 'ADVANCED', replayed: false });
    });
  });

  it('at the same time: one append and replies that agree', async () => {
    await handling.start('s1');
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => handling.move('s1', 'PAY', { commandId: 'c1' })),
    );
    expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const [first] = replies;
    for (const reply of replies) expect({ ...reply, replayed: false }).toEqual(first);
    expect(await handling.journey('s1')).toHaveLength(2);
  });

  it('at the same time in several processes: one append, and no refusal', async () => {
    await handling.start('s1');
    const processes = Array.from({ length: 4 }, elsewhere);
    const replies = await Promise.all(processes.map((process) => process.move('s1', 'PAY', { commandId: 'c1' })));
    expect(replies.map(({ outcome, journey }) => [outcome, journey?.revision])).toEqual(
      Array.from({ length: 4 }, () => ['ADVANCED', 1]),
    );
    expect(await handling.journey('s1')).toHaveLength(2);
  });
});

describe('a command without an id', () => {
  it('is recognised where it holds an expected revision', async () => {
    await handling.start('s1');
    const first = await handling.move('s1', 'PAY', { expectedRevision: 0n });
    expect(await handling.move('s1', 'PAY', { expectedRevision: 0n })).toEqual({ ...first, replayed: true });
    expect(await handling.move('s1', 'NOTE', { expectedRevision: 0n })).toMatchObject({ outcome: 'CONFLICT' });
  });

  it("is recognised where it holds the caller's own time", async () => {
    await handling.start('s1');
    await handling.move('s1', 'NOTE');
    const at = { occurredAt: '2026-01-31T11:59:00Z' };
    const first = await handling.move('s1', 'NOTE', {}, at);
    expect(first).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 2 } });
    expect(await handling.move('s1', 'NOTE', {}, at)).toEqual({ ...first, replayed: true });
    const later = await handling.move('s1', 'NOTE', {}, { occurredAt: '2026-01-31T11:59:01Z' });
    expect(later).toMatchObject({ outcome: 'ADVANCED', replayed: false, journey: { revision: 3 } });
  });

  it('is a new attempt if its lock holds, however coarse the clock of its caller', async () => {
    const at = { occurredAt: '2026-01-31T11:59:00Z' };
    const step = (from: string, to: string) => handling.move('s1', to, { expectedStateId: from }, at);
    await handling.start('s1');
    const first = await step('WELCOME', 'NOTE');
    await handling.move('s1', 'PAY');
    await handling.execute({ type: 'MoveJourney', sessionId: 's1', targetStateId: 'WELCOME', reason: 'again' });
    const second = await step('WELCOME', 'NOTE');
    expect([first, second]).toMatchObject([
      { outcome: 'ADVANCED', replayed: false, journey: { revision: 1 } },
      { outcome: 'ADVANCED', replayed: false, journey: { revision: 4, stateId: 'NOTE' } },
    ]);
    for (const process of [handling, elsewhere()]) {
      const again = await process.move('s1', 'NOTE', { expectedStateId: 'WELCOME' }, at);
      expect(again).toEqual({ ...second, replayed: true });
    }
    expect(await handling.journey('s1')).toHaveLength(5);
  });

  it('and with neither goes the same way twice where the definition lets it', async () => {
    await handling.start('s1');
    await handling.move('s1', 'NOTE');
    expect(await handling.move('s1', 'NOTE')).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 2 } });
    expect(await handling.move('s1', 'NOTE')).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 3 } });
  });

  it('gets a fresh one, under which its events are stored', async () => {
    await handling.start('s1');
    await handling.move('s1', 'PAY');
    const ids = (await handling.journey('s1')).map((event) => readMetadata(event).commandId);
    expect(ids.every((id) => id !== undefined)).toBe(true);
    expect(new Set(ids).size).toBe(2);
  });
});

it('event ids follow from tenant, session, command id and place alone', async () => {
  await handling.start('s1');
  const [, moved] = (await handling.move('s1', 'PAY', { commandId: 'c1' }), await handling.journey('s1'));
  const other = await new CommandHandlingFixture(new InMemoryEventStore(), new FakeTime()).publish();
  await other.start('s1');
  await other.move('s1', 'IDENTIFY', { commandId: 'c1' });
  expect((await other.journey('s1'))[1]?.id).toBe(moved?.id);
});
