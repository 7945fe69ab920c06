import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import { RevisionConflictError, streamName, StoreUnavailableError, type EventStore } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';

let store: InMemoryEventStore;
let time: FakeTime;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  time = new FakeTime();
  store = new InMemoryEventStore({ now: () => time.now() });
  handling = await new CommandHandlingFixture(new SharedEventStore(store), time).publish();
});

/** Makes others move a journey right before each append of a command, as often as there are moves. */
function interfering(...moves: ((other: CommandHandlingFixture) => Promise<unknown>)[]) {
  const other = new CommandHandlingFixture(store, time);
  const shared = new SharedEventStore(store);
  const appends = jest.fn();
  const append = shared.append.bind(shared);
  shared.append = async (...args: Parameters<EventStore['append']>) => {
    appends();
    await moves.shift()?.(other);
    return append(...args);
  };
  return { handling: new CommandHandlingFixture(shared, time), appends };
}

const touch = (sessionId: string, attempts: number) => (other: CommandHandlingFixture) =>
  other.execute({ type: 'ChangeContext', sessionId, patch: { attempts } });

describe('a command without a lock', () => {
  it('is decided again on what others appended in between', async () => {
    await handling.start('s1');
    const { handling: slow, appends } = interfering(touch('s1', 1), touch('s1', 2));
    expect(await slow.move('s1', 'PAY')).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 3 } });
    expect(appends).toHaveBeenCalledTimes(3);
  });

  it('is refused where what others appended does not allow it any more', async () => {
    await handling.start('s1');
    const { handling: slow } = interfering((other) => other.move('s1', 'IDENTIFY'));
    expect(await slow.move('s1', 'PAY')).toMatchObject({ outcome: 'REJECTED', code: 'GUARD_FAILED' });
  });

  it('is decided at most five times more, and then is a conflict', async () => {
    await handling.start('s1');
    const moves = Array.from({ length: 20 }, (_, count) => touch('s1', count));
    const { handling: slow, appends } = interfering(...moves);
    expect(await slow.move('s1', 'PAY')).toMatchObject({
      outcome: 'CONFLICT',
      code: 'REVISION_CONFLICT',
      reason: expect.stringContaining('Send the command again') as string,
      journey: { stateId: 'WELCOME', revision: 6 },
    });
    expect(appends).toHaveBeenCalledTimes(6);
    expect(await slow.refused('s1')).toHaveLength(1);
  });

  it('a start that others made first resumes', async () => {
    const { handling: slow } = interfering((other) => other.start('s1'));
    expect(await slow.start('s1')).toMatchObject({ outcome: 'RESUMED', journey: { revision: 0 } });
  });

  it('which others sent already gets the first reply', async () => {
    await handling.start('s1');
    const { handling: slow } = interfering(async (other) => {
      await other.move('s1', 'PAY', { commandId: 'c1' });
      await other.move('s1', 'DONE');
    });
    // The store knows the event by its id; what the journey did since is not part of the reply.
    const reply = await slow.move('s1', 'PAY', { commandId: 'c1' });
    expect(reply).toMatchObject({ outcome: 'ADVANCED', journey: { stateId: 'PAY', revision: 1 } });
    expect((await slow.journey('s1')).map(({ type }) => type)).toEqual([
      'JourneyStarted',
      'JourneyTransitioned',
      'JourneyTransitioned',
    ]);
  });
});

describe('a command with a lock', () => {
  it('is never appended on another revision where the policy rejects', async () => {
    await handling.start('s1');
    const { handling: slow, appends } = interfering(touch('s1', 1));
    expect(await slow.move('s1', 'IDENTIFY', { expectedRevision: 0n })).toMatchObject({
      outcome: 'CONFLICT',
      journey: { stateId: 'WELCOME', revision: 1 },
    });
    expect(appends).toHaveBeenCalledTimes(1);
  });

  it('"retry" takes the transition where it is still legal, and says so', async () => {
    await handling.start('s1');
    await touch('s1', 1)(handling);
    const reply = await handling.move('s1', 'PAY', { expectedRevision: 0n });
    expect(reply).toMatchObject({ outcome: 'ADVANCED', journey: { stateId: 'PAY', revision: 2 } });
    expect(reply.events[0]?.data).toMatchObject({ resolvedConflict: { policy: 'retry', expectedRevision: 0 } });
  });

  it('"merge" applies it if the same keys are untouched, and else is a conflict', async () => {
    await handling.start('s1');
    await touch('s1', 1)(handling);
    const note = (context: object) => handling.move('s1', 'NOTE', { expectedRevision: 0n, context: { ...context } });
    expect(await note({ attempts: 5 })).toMatchObject({
      outcome: 'CONFLICT',
      reason: expect.stringContaining('"attempts"') as string,
    });
    expect(await note({ verified: true })).toMatchObject({
      outcome: 'ADVANCED',
      journey: { stateId: 'NOTE', context: { attempts: 1, verified: true } },
    });
  });

  it('"restart" goes back to the initial state', async () => {
    await handling.start('s1');
    await handling.move('s1', 'IDENTIFY');
    await touch('s1', 1)(handling);
    const reply = await handling.move('s1', 'WELCOME', { expectedRevision: 1n });
    expect(reply).toMatchObject({ outcome: 'RESTARTED', events: [{ type: 'JourneyRestarted' }] });
  });

  it('changes other than transitions have no policy: stale is a conflict', async () => {
    await handling.start('s1');
    await touch('s1', 1)(handling);
    const lock = { sessionId: 's1', expectedRevision: 0n } as const;
    for (const command of [
      { type: 'ChangeContext', patch: { attempts: 2 }, ...lock },
      { type: 'ChangeChannel', channel: 'chat', ...lock },
      { type: 'ChangeDeadline', deadline: null, reason: 'none', ...lock },
      { type: 'RestartJourney', reason: 'again', ...lock },
    ] as const) {
      expect(await handling.execute(command)).toMatchObject({ outcome: 'CONFLICT', journey: { revision: 1 } });
    }
  });
});

describe('faults of the store', () => {
  it('are thrown, and what was known of the journey is read again afterwards', async () => {
    const own = await new CommandHandlingFixture(store, time).publish();
    await own.start('s1');
    const append = store.append.bind(store);
    const lost = jest.spyOn(store, 'append').mockImplementationOnce(async (...args) => {
      // The append is made, and its answer is lost on the way.
      await append(...args);
      throw new StoreUnavailableError('The line is dead.');
    });
    await expect(own.move('s1', 'PAY', { commandId: 'c1' })).rejects.toThrow(StoreUnavailableError);
    lost.mockRestore();
    expect(await own.move('s1', 'PAY', { commandId: 'c1' })).toMatchObject({
      outcome: 'ADVANCED',
      replayed: true,
      journey: { revision: 1 },
    });
    expect(await own.move('s1', 'DONE')).toMatchObject({ outcome: 'ADVANCED', journey: { revision: 2 } });
  });

  it('do not keep the next command from its turn', async () => {
    const own = await new CommandHandlingFixture(store, time).publish();
    await own.start('s1');
    jest.spyOn(store, 'append').mockRejectedValueOnce(new StoreUnavailableError('The line is dead.'));
    const [first, second] = await Promise.allSettled([own.move('s1', 'IDENTIFY'), own.move('s1', 'PAY')]);
    expect(first.status).toBe('rejected');
    expect(second).toMatchObject({ status: 'fulfilled', value: { outcome: 'ADVANCED', journey: { stateId: 'PAY' } } });
  });

  it('a conflict that the store claims against what it holds ends as a conflict, not in a loop', async () => {
    const own = await new CommandHandlingFixture(store, time).publish();
    await own.start('s1');
    const append = jest
      .spyOn(store, 'append')
      .mockRejectedValue(new RevisionConflictError(streamName('journey.default-s1'), 0n, 1n));
    expect(await own.move('s1', 'PAY')).toMatchObject({ outcome: 'CONFLICT' });
    append.mockRestore();
    await own.attempts.drain();
  });
});
