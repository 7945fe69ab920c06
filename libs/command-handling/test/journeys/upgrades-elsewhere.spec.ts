import { CommandHandlingFixture, SharedEventStore } from '@ledger/command-handling/testing';
import type { InMemoryEventStore } from '@ledger/event-store/testing';
import type { FakeTime } from '@ledger/runtime/testing';
import { second, startedCall } from './upgrades.test-support';

let time: FakeTime;
let store: InMemoryEventStore;
let handling: CommandHandlingFixture;

beforeEach(async () => {
  ({ time, store, handling } = await startedCall());
});

describe('a version that another process published', () => {
  it('is come over to once it is known here, and a journey that came over elsewhere is found', async () => {
    const here = new CommandHandlingFixture(new SharedEventStore(store), time);
    await here.reader.get('default', 's1');
    await handling.publish(second());
    await handling.move('s1', 'PAY');
    expect(await here.move('s1', 'DONE')).toMatchObject({ outcome: 'ADVANCED', journey: { definitionVersion: 2 } });
    await here.start('s2', { definitionVersion: 1 });
    await time.advance(1_500);
    await here.reader.get('default', 's2');
    expect(await here.move('s2', 'PAY')).toMatchObject({ journey: { definitionVersion: 2, stateId: 'PAYMENT' } });
  });
});

describe('the hot path', () => {
  it('asks nothing of the store, and compiles nothing, for a journey that stays', async () => {
    await handling.publish(second());
    await handling.start('s2');
    await handling.move('s2', 'NOTE');
    const known = handling.definitions.compiled('default', 'Payment', 2);
    const { reads } = countedReads(store);
    await handling.move('s2', 'PAY');
    expect(reads()).toBe(0);
    expect(handling.definitions.compiled('default', 'Payment', 2)).toBe(known);
    expect(known?.upgradesTo).toBeUndefined();
  });
});

function countedReads(counted: InMemoryEventStore): { reads: () => number } {
  const spy = jest.spyOn(counted, 'readStream');
  return { reads: () => spy.mock.calls.length };
}
