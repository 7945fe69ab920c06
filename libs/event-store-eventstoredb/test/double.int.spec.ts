import {
  ANY,
  BACKWARDS,
  END,
  EventStoreDBClient,
  excludeSystemEvents,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  streamNameFilter,
  type AppendExpectedRevision,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { EventStoreDbDouble } from '../src/testing';

/*
 * The double against the client as it comes, and not through our adapter: what it does here is what the server's
 * documentation says, whether we use it or not. The client takes batch appends where no credentials are given with the
 * call, and plain ones where they are.
 */
describe('the double', () => {
  let double: EventStoreDbDouble;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    double = await EventStoreDbDouble.start({ maxAppendSize: 10_000 });
    client = EventStoreDBClient.connectionString(double.url);
  });
  afterEach(async () => {
    await client.dispose();
    await double.close();
  });

  const event = (id: string = randomUUID()) => jsonEvent({ id, type: 'Happened', data: { some: 'thing' } });
  const forms = [
    ['batch', {}],
    ['plain', { credentials: { username: 'any', password: 'body' } }],
  ] as const;

  describe.each(forms)('in the %s form of append', (_, form) => {
    const append = (stream: string, ids: readonly string[], expectedRevision: AppendExpectedRevision) =>
      client.appendToStream(stream, ids.map(event), { expectedRevision, ...form });
    const actualOf = async (promise: Promise<unknown>): Promise<unknown> =>
      promise.then(
        () => 'accepted',
        (error: { type?: string; actualVersion?: unknown }) =>
          error.type === 'wrong-expected-version' ? error.actualVersion : error,
      );

    it('checks the expected revision', async () => {
      const [stream, missing] = [`a-${randomUUID()}`, `a-${randomUUID()}`];
      const first = await append(stream, [randomUUID(), randomUUID()], NO_STREAM);
      expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
      expect(first.position?.commit).toBe(first.position?.prepare);
      expect(await actualOf(append(stream, [randomUUID()], NO_STREAM))).toBe(1n);
      expect(await actualOf(append(stream, [randomUUID()], 0n))).toBe(1n);
      expect(await actualOf(append(stream, [randomUUID()], 5n))).toBe(1n);
      expect(await actualOf(append(missing, [randomUUID()], 0n))).toBe('no_stream');
      expect(await actualOf(append(missing, [randomUUID()], STREAM_EXISTS))).toBe('no_stream');
      expect(await append(stream, [randomUUID()], STREAM_EXISTS)).toMatchObject({ nextExpectedRevision: 2n });
      expect(await append(stream, [randomUUID()], ANY)).toMatchObject({ nextExpectedRevision: 3n });
    });

    it('answers a repeated append under an exact revision from its log, and a partly repeated one as wrong', async () => {
      const stream = `a-${randomUUID()}`;
      const ids = [randomUUID(), randomUUID()];
      const first = await append(stream, ids, NO_STREAM);
      await append(stream, [randomUUID()], 1n);
      double.log.forgetCommittedEvents();
      expect(await append(stream, ids, NO_STREAM)).toEqual(first);
      expect(await actualOf(append(stream, [ids[0]!, randomUUID()], NO_STREAM))).toBe(2n);
      expect(await actualOf(append(stream, [...ids, randomUUID()], NO_STREAM))).toBe(2n);
      expect(double.events(stream)).toHaveLength(3);
    });

    it('knows a repeated append under ANY only for as long as it remembers the ids', async () => {
      const stream = `a-${randomUUID()}`;
      const ids = [randomUUID(), randomUUID()];
      const first = await append(stream, ids, ANY);
      expect(await append(stream, ids, ANY)).toEqual(first);
      expect(await actualOf(append(stream, [ids[0]!, randomUUID()], ANY))).toBe(1n);
      double.log.forgetCommittedEvents();
      expect(await append(stream, ids, ANY)).toMatchObject({ nextExpectedRevision: 3n });
    });

    it('refuses an append over the size limit, and one to a tombstoned stream', async () => {
      const stream = `a-${randomUUID()}`;
      const large = jsonEvent({ type: 'Large', data: { text: 'x'.repeat(10_000) } });
      await expect(client.appendToStream(stream, large, form)).rejects.toMatchObject({
        type: 'maximum-append-size-exceeded',
        maxAppendSize: 10_000,
      });
      await append(stream, [randomUUID()], ANY);
      await client.tombstoneStream(stream);
      await expect(append(stream, [randomUUID()], ANY)).rejects.toMatchObject({ type: 'stream-deleted' });
    });
  });

  it('numbers the log by bytes: positions rise and have gaps, and its own events lie between', async () => {
    for (let count = 0; count < 12; count++) await client.appendToStream(`a-${count}`, event());
    const positions: bigint[] = [];
    const streams: string[] = [];
    for await (const { event: found } of client.readAll()) {
      positions.push(found!.position.commit);
      streams.push(found!.streamId);
    }
    expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
    expect(positions.slice(1).every((place, index) => place > positions[index]! + 1n)).toBe(true);
    expect(streams.filter((stream) => stream.startsWith('$')).length).toBeGreaterThan(3);
    expect(streams.filter((stream) => !stream.startsWith('$'))).toHaveLength(12);
  });

  it('reads $all from a position inclusively forwards and exclusively backwards', async () => {
    for (let count = 0; count < 6; count++) await client.appendToStream(`a-${count}`, event());
    const all: string[] = [];
    for await (const { event: found } of client.readAll()) all.push(found!.id);
    const middle = double.log.all[4]!;
    const fromPosition = { commit: middle.position, prepare: middle.position };
    const read = async (direction: 'forwards' | 'backwards'): Promise<string[]> => {
      const ids: string[] = [];
      for await (const { event: found } of client.readAll({ direction, fromPosition, maxCount: 3 }))
        ids.push(found!.id);
      return ids;
    };
    expect(await read('forwards')).toEqual(all.slice(4, 7));
    expect(await read('backwards')).toEqual(all.slice(1, 4).reverse());
    for await (const { event: found } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })) {
      expect(found!.id).toBe(all.at(-1));
    }
  });

  it('subscribes to $all behind a position, by prefix, with checkpoints and the word that it has caught up', async () => {
    for (let count = 0; count < 20; count++) await client.appendToStream(`${count % 5 ? 'a' : 'b'}-${count}`, event());
    const said: string[] = [];
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({
      prefixes: ['b-'],
      maxSearchWindow: 4,
      checkpointInterval: 1,
      checkpointReached: (_, { commit }) => void checkpoints.push(commit),
    });
    const subscription = client.subscribeToAll({ fromPosition: START, filter });
    subscription.on('data', ({ event: found }) => said.push(found!.streamId));
    await new Promise((resolve) => subscription.once('caughtUp', () => resolve(undefined)));
    expect(said).toEqual(['b-0', 'b-5', 'b-10', 'b-15']);
    const log = double.log.all;
    expect(checkpoints.length).toBeGreaterThanOrEqual(Math.floor(log.length / 4));
    expect(checkpoints.at(-1)).toBe(log.at(-1)!.position);
    const live = new Promise((resolve) => subscription.once('data', resolve));
    await client.appendToStream('b-live', event());
    await live;
    expect(said.at(-1)).toBe('b-live');
    await subscription.unsubscribe();
  });

  it('filters by regular expression and by type, too', async () => {
    await client.appendToStream('a-1', event());
    const types = new Set<string>();
    const subscription = client.subscribeToAll({ filter: excludeSystemEvents() });
    subscription.on('data', ({ event: found }) => types.add(found!.type));
    await new Promise((resolve) => subscription.once('caughtUp', () => resolve(undefined)));
    expect([...types]).toEqual(['Happened']);
    await subscription.unsubscribe();
  });
});
