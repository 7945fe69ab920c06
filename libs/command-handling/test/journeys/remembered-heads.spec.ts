import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import { ChainVerifier, streamName, type StreamName } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { FakeTime } from '@ledger/runtime/testing';

const journey = streamName('journey.default-s1');
const isOf = (stream: StreamName) => (call: { readonly stream: StreamName }) => call.stream === stream;

let time: FakeTime;
let store: SharedEventStore;
let here: CommandHandlingFixture;
let there: CommandHandlingFixture;

beforeEach(async () => {
  time = new FakeTime();
  const inner = new InMemoryEventStore({ now: () => time.now() });
  store = new SharedEventStore(inner);
  here = await new CommandHandlingFixture(store, time).publish();
  there = new CommandHandlingFixture(new SharedEventStore(inner), time);
});

/** How often the journey was read and appended to meanwhile. */
async function callsOf(task: () => Promise<unknown>): Promise<{ reads: number; appends: number }> {
  store.reads.length = 0;
  store.appends.length = 0;
  await task();
  return { reads: store.reads.filter(isOf(journey)).length, appends: store.appends.filter(isOf(journey)).length };
}

async function chainIsSound(): Promise<void> {
  const verifier = new ChainVerifier();
  expect((await here.journey('s1')).flatMap((event) => verifier.check(event))).toEqual([]);
}

describe('where others append too', () => {
  it('a start goes out without reading the journey, and so does each accepted command after it', async () => {
    expect(await callsOf(() => here.start('s1'))).toEqual({ reads: 0, appends: 1 });
    expect(await callsOf(() => here.move('s1', 'PAY'))).toEqual({ reads: 0, appends: 1 });
    expect(await callsOf(() => here.move('s1', 'DONE', { commandId: 'c1' }))).toEqual({ reads: 0, appends: 1 });
  });

  it.each<[string, string, () => Promise<{ outcome: string }>]>([
    ['refused', 'REJECTED', () => here.move('s1', 'DONE')],
    ['unchanged', 'UNCHANGED', () => here.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } })],
    ['in conflict', 'CONFLICT', () => here.move('s1', 'IDENTIFY', { expectedRevision: 0n })],
    ['resumed', 'RESUMED', () => here.start('s1')],
  ])('the journey is read before a command is called %s', async (_, expected, command) => {
    await here.start('s1');
    await here.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } });
    let outcome: string | undefined;
    const calls = await callsOf(async () => ({ outcome } = await command()));
    expect(outcome).toBe(expected);
    expect(calls).toEqual({ reads: 1, appends: 0 });
  });

  it('the journey is read before a command is called repeated, or its id used for another', async () => {
    await here.start('s1');
    await here.move('s1', 'NOTE', { commandId: 'c1' });
    const repeated = await callsOf(async () =>
      expect(await here.move('s1', 'NOTE', { commandId: 'c1' })).toMatchObject({ replayed: true }),
    );
    const reused = await callsOf(async () =>
      expect(await here.move('s1', 'PAY', { commandId: 'c1' })).toMatchObject({ outcome: 'REJECTED' }),
    );
    for (const { reads, appends } of [repeated, reused]) {
      expect(reads).toBeGreaterThan(0);
      expect(appends).toBe(0);
    }
  });

  it('a head that others have moved is found out by the append, then the command is decided again', async () => {
    await here.start('s1');
    await there.move('s1', 'NOTE');
    expect(await callsOf(() => here.move('s1', 'NOTE'))).toEqual({ reads: 1, appends: 2 });
    expect(await here.journey('s1')).toHaveLength(3);
    await chainIsSound();
  });

  it('a command that another process has applied is repeated here, though its head was remembered without it', async () => {
    await here.start('s1');
    const first = await there.move('s1', 'NOTE', { commandId: 'c1' }, { correlationId: 'one' });
    const again = await here.move('s1', 'NOTE', { commandId: 'c1' }, { correlationId: 'two' });
    expect(again).toMatchObject({ replayed: true, events: first.events });
    const other = await here.move('s1', 'PAY', { commandId: 'c1' });
    expect(other).toMatchObject({ outcome: 'REJECTED', code: 'IDEMPOTENCY_KEY_REUSED' });
    await here.move('s1', 'NOTE');
    expect(await here.journey('s1')).toHaveLength(3);
    await chainIsSound();
  });

  it('a command that found the deadline passed is EXPIRED again, also when its kept answer has gone', async () => {
    await here.start('s1');
    await here.move('s1', 'PAY');
    await time.advance(11 * 60_000);
    expect(await here.move('s1', 'DONE', { commandId: 'c1' })).toMatchObject({ outcome: 'EXPIRED', replayed: false });
    await time.advance(25 * 3_600_000);
    expect(await here.move('s1', 'DONE', { commandId: 'c1' })).toMatchObject({ outcome: 'EXPIRED', replayed: true });
    expect(await here.journey('s1')).toHaveLength(3);
  });

  it('a session that another process has started is resumed', async () => {
    await there.start('s1', { correlationId: 'one' });
    expect(await callsOf(() => here.start('s1', { correlationId: 'two' }))).toEqual({ reads: 1, appends: 1 });
    expect(await here.journey('s1')).toHaveLength(1);
  });

  it('heads are read first once most of them are old, and no longer once they are not', async () => {
    await here.start('s1');
    const contended = async (): Promise<{ reads: number; appends: number }> => {
      await there.move('s1', 'NOTE');
      return callsOf(() => here.move('s1', 'NOTE'));
    };
    expect(await contended()).toEqual({ reads: 1, appends: 2 });
    for (let count = 0; count < 40; count++) await contended();
    expect(await contended()).toEqual({ reads: 1, appends: 1 });
    const alone = () => callsOf(() => here.move('s1', 'NOTE'));
    expect(await alone()).toEqual({ reads: 1, appends: 1 });
    for (let count = 0; count < 40; count++) await alone();
    expect(await alone()).toEqual({ reads: 0, appends: 1 });
    await chainIsSound();
  });

  it('sessions are read first once most of those that are started exist', async () => {
    const startAgain = async (number: number): Promise<number> => {
      const sessionId = `t${number}`;
      await there.start(sessionId);
      store.appends.length = 0;
      await here.start(sessionId);
      return store.appends.filter(isOf(streamName(`journey.default-${sessionId}`))).length;
    };
    expect(await startAgain(0)).toBe(1);
    for (let number = 1; number < 40; number++) await startAgain(number);
    expect(await startAgain(40)).toBe(0);
  });
});
