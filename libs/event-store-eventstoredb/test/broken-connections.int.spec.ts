import { isEvent, StoreClosedError, StoreUnavailableError, type SubscriptionMessage } from '@ledger/event-store';
import { EventStoreDbEventStore } from '../src';
import { collect, follow, newEvent, newStream, type Rig, startRig } from './ledger.test-support';

/** Far above the deadlines of these tests, and far below the delays of their servers, on a busy machine too. */
const PATIENCE = 10_000;

/** Puts events into the server's log, each in a stream of its own; gives their ids. */
function fill({ double }: Rig, count: number, category?: string): string[] {
  return Array.from({ length: count }, (_, number) => {
    const { id, type, data, metadata } = newEvent({ number });
    const event = { id, type, isJson: true, data: Buffer.from(data), metadata: Buffer.from(metadata) };
    double.log.append(newStream(category), 'no_stream', [event]);
    return id;
  });
}

/** The same through the store. */
async function append({ store }: Rig, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, () => newEvent());
  for (const event of events) await store.append(newStream(), [event], { expectedRevision: 'NO_STREAM' });
  return events.map(({ id }) => id);
}

describe.each(['24.10.1', '22.10.4'])('a subscription on server %s', (serverVersion) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig({ serverVersion }, { deadline: 20_000, window: { searchWindow: 8, checkpointEvery: 1 } });
  });
  afterEach(() => rig.close());

  it('continues with no gap and no duplicate when the server stops and comes back', async () => {
    const expected = fill(rig, 20);
    const following = follow(rig.store, { categories: ['journey.default'] });
    await following.until(20);
    for (let round = 0; round < 3; round++) {
      await rig.double.stop();
      const appended = append(rig, 5);
      await rig.double.start();
      expected.push(...(await appended));
      await following.until(expected.length);
    }
    await following.stop();
    expect(following.events.map(({ id }) => id)).toEqual(expected);
  });

  it('continues with no gap and no duplicate while connections are cut in the midst of history', async () => {
    const expected = fill(rig, 300);
    const following = follow(rig.store);
    for (let read = 20; read <= 300; read += 20) {
      await following.until(read);
      rig.double.drop();
    }
    expected.push(...(await append(rig, 5)));
    await following.until(expected.length);
    await following.stop();
    expect(following.events.map(({ id }) => id)).toEqual(expected);
  });

  it('says where it stands on a stretch without matches, and resumes there', async () => {
    const [wanted] = fill(rig, 1);
    fill(rig, 40, 'other');
    const messages: SubscriptionMessage[] = [];
    for await (const message of rig.store.subscribe({
      categories: ['journey.default'],
      signal: AbortSignal.timeout(20_000),
    })) {
      messages.push(message);
      if (!isEvent(message) && message.kind === 'caught-up') break;
    }
    const last = messages.at(-1)!;
    expect(messages.filter(isEvent).map(({ id }) => id)).toEqual([wanted]);
    expect(isEvent(last)).toBe(false);
    expect(last).toEqual({ kind: 'caught-up', position: expect.any(String) });
    const after = last.position!;
    expect(BigInt(after.split('/')[0]!)).toBeGreaterThan(rig.double.log.all.at(-10)!.position);
    if (serverVersion === '24.10.1') {
      expect(messages.filter((message) => !isEvent(message) && message.kind === 'read-through').length).toBeGreaterThan(
        3,
      );
    }
    const [next] = fill(rig, 1);
    const following = follow(rig.store, { after, categories: ['journey.default'] });
    await following.until(1);
    await following.stop();
    expect(following.events.map(({ id }) => id)).toEqual([next]);
  });

  it('reads all events of a category up to the end, and only those', async () => {
    fill(rig, 3, 'journey');
    const expected = fill(rig, 30, 'journey.acme');
    fill(rig, 3, 'journey.acme2');
    const events = await collect(rig.store.readAll({ categories: ['journey.acme'] }));
    expect(events.map(({ id }) => id)).toEqual(expected);
    const rest = await collect(
      rig.store.readAll({ categories: ['journey.acme'], after: events[9]!.position, limit: 5 }),
    );
    expect(rest.map(({ id }) => id)).toEqual(expected.slice(10, 15));
    expect(await collect(rig.store.readAll({ categories: [] }))).toEqual([]);
    expect(await collect(rig.store.readAll({ limit: 0 }))).toEqual([]);
    expect(await collect(rig.store.readAll())).toHaveLength(36);
  });
});

describe('reads over broken connections', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig({}, { deadline: 20_000 });
  });
  afterEach(() => rig.close());

  it('take a stream up again where the connection broke, in both directions', async () => {
    const stream = newStream();
    const [first, ...others] = Array.from({ length: 400 }, (_, number) => newEvent({ number }));
    await rig.store.append(stream, [first!, ...others], { expectedRevision: 'NO_STREAM' });
    for (const direction of ['forwards', 'backwards'] as const) {
      const revisions: number[] = [];
      for await (const { revision } of rig.store.readStream(stream, { direction })) {
        revisions.push(Number(revision));
        if (revisions.length % 100 === 50) rig.double.drop();
      }
      const expected = Array.from({ length: 400 }, (_, number) => number);
      expect(revisions).toEqual(direction === 'forwards' ? expected : expected.reverse());
    }
  });

  it('take the whole ledger up again where the connection broke', async () => {
    const expected = fill(rig, 300);
    const ids: string[] = [];
    for await (const { id } of rig.store.readAll()) {
      ids.push(id);
      if (ids.length % 100 === 50) rig.double.drop();
    }
    expect(ids).toEqual(expected);
  });
});

describe('a server that is slow or away', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig({}, { deadline: 1_000, healthDeadline: 200 });
  });
  afterEach(() => rig.close());

  const timed = async (call: () => Promise<unknown>): Promise<{ error: unknown; milliseconds: number }> => {
    const begin = performance.now();
    const error = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, milliseconds: performance.now() - begin };
  };

  it('fails an append within its deadline, and the same append again finds its events written', async () => {
    const stream = newStream();
    const event = newEvent();
    rig.double.delay(60_000);
    const { error, milliseconds } = await timed(() =>
      rig.store.append(stream, [event], { expectedRevision: 'NO_STREAM' }),
    );
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
    expect(milliseconds).toBeLessThan(PATIENCE);
    rig.double.delay(0);
    const again = await rig.store.append(stream, [event], { expectedRevision: 'NO_STREAM' });
    expect(again).toMatchObject({ revision: 0n, created: true });
    expect(rig.double.events(stream)).toHaveLength(1);
  });

  it.each<[string, (rig: Rig) => Promise<unknown>]>([
    ['append', ({ store }) => store.append(newStream(), [newEvent()], { expectedRevision: 'ANY' })],
    ['readStream', ({ store }) => collect(store.readStream(newStream()))],
    ['readAll', ({ store }) => collect(store.readAll())],
    ['lastPosition', ({ store }) => store.lastPosition()],
  ])('fails %s within its deadline while no server listens, and serves it when one does', async (name, call) => {
    await rig.store.append(newStream(), [newEvent()], { expectedRevision: 'NO_STREAM' });
    await rig.double.stop();
    const { error, milliseconds } = await timed(() => call(rig));
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(milliseconds).toBeLessThan(PATIENCE);
    await rig.double.start();
    if (name === 'readStream') await expect(call(rig)).rejects.toMatchObject({ code: 'STREAM_NOT_FOUND' });
    else await call(rig);
  });

  it('is told by health, with the node and the reason', async () => {
    const node = `127.0.0.1:${rig.double.port}`;
    expect(await rig.store.health()).toEqual({ reachable: true, node: `EventStoreDB ${node}` });
    rig.double.delay(60_000);
    expect(await rig.store.health()).toEqual({
      reachable: false,
      node: `EventStoreDB ${node}`,
      reason: expect.stringContaining('did not answer in time'),
    });
    rig.double.delay(0);
    await rig.double.stop();
    expect(await rig.store.health()).toMatchObject({
      reachable: false,
      reason: expect.stringContaining('EventStoreDB'),
    });
  });

  it('that is still starting is asked again', async () => {
    rig.double.faults.notReadyAnswers = 2;
    await rig.store.append(newStream(), [newEvent()], { expectedRevision: 'NO_STREAM' });
    expect(rig.double.faults.notReadyAnswers).toBe(0);
  });
});

describe('a closed store', () => {
  it.each<[string, (store: Rig['store']) => Promise<unknown>]>([
    ['readAll', (store) => collect(store.readAll())],
    ['readStream', (store) => collect(store.readStream(newStream()))],
    ['subscribe', (store) => collect(store.subscribe({ signal: new AbortController().signal }))],
    ['lastPosition', (store) => store.lastPosition()],
    ['health', (store) => store.health()],
    ['append', (store) => store.append(newStream(), [newEvent()], { expectedRevision: 'NO_STREAM' })],
  ])('leaves no connection behind, at whatever moment of %s it is closed', async (_, call) => {
    const rig = await startRig();
    try {
      for (let turns = 0; turns < 12; turns++) {
        const store = new EventStoreDbEventStore({ url: rig.double.url });
        const ended = call(store).catch(() => undefined);
        for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
        await store.close();
        await ended;
        while (rig.double.connections > 0) await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      await rig.close();
    }
  });

  it('ends what is under way and refuses what comes', async () => {
    const rig = await startRig();
    const stream = newStream();
    await rig.store.append(stream, [newEvent()], { expectedRevision: 'NO_STREAM' });
    const following = follow(rig.store);
    await following.until(1);
    await rig.store.close();
    await expect(following.stop()).rejects.toBeInstanceOf(StoreClosedError);
    const calls = [
      () => rig.store.append(stream, [newEvent()], { expectedRevision: 0n }),
      () => collect(rig.store.readStream(stream)),
      () => collect(rig.store.readAll()),
      () => rig.store.lastPosition(),
    ];
    for (const call of calls) await expect(call()).rejects.toBeInstanceOf(StoreClosedError);
    expect(await rig.store.health()).toMatchObject({ reachable: false });
    await rig.close();
  });
});
