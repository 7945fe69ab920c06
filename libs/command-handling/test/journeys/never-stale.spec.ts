import { CommandHandlingFixture, PAYMENT_DEFINITION, SharedEventStore } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { ChainVerifier, StoreUnavailableError } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';

let store: InMemoryEventStore;
let time: FakeTime;

beforeEach(() => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
});

/** Two processes on one store; each has been told of the session. */
async function twoProcesses() {
  const here = await new CommandHandlingFixture(new SharedEventStore(store), time).publish();
  const there = new CommandHandlingFixture(new SharedEventStore(store), time);
  await here.start('s1');
  await there.move('s1', 'WELCOME');
  return { here, there };
}

describe('where others append too', () => {
  it('a move is not refused on what this process remembers', async () => {
    const { here, there } = await twoProcesses();
    await there.move('s1', 'PAY');
    expect(await here.move('s1', 'DONE')).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 2 } });
  });

  it('a lock that this process does not know yet is not called stale', async () => {
    const { here, there } = await twoProcesses();
    await there.move('s1', 'PAY');
    expect(await here.move('s1', 'DONE', { expectedRevision: 1n })).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('the journey is not called unchanged, ended or out of time on what this process remembers', async () => {
    const { here, there } = await twoProcesses();
    await there.move('s1', 'NOTE');
    expect(await here.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } })).toMatchObject({
      outcome: 'ADVANCED',
    });
    await there.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 2 } });
    const back = await here.execute({ type: 'ChangeContext', sessionId: 's1', patch: { attempts: 1 } });
    expect(back).toMatchObject({ outcome: 'ADVANCED', journey: { context: { attempts: 1 } } });
    await there.execute({ type: 'ChangeDeadline', sessionId: 's1', deadline: null, reason: 'VIP' });
    await time.advance(3_600_000);
    expect(await here.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('a journey that others started is found', async () => {
    const { here, there } = await twoProcesses();
    expect(await here.move('s2', 'PAY')).toMatchObject({ outcome: 'NOT_FOUND' });
    await there.start('s2');
    expect(await here.move('s2', 'PAY')).toMatchObject({ outcome: 'ADVANCED' });
    expect(await there.reader.get('default', 's2')).toMatchObject({ stateId: 'PAY' });
  });

  it('a definition that others published is found, and so is a newer version of a known one', async () => {
    const { here, there } = await twoProcesses();
    expect(await here.start('s3', { definitionId: 'Other' })).toMatchObject({ code: 'DEFINITION_NOT_FOUND' });
    await there.publish({ ...PAYMENT_DEFINITION, id: 'Other' });
    expect(await here.start('s3', { definitionId: 'Other' })).toMatchObject({ outcome: 'CREATED' });
    await there.publish({ ...PAYMENT_DEFINITION, version: 2, title: 'Second' });
    expect(await here.start('s4')).toMatchObject({ journey: { definitionVersion: 2 } });
    expect(await here.start('s5', { definitionVersion: 2 })).toMatchObject({ journey: { definitionVersion: 2 } });
  });

  it('one command sent to two processes at once is applied once, and both remember the head that is stored', async () => {
    const { here, there } = await twoProcesses();
    const replies = await Promise.all([
      here.move('s1', 'NOTE', { commandId: 'c1' }, { correlationId: 'request-1' }),
      there.move('s1', 'NOTE', { commandId: 'c1' }, { correlationId: 'request-2' }),
    ]);
    expect(replies.map(({ outcome, replayed }) => [outcome, replayed ?? false]).sort()).toEqual([
      ['ADVANCED', false],
      ['ADVANCED', true],
    ]);
    await here.move('s1', 'NOTE');
    await there.move('s1', 'NOTE');
    const events = await here.journey('s1');
    expect(events).toHaveLength(4);
    const verifier = new ChainVerifier();
    expect(events.flatMap((event) => verifier.check(event))).toEqual([]);
  });
});

describe('where this process owns the store', () => {
  it('a journey that it has moved is not read again', async () => {
    const own = await new CommandHandlingFixture(store, time).publish();
    await own.start('s1');
    const read = jest.spyOn(store, 'readStream');
    expect(await own.move('s1', 'DONE')).toMatchObject({ outcome: 'REJECTED' });
    expect(await own.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED' });
    expect(await own.reader.get('default', 's1')).toMatchObject({ stateId: 'PAY' });
    expect(read).not.toHaveBeenCalled();
  });

  it('a reader does not trust what it remembers while an append is in flight', async () => {
    const own = await new CommandHandlingFixture(store, time).publish();
    await own.start('s1');
    const append = store.append.bind(store);
    let answer: () => void = () => undefined;
    jest.spyOn(store, 'append').mockImplementationOnce(async (...args) => {
      const result = await append(...args);
      await new Promise<void>((resolve) => (answer = resolve));
      return result;
    });
    const moving = own.move('s1', 'PAY');
    await new Promise((resolve) => setImmediate(resolve));
    // The move is committed and not acknowledged yet: a reader sees it.
    expect(await own.reader.get('default', 's1')).toMatchObject({ stateId: 'PAY', revision: 1 });
    answer();
    await moving;
  });

  it('a command that comes while an append is in flight is decided on what that append leaves', async () => {
    const own = await new CommandHandlingFixture(store, time).publish();
    await own.start('s1');
    const [, done] = await Promise.all([own.move('s1', 'PAY'), own.move('s1', 'DONE')]);
    expect(done).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 2 } });
  });

  it('a command after an append whose answer was lost is decided on what that append left', async () => {
    const own = await new CommandHandlingFixture(store, time).publish();
    await own.start('s1');
    const append = store.append.bind(store);
    jest.spyOn(store, 'append').mockImplementationOnce(async (...args) => {
      await append(...args);
      throw new StoreUnavailableError('The line is dead.');
    });
    await expect(own.move('s1', 'PAY')).rejects.toThrow(StoreUnavailableError);
    // From the state that it remembers no transition leads there.
    expect(await own.move('s1', 'DONE')).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 2 } });
  });

  it('a start that was refused as unknown is found once its definition is published', async () => {
    const own = new CommandHandlingFixture(store, time);
    expect(await own.start('s1')).toMatchObject({ code: 'DEFINITION_NOT_FOUND' });
    await own.publish();
    expect(await own.start('s1')).toMatchObject({ outcome: 'CREATED' });
  });
});
