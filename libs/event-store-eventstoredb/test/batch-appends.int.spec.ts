import { RevisionConflictError } from '@ledger/event-store';
import { EventStoreDbEventStore } from '../src';
import { collect, newEvent, newStream, type Rig, startRig } from './ledger.test-support';

const NEW = { expectedRevision: 'NO_STREAM' } as const;

describe('appends on one call', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig();
    await rig.store.append(newStream(), [newEvent()], NEW);
    rig.double.counts.reset();
  });
  afterEach(() => rig.close());

  it('each cost one message, and no call of their own', async () => {
    await Promise.all(Array.from({ length: 20 }, () => rig.store.append(newStream(), [newEvent(), newEvent()], NEW)));
    expect(rig.double.counts).toEqual({ reads: 0, allReads: 0, appends: 0, batchAppendCalls: 0, batchedAppends: 20 });
  });

  it('are stored in the order in which they were asked for, also when they fill the connection', async () => {
    const large = 'x'.repeat(60_000);
    const streams = Array.from({ length: 200 }, () => newStream());
    await Promise.all(streams.map((stream) => rig.store.append(stream, [newEvent({ large })], NEW)));
    const stored = (await collect(rig.store.readAll())).slice(1);
    expect(stored.map(({ stream }) => stream)).toEqual(streams);
  });

  it('are answered each for itself: a conflict is that of one, and its call continues', async () => {
    const [stream, other] = [newStream(), newStream()];
    const results = await Promise.allSettled([
      rig.store.append(stream, [newEvent()], NEW),
      rig.store.append(stream, [newEvent()], { expectedRevision: 7n }),
      rig.store.append(other, [newEvent()], NEW),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const { reason } = results[1] as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(RevisionConflictError);
    expect(reason).toMatchObject({ stream, expected: 7n, actual: 0n });
    expect(rig.double.counts.batchAppendCalls).toBe(0);
  });

  it('that were under way when their call ended are sent again on the next one, and stored once', async () => {
    rig.double.delay(50);
    const streams = Array.from({ length: 10 }, () => newStream());
    const appends = Promise.all(streams.map((stream) => rig.store.append(stream, [newEvent()], NEW)));
    const stop = rig.double.log.onAppended(() => {
      if (rig.double.counts.batchedAppends < 10) return;
      stop();
      rig.double.delay(0);
      rig.double.breakBatchAppends();
    });
    expect((await appends).every(({ revision, created }) => revision === 0n && created)).toBe(true);
    expect(rig.double.counts.batchAppendCalls).toBe(1);
    for (const stream of streams) expect(rig.double.events(stream)).toHaveLength(1);
  });

  it('of another store in the same process do not fail with them', async () => {
    const other = new EventStoreDbEventStore({
      url: rig.double.url,
      deadline: 1_000,
      backoff: { firstPauseMs: 5_000 },
    });
    try {
      await other.append(newStream(), [newEvent()], NEW);
      rig.double.delay(50);
      const append = other.append(newStream(), [newEvent()], NEW);
      await rig.store.close();
      expect((await append).created).toBe(true);
    } finally {
      await other.close();
    }
  });

  it('are sent again where the node says that it is not ready', async () => {
    rig.double.faults.notReadyAnswers = 3;
    expect((await rig.store.append(newStream(), [newEvent()], NEW)).created).toBe(true);
    expect(rig.double.counts).toMatchObject({ batchAppendCalls: 0, batchedAppends: 4 });
  });

  it('go to the leader once the node says that it leads no longer', async () => {
    const leader = await startRig();
    try {
      rig.double.faults.leaderElsewhere = { host: '127.0.0.1', port: leader.double.port };
      const stream = newStream();
      await rig.store.append(stream, [newEvent()], NEW);
      expect(leader.double.events(stream)).toHaveLength(1);
      expect(rig.double.events(stream)).toHaveLength(0);
    } finally {
      await leader.close();
    }
  });

  it('leave no connection behind when the store is closed', async () => {
    await rig.store.close();
    while (rig.double.connections > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});

it('a server without a call for appends gets each by a call of its own', async () => {
  const rig = await startRig({ batchAppend: false });
  try {
    const stream = newStream();
    await rig.store.append(stream, [newEvent()], NEW);
    await rig.store.append(stream, [newEvent()], { expectedRevision: 0n });
    expect(rig.double.counts).toMatchObject({ appends: 2, batchAppendCalls: 0, batchedAppends: 0 });
  } finally {
    await rig.close();
  }
});
