import {
  InvalidEventError,
  readMetadata,
  StoreUnavailableError,
  streamName,
  type EventDraft,
  type EventStore,
} from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { AttemptRecorder } from '../../src/journeys/attempt-recorder';
import { countedIds, FakeTime } from '@ledger/runtime/testing';
import { RecordedLog } from '../../src/testing/recorded-log';

const ONE = streamName('attempt.default-s1');
const TWO = streamName('attempt.default-s2');
const ids = countedIds();

function draft(reason: string): EventDraft {
  const actor = { subject: 'flow', kind: 'caller' } as const;
  const metadata = { tenant: 'default', actor, schemaVersion: 1, occurredAt: '2026-01-31T12:00:00.000Z' };
  return { id: ids.next(), type: 'CommandRejected', data: { reason }, metadata };
}

function recorderOn(store: EventStore, limit?: number) {
  const time = new FakeTime();
  const log = new RecordedLog();
  return { recorder: new AttemptRecorder({ store, scheduler: time, log }, limit), time, log };
}

async function reasonsIn(store: EventStore, stream = ONE): Promise<string[]> {
  const reasons: string[] = [];
  for await (const { data } of store.readStream(stream)) reasons.push((JSON.parse(data) as { reason: string }).reason);
  return reasons;
}

/** Lets everything run that waits only for turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('the attempt recorder', () => {
  it('writes nothing before the caller has continued', async () => {
    const store = new InMemoryEventStore();
    const { recorder } = recorderOn(store);
    void recorder.record(ONE, draft('a'));
    expect(recorder.status()).toEqual({ waiting: 1, recorded: 0, dropped: 0, lastError: null });
    expect(store.ledger.events).toEqual([]);
    await recorder.drain();
    expect(recorder.status()).toEqual({ waiting: 0, recorded: 1, dropped: 0, lastError: null });
    expect(await reasonsIn(store)).toEqual(['a']);
  });

  it('appends what came in one turn as one batch for each stream, in order, and unchained', async () => {
    const store = new InMemoryEventStore();
    const append = jest.spyOn(store, 'append');
    const { recorder } = recorderOn(store);
    for (const reason of ['a', 'b', 'c']) void recorder.record(ONE, draft(reason));
    void recorder.record(TWO, draft('d'));
    await recorder.drain();
    expect(append.mock.calls.map(([stream, events, options]) => [stream, events.length, options])).toEqual([
      [ONE, 3, { expectedRevision: 'ANY' }],
      [TWO, 1, { expectedRevision: 'ANY' }],
    ]);
    expect(await reasonsIn(store)).toEqual(['a', 'b', 'c']);
    for await (const event of store.readStream(ONE)) expect(readMetadata(event).previousHash).toBeUndefined();
  });

  it('tries again, later and later, while the store is unavailable', async () => {
    const store = new InMemoryEventStore();
    jest
      .spyOn(store, 'append')
      .mockRejectedValueOnce(new StoreUnavailableError('The disk is busy.'))
      .mockRejectedValueOnce(new StoreUnavailableError('The disk is busy.'));
    const { recorder, time, log } = recorderOn(store);
    void recorder.record(ONE, draft('a'));
    await settle();
    expect(time.waiting).toEqual(['2026-01-31T12:00:00.050Z']);
    await time.advance(50);
    await settle();
    expect(time.waiting).toEqual(['2026-01-31T12:00:00.150Z']);
    await time.advance(100);
    await settle();
    expect(recorder.status()).toEqual({ waiting: 0, recorded: 1, dropped: 0, lastError: 'The disk is busy.' });
    expect(log.warnings).toHaveLength(2);
    expect(log.errors).toEqual([]);
  });

  it('gives up after some tries, says so, counts it, and continues with the next', async () => {
    const store = new InMemoryEventStore();
    const append = jest.spyOn(store, 'append').mockRejectedValue(new StoreUnavailableError('The disk is gone.'));
    const { recorder, log } = recorderOn(store);
    void recorder.record(ONE, draft('a'));
    await recorder.drain();
    expect(append).toHaveBeenCalledTimes(4);
    expect(recorder.status()).toMatchObject({ waiting: 0, recorded: 0, dropped: 1 });
    expect(log.errors).toEqual([expect.stringContaining('The disk is gone.')]);
    append.mockRestore();
    void recorder.record(ONE, draft('b'));
    await recorder.drain();
    expect(await reasonsIn(store)).toEqual(['b']);
  });

  it('does not try again what can never be stored', async () => {
    const store = new InMemoryEventStore();
    const append = jest.spyOn(store, 'append').mockRejectedValue(new InvalidEventError('It is not an event.'));
    const { recorder } = recorderOn(store);
    void recorder.record(ONE, draft('a'));
    await recorder.drain();
    expect(append).toHaveBeenCalledTimes(1);
    expect(recorder.status().dropped).toBe(1);
  });

  it('cuts the pauses short when it is drained', async () => {
    const store = new InMemoryEventStore();
    jest.spyOn(store, 'append').mockRejectedValueOnce(new StoreUnavailableError('The disk is busy.'));
    const { recorder, time } = recorderOn(store);
    void recorder.record(ONE, draft('a'));
    await settle();
    expect(time.waiting).toHaveLength(1);
    await recorder.drain();
    expect(time.waiting).toEqual([]);
    expect(await reasonsIn(store)).toEqual(['a']);
  });

  it('drops what is over its limit, counts each, and reports once for each time it fills up', async () => {
    const store = new InMemoryEventStore();
    const { recorder, log } = recorderOn(store, 2);
    for (const reason of ['a', 'b', 'c', 'd']) void recorder.record(ONE, draft(reason));
    expect(recorder.status()).toMatchObject({ waiting: 2, dropped: 2 });
    expect(log.errors).toHaveLength(1);
    await recorder.drain();
    expect(await reasonsIn(store)).toEqual(['a', 'b']);
    for (const reason of ['e', 'f', 'g']) void recorder.record(ONE, draft(reason));
    await recorder.drain();
    expect(log.errors).toHaveLength(2);
    expect(await reasonsIn(store)).toEqual(['a', 'b', 'e', 'f']);
  });

  it('has nothing to drain when nothing was refused', async () => {
    await expect(recorderOn(new InMemoryEventStore()).recorder.drain()).resolves.toBeUndefined();
  });
});
