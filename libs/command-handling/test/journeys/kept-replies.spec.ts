import { CommandHandlingFixture, PAYMENT_DEFINITION, SharedEventStore } from '@ledger/command-handling/testing';
import { UpcasterRegistry, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { Context } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { examples, FakeTime } from '@ledger/runtime/testing';
import fc from 'fast-check';
import { BoundCommandIds } from '../../src/journeys/bound-command-ids';
import type { CommandReply } from '../../src/journeys/command-reply';

const DAY_MS = 24 * 60 * 60 * 1_000;
const REUSED = { outcome: 'REJECTED', code: 'IDEMPOTENCY_KEY_REUSED' };

let time: FakeTime;
let store: InMemoryEventStore;
let first: CommandHandlingFixture;
const processes: CommandHandlingFixture[] = [];

function anotherProcess(on: EventStore = new SharedEventStore(store)): CommandHandlingFixture {
  const made = new CommandHandlingFixture(on, time);
  processes.push(made);
  return made;
}

beforeEach(async () => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  first = await anotherProcess().publish();
  await first.start('s1');
});
afterEach(() => Promise.all(processes.splice(0).map(({ feed }) => feed.stop())));

/** Lets everything run that waits only for turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const again = (reply: CommandReply): CommandReply => ({ ...reply, replayed: true });

describe('a reply that appended nothing', () => {
  it('is on disk when it is given: refused, or unchanged as a type of its own', async () => {
    await first.move('s1', 'DONE', { commandId: 'c1' });
    await first.move('s1', 'WELCOME', { commandId: 'c2' });
    const [refused, unchanged] = store.ledger.events.slice(-2);
    expect([refused?.type, unchanged?.type]).toEqual(['CommandRejected', 'CommandUnchanged']);
    expect(JSON.parse(unchanged?.data ?? '')).toEqual({
      ...{ command: 'TransitionJourney', commandId: 'c2', asked: { targetStateId: 'WELCOME' } },
      ...{ stateId: 'WELCOME', revision: 0 },
    });
  });

  it('is not recorded if it is unchanged under an id that its caller does not know', async () => {
    await first.move('s1', 'WELCOME');
    await first.execute(
      { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'WELCOME', commandId: 'x' },
      { isIdNew: true },
    );
    await first.move('s1', 'WELCOME', { expectedRevision: 0n });
    expect(await first.refused('s1')).toEqual([]);
  });

  it.each([
    ['after a restart', () => anotherProcess()],
    ['by a process that has the ledger alone', () => anotherProcess(store)],
  ])('is the same %s, whatever happened since', async (_, restarted) => {
    await first.move('s1', 'IDENTIFY');
    const pay = { commandId: 'c1', context: { cardLast4: '0000' } };
    const at = { occurredAt: '2026-01-31T11:59:30Z' };
    const refused = await first.move('s1', 'PAY', pay, at);
    const unchanged = await first.move('s1', 'IDENTIFY', { commandId: 'c2' });
    expect([refused.code, unchanged.outcome]).toEqual(['GUARD_FAILED', 'UNCHANGED']);
    // Personal inputs are not recorded.
    expect(refused.guard?.inputs).toMatchObject({ 'context.cardLast4': '0000' });
    await time.advance(1_000);
    await first.execute({ type: 'ChangeContext', sessionId: 's1', patch: { verified: true } });
    await first.move('s1', 'PAY', { context: { cardLast4: '4242' } });
    const process = restarted();
    expect(await process.move('s1', 'PAY', pay, at)).toEqual(again(refused));
    expect(await process.move('s1', 'IDENTIFY', { commandId: 'c2' })).toEqual(again(unchanged));
    expect(await process.move('s1', 'DONE', { commandId: 'c2' })).toMatchObject(REUSED);
    expect(
      await process.executor.preview({
        ...{ tenant: 'default', actor: { subject: 'flow-1', kind: 'caller' }, definitionId: 'Payment' },
        command: { type: 'TransitionJourney', sessionId: 's1', targetStateId: 'IDENTIFY', commandId: 'c2' },
      }),
    ).toMatchObject(REUSED);
    expect(await process.journey('s1')).toHaveLength(4);
  });

  it('is the same of a command that came after the timeout', async () => {
    await time.advance(120_000);
    await first.move('s1', 'PAY', { commandId: 'c1' });
    const late = await first.move('s1', 'PAY', { commandId: 'c2' });
    expect(late).toMatchObject({ outcome: 'EXPIRED', replayed: false });
    await first.execute({ type: 'RestartJourney', sessionId: 's1', reason: 'again' });
    for (const process of [first, anotherProcess()]) {
      expect(await process.move('s1', 'PAY', { commandId: 'c2' })).toEqual(again(late));
    }
  });

  it('is known at once in other processes that know the journey', async () => {
    const second = anotherProcess();
    await second.move('s1', 'IDENTIFY', { commandId: 'c0' });
    await settle();
    const refused = await first.move('s1', 'DONE', { commandId: 'c1' });
    await settle();
    await first.move('s1', 'PAY', { context: { verified: true, cardLast4: '4242' } });
    expect(await second.move('s1', 'DONE', { commandId: 'c1' })).toEqual(again(refused));
  });

  it('is learned of when the subscription was broken, and where it is taken up again', async () => {
    const broken = new SharedEventStore(store);
    const subscribe = broken.subscribe.bind(broken);
    let isAway = true;
    broken.subscribe = (options) => {
      if (isAway) throw new Error('The ledger is away.');
      return subscribe(options);
    };
    const second = anotherProcess(broken);
    await second.move('s1', 'IDENTIFY', { commandId: 'c0' });
    const refused = await first.move('s1', 'DONE', { commandId: 'c1' });
    await settle();
    expect(second.log.warnings).toEqual([expect.stringContaining('The ledger is away.')]);
    isAway = false;
    await time.advance(1_000);
    await settle();
    expect(await second.move('s1', 'DONE', { commandId: 'c1' })).toEqual(again(refused));
  });

  it('is forgotten after a day, in every process', async () => {
    await first.move('s1', 'DONE', { commandId: 'c1' });
    await first.move('s1', 'PAY');
    await first.execute({ type: 'ChangeDeadline', sessionId: 's1', deadline: null, reason: 'Waits' });
    await time.advance(DAY_MS);
    const second = anotherProcess();
    const done = (process: CommandHandlingFixture) => process.move('s1', 'DONE', { commandId: 'c1' });
    expect(await done(second)).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', replayed: true });
    await time.advance(1);
    expect(await done(second)).toMatchObject({ outcome: 'ADVANCED', replayed: false });
    for (const process of [first, anotherProcess()]) {
      expect(await done(process)).toMatchObject({ outcome: 'ADVANCED', replayed: true });
    }
  });

  it.each([
    [
      'a conflict',
      'CONFLICT',
      (process: CommandHandlingFixture) => process.move('s1', 'IDENTIFY', { commandId: 'c1', expectedRevision: 7n }),
    ],
    [
      'what was not found',
      'NOT_FOUND',
      (process: CommandHandlingFixture) => process.move('none', 'IDENTIFY', { commandId: 'c1' }),
    ],
    [
      'what was malformed',
      'REJECTED',
      (process: CommandHandlingFixture) =>
        process.move('s1', 'IDENTIFY', { commandId: 'c1' }, { occurredAt: 'yesterday' }),
    ],
  ])('is not %s', async (_, outcome, command) => {
    expect(await command(first)).toMatchObject({ outcome });
    await first.attempts.drain();
    for (const process of [anotherProcess(), first]) {
      await process.start('none');
      expect(await process.move(outcome === 'NOT_FOUND' ? 'none' : 's1', 'NOTE', { commandId: 'c1' })).toMatchObject({
        outcome: 'ADVANCED',
        replayed: process === first,
      });
    }
  });

  it('is given although it cannot be recorded', async () => {
    jest.spyOn(store, 'append').mockRejectedValue(new Error('The disk is gone.'));
    const reply = first.move('s1', 'DONE', { commandId: 'c1' });
    await settle();
    for (let tries = 0; tries < 4; tries++) {
      await time.advance(1_000);
      await settle();
    }
    expect(await reply).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    expect(await first.move('s1', 'DONE', { commandId: 'c1' })).toMatchObject({ replayed: true });
    expect(first.attempts.status()).toMatchObject({ dropped: 1 });
  });
});

describe('a start that was refused, of which no journey came', () => {
  const start = (process: CommandHandlingFixture, commandId: string | undefined, attempts: unknown = 'many') =>
    process.execute(defined({ type: 'StartJourney', sessionId: 'new', commandId, context: { attempts } as Context }), {
      definitionId: 'Payment',
    });

  it('is on disk when it is given', async () => {
    const refused = await start(first, 'c1');
    expect(refused).toMatchObject({ outcome: 'REJECTED', code: 'CONTEXT_INVALID', replayed: false });
    expect(JSON.parse(store.ledger.events.at(-1)?.data ?? '')).toEqual({
      ...{ command: 'StartJourney', commandId: 'c1', asked: { contextKeys: ['attempts'] } },
      ...{ code: 'CONTEXT_INVALID', reason: refused.reason },
    });
  });

  it.each([
    ['after a restart', () => anotherProcess()],
    ['by a process that has the ledger alone', () => anotherProcess(store)],
  ])('is the same %s, whatever began since, and its id stands for no other command', async (_, restarted) => {
    const refused = await start(first, 'c1');
    const process = restarted();
    expect(await start(process, 'c1')).toEqual(again(refused));
    expect(await start(process, 'c1', 4)).toMatchObject(REUSED);
    expect(await process.journey('new')).toEqual([]);
    expect(await start(process, 'c2', 4)).toMatchObject({ outcome: 'CREATED', replayed: false });
    for (const each of [process, restarted()]) {
      expect(await start(each, 'c1')).toEqual(again(refused));
      expect(await start(each, 'c2', 4)).toMatchObject({ outcome: 'CREATED', replayed: true });
      expect(await each.move('new', 'IDENTIFY', { commandId: 'c1' })).toMatchObject(REUSED);
    }
  });

  it('is the same where the journey was started without an id since, and where a new version would allow it', async () => {
    const refused = await start(first, 'c1');
    await first.publish({ ...PAYMENT_DEFINITION, version: 2, context: { type: 'object' } });
    const second = anotherProcess();
    expect(await start(second, 'c1')).toEqual(again(refused));
    await second.start('new');
    expect(await start(second, 'c1')).toEqual(again(refused));
  });

  it('is known at once in other processes that were asked for its session', async () => {
    const second = anotherProcess();
    await start(second, 'c0');
    await settle();
    const refused = await start(first, 'c1');
    await settle();
    await start(first, 'c2', 4);
    expect(await start(second, 'c1')).toEqual(again(refused));
  });

  it('is forgotten after a day', async () => {
    await start(first, 'c1');
    await time.advance(DAY_MS);
    expect(await start(anotherProcess(), 'c1')).toMatchObject({ code: 'CONTEXT_INVALID', replayed: true });
    await time.advance(1);
    for (const process of [anotherProcess(), first]) {
      expect(await start(process, 'c1', 4)).toMatchObject({ outcome: 'CREATED', replayed: process === first });
    }
  });

  it('is not recorded without an id of its caller: made-up sessions fill no ledger', async () => {
    await start(first, undefined);
    expect(await first.refused('new')).toEqual([]);
  });
});

describe('what is known of ids', () => {
  it('is read once for a journey, and not at all for ids that no caller can send again', async () => {
    const shared = new SharedEventStore(store);
    const second = anotherProcess(shared);
    await second.move('s1', 'NOTE');
    const attempts = () => shared.reads.filter(({ stream }) => stream === 'attempt.default-s1').length;
    expect(attempts()).toBe(0);
    for (const commandId of ['c1', 'c2', 'c3']) await second.move('s1', 'NOTE', { commandId });
    expect(attempts()).toBe(1);
    await second.start('s2', {});
    await second.move('s2', 'NOTE', { commandId: 'c1' });
    const ofNew = () => shared.reads.filter(({ stream }) => stream === 'attempt.default-s2').length;
    expect(ofNew()).toBe(1);
    await second.move('s2', 'NOTE', { commandId: 'c2' });
    expect(ofNew()).toBe(1);
    await second.move('none', 'NOTE', { commandId: 'c1' });
    expect(shared.reads.filter(({ stream }) => stream === 'attempt.default-none')).toEqual([]);
  });

  it('takes bounded memory: the newest of a journey, and the journeys used last', async () => {
    const upcasters = new UpcasterRegistry();
    const bound = new BoundCommandIds({ store, upcasters, clock: time }, 10, 3);
    const prepared = (sessionId: string, commandId: string) => ({
      ...{
        request: {
          tenant: 'default',
          actor: { subject: 'x', kind: 'caller' },
          command: { type: 'StartJourney', sessionId },
        } as const,
      },
      ...{
        stream: `journey.default-${sessionId}` as never,
        commandId,
        isDerived: false,
        isNew: false,
        fingerprint: 'f',
      },
    });
    const answer = {
      reply: { outcome: 'UNCHANGED' },
      revision: 0n,
      at: time.now().toISOString(),
    } as const;
    for (const session of ['a', 'b', 'c', 'd']) {
      await bound.load(prepared(session, 'c0'), undefined);
      for (let number = 0; number < 5; number++) bound.bind(prepared(session, `c${number}`), answer);
    }
    const known = ['a', 'b', 'c', 'd'].map((session) =>
      [0, 1, 2, 3, 4].filter((number) => bound.answerTo(prepared(session, `c${number}`)) !== undefined),
    );
    expect(known).toEqual([[], [], [2, 3, 4], [2, 3, 4]]);
  });
});

describe('on any processes', () => {
  const target = fc.constantFrom('WELCOME', 'IDENTIFY', 'PAY', 'NOTE', 'DONE');
  const step = fc.record({
    commandId: fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5', 'c6'),
    process: fc.nat({ max: 2 }),
    isRestarted: fc.boolean(),
  });

  it('an id is answered once, and every duplicate the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(target, { minLength: 6, maxLength: 6 }),
        fc.array(step, { minLength: 12, maxLength: 30 }),
        async (targets, steps) => {
          store = new InMemoryEventStore({ now: () => time.now() });
          const running = [await anotherProcess().publish(), anotherProcess(), anotherProcess()];
          await running[0]?.start('s1');
          const answered = new Map<string, CommandReply>();
          for (const { commandId, process, isRestarted } of steps) {
            if (isRestarted) running[process] = anotherProcess();
            const asked = targets[Number(commandId.slice(1)) - 1] ?? '';
            const reply = await running[process]?.move('s1', asked, { commandId });
            await settle();
            const earlier = answered.get(commandId);
            if (reply === undefined) continue;
            if (earlier === undefined) expect(reply.replayed).toBe(false);
            else expect(reply).toEqual(again(earlier));
            answered.set(commandId, earlier ?? reply);
          }
          await Promise.all(processes.splice(0).map(({ feed }) => feed.stop()));
        },
      ),
      { numRuns: examples(0.1) },
    );
  });
});
