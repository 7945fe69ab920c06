import { CommandHandlingFixture } from '@ledger/command-handling/testing';
import { FakeTime } from '@ledger/runtime/testing';
import type { StreamName } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { journeyStream } from '@ledger/journey';

const stream = journeyStream('default', 's1') as StreamName;

/** A process that has just been started, on a ledger in which a journey has waited for too long. */
async function restarted(): Promise<CommandHandlingFixture> {
  const time = new FakeTime();
  const store = new InMemoryEventStore({ now: () => time.now() });
  await (await new CommandHandlingFixture(store, time).publish()).start('s1');
  await time.advance(120_000);
  return new CommandHandlingFixture(store, time);
}

const abort = (handling: CommandHandlingFixture) =>
  handling.execute({ type: 'AbortOnTimeout', sessionId: 's1', enteredRevision: 0n });

describe('a journey that times out by itself', () => {
  it('is not kept if it was not kept before', async () => {
    const handling = await restarted();
    expect((await abort(handling)).outcome).toBe('EXPIRED');
    expect(handling.cache.known(stream)).toBeUndefined();
  });

  it('is kept at its new head where it was kept before', async () => {
    const handling = await restarted();
    await handling.cache.load(stream, false, true);
    expect((await abort(handling)).outcome).toBe('EXPIRED');
    expect(handling.cache.known(stream)?.state.stateId).toBe('ABORT_TIMEOUT');
    expect((await abort(handling)).replayed).toBe(true);
  });
});
