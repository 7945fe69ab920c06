import { EventStoreDBClient } from '@eventstore/db-client';
import {
  EventTooLargeError,
  InvalidEventError,
  InvalidPositionError,
  position,
  StoreUnavailableError,
  StreamNotFoundError,
  streamName,
} from '@ledger/event-store';
import { collect, newEvent, newStream, type Rig, startRig } from './ledger.test-support';
import { EventStoreDbEventStore } from '../src';
import { EventStoreDbDouble } from '../src/testing';

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('what the server answers', () => {
  let rig: Rig;
  afterEach(() => rig.close());

  it('to an append over its own size limit is an event too large, and not tried again', async () => {
    rig = await startRig({ maxAppendSize: 1_000 });
    const stream = newStream();
    const events = [newEvent({ text: 'x'.repeat(600) }), newEvent({ text: 'x'.repeat(600) })] as const;
    const error = await failureOf(rig.store.append(stream, events, { expectedRevision: 'NO_STREAM' }));
    expect(error).toBeInstanceOf(EventTooLargeError);
    expect(error).toMatchObject({ stream, limit: 1_000, retryable: false });
    expect((error as EventTooLargeError).bytes).toBeGreaterThan(1_200);
    expect(rig.double.events(stream)).toEqual([]);
  });

  it('is not asked for where the append is larger than what it was said to take', async () => {
    rig = await startRig({}, { maxAppendBytes: 1_000 });
    const error = await failureOf(
      rig.store.append(newStream(), [newEvent({ text: 'x'.repeat(1_000) })], { expectedRevision: 'ANY' }),
    );
    expect(error).toMatchObject({ code: 'EVENT_TOO_LARGE', limit: 1_000 });
    expect(rig.double.connections).toBe(0);
  });

  it('about a stream that was deleted, softly or for good, is understood', async () => {
    rig = await startRig();
    const client = EventStoreDBClient.connectionString(rig.double.url);
    const [soft, hard] = [newStream(), newStream()];
    for (const stream of [soft, hard]) await rig.store.append(stream, [newEvent()], { expectedRevision: 'NO_STREAM' });
    await client.deleteStream(soft);
    await client.tombstoneStream(hard);
    expect(await failureOf(collect(rig.store.readStream(soft)))).toBeInstanceOf(StreamNotFoundError);
    expect(await failureOf(collect(rig.store.readStream(hard)))).toBeInstanceOf(StreamNotFoundError);
    const again = await rig.store.append(soft, [newEvent()], { expectedRevision: 'NO_STREAM' });
    expect(again).toMatchObject({ revision: 1n, created: false });
    const refused = await failureOf(rig.store.append(hard, [newEvent()], { expectedRevision: 'ANY' }));
    expect(refused).toBeInstanceOf(InvalidEventError);
    expect((refused as Error).message).toContain('tombstoned');
    await client.dispose();
  });

  it('without a position is completed by reading the event', async () => {
    rig = await startRig();
    const stream = newStream();
    const event = newEvent();
    const first = await rig.store.append(stream, [event], { expectedRevision: 'NO_STREAM' });
    const append = rig.double.log.append.bind(rig.double.log);
    rig.double.log.append = (...given) => {
      const verdict = append(...given);
      return verdict.result === 'success' ? { ...verdict, position: undefined } : verdict;
    };
    expect(await rig.store.append(stream, [event], { expectedRevision: 'NO_STREAM' })).toEqual(first);
  });

  it('keeps its own streams and those of others out of the ledger', async () => {
    rig = await startRig({ systemEventEvery: 1 });
    expect(rig.double.log.all.length).toBeGreaterThan(0);
    expect(await rig.store.lastPosition()).toBeUndefined();
    expect(await collect(rig.store.readAll())).toEqual([]);
    const { position: last } = await rig.store.append(newStream(), [newEvent()], { expectedRevision: 'NO_STREAM' });
    rig.double.log.append('nocategory', 'any', [
      { id: newEvent().id, type: 'Foreign', isJson: false, data: Buffer.from([0xff]), metadata: new Uint8Array() },
    ]);
    expect(await rig.store.lastPosition()).toBe(last);
    expect(await collect(rig.store.readAll())).toHaveLength(1);
    const system = streamName('$stats-127.0.0.1:2113');
    const refused = await failureOf(rig.store.append(system, [newEvent()], { expectedRevision: 'ANY' }));
    expect(refused).toBeInstanceOf(InvalidEventError);
  });

  it('is the same data and metadata, byte for byte, as JSON', async () => {
    rig = await startRig();
    const stream = newStream();
    const data = '{"2":"b","é":"🙂\\ud83d","n":1e+21,"z":[-1.5,null,"\\u0000"]}';
    const metadata = '{"$correlationId":"c","hash":"é"}';
    await rig.store.append(stream, [{ ...newEvent(), data, metadata }], { expectedRevision: 'NO_STREAM' });
    const [logged] = rig.double.events(stream);
    expect(Buffer.from(logged!.data).toString('utf8')).toBe(data);
    expect(Buffer.from(logged!.metadata).toString('utf8')).toBe(metadata);
    expect(logged!.isJson).toBe(true);
    expect((await collect(rig.store.readStream(stream)))[0]).toMatchObject({ data, metadata });
  });

  it('cannot be about positions of another kind of store', async () => {
    rig = await startRig();
    const after = position('41');
    expect(await failureOf(collect(rig.store.readAll({ after })))).toBeInstanceOf(InvalidPositionError);
    const { signal } = new AbortController();
    expect(await failureOf(collect(rig.store.subscribe({ after, signal })))).toBeInstanceOf(InvalidPositionError);
  });
});

describe('a cluster', () => {
  it('is found through its members, and its leader followed when it changes', async () => {
    const [former, leader] = [await EventStoreDbDouble.start(), await EventStoreDbDouble.start()];
    former.faults.leaderElsewhere = { host: '127.0.0.1', port: leader.port };
    const url = `esdb://127.0.0.1:${former.port},127.0.0.1:${former.port}?tls=false`;
    const store = new EventStoreDbEventStore({ url, backoff: { firstPauseMs: 2, longestPauseMs: 20 } });
    try {
      const stream = newStream();
      await store.append(stream, [newEvent()], { expectedRevision: 'NO_STREAM' });
      expect(former.events(stream)).toHaveLength(0);
      expect(leader.events(stream)).toHaveLength(1);
      expect(await collect(store.readStream(stream))).toHaveLength(1);
      expect(await store.health()).toEqual({ reachable: true, node: `EventStoreDB 127.0.0.1:${leader.port}` });
    } finally {
      await store.close();
      await former.close();
      await leader.close();
    }
  });

  it('of which no node answers is unavailable within the deadline', async () => {
    const double = await EventStoreDbDouble.start();
    await double.close();
    const url = `esdb://127.0.0.1:${double.port},127.0.0.1:${double.port}?tls=false&defaultDeadline=300`;
    const store = new EventStoreDbEventStore({ url });
    const begin = performance.now();
    const error = await failureOf(store.append(newStream(), [newEvent()], { expectedRevision: 'ANY' }));
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(performance.now() - begin).toBeLessThan(5_000);
    await store.close();
  });
});
