import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStore, sealUnordered, StoreUnavailableError } from '@ledger/event-store';
import { EventStoreDbEventStore } from '@ledger/event-store-eventstoredb';
import { EventStoreDbDouble, type EventStoreDbDoubleOptions } from '@ledger/event-store-eventstoredb/testing';
import { CONTEXT_CHANGED } from '@ledger/journey';
import { copyLedger, proveCopy, TargetDiffersError } from '../src/index';
import type { AuditedLedger } from '../src/testing';
import { busyLedger, keptBy, randomNumbers } from './copied-ledger.test-support';

const IMPATIENT = { firstPauseMs: 2, longestPauseMs: 20 };

let ledger: AuditedLedger;
let double: EventStoreDbDouble;
let remote: EventStoreDbEventStore;

async function open(options: EventStoreDbDoubleOptions = {}): Promise<void> {
  double = await EventStoreDbDouble.start(options);
  remote = new EventStoreDbEventStore({ url: double.url, deadline: 5_000, backoff: IMPATIENT });
}

beforeAll(async () => {
  ledger = await busyLedger(31, 200);
});
afterAll(() => ledger.dispose());
afterEach(async () => {
  await remote.close();
  await double.close();
});

/** What a fault may be, at some append of a copy. */
const FAULTS: readonly (() => void | Promise<void>)[] = [
  () => double.dropAfterCommit(),
  () => double.dropBeforeCommit(),
  () => double.drop(),
  () => double.breakBatchAppends(),
  async () => {
    await double.stop();
    await double.start();
  },
];

/** Calls back at some appends, chosen by the seed, until the returned function is called. */
function atSomeAppends(seed: number, most: number, task: () => void | Promise<void>): () => void {
  const random = randomNumbers(seed);
  let left = 1 + random(most);
  return double.log.onAppended(() => {
    left -= 1;
    if (left > 0) return;
    left = 1 + random(most);
    void nextTurn().then(task);
  });
}

async function isCopied(store: EventStore): Promise<void> {
  expect(await keptBy(remote)).toEqual(await keptBy(store));
  expect(await proveCopy(store, remote)).toMatchObject({ proven: true });
}

describe('a copy into a server that keeps the order of appends', () => {
  it('has many under way, on one call, and is the same ledger', async () => {
    await open();
    double.delay(5);
    const begun = double.log.all.length;
    let most = 0;
    const stop = double.log.onAppended(() => (most = Math.max(most, double.log.all.length - begun)));
    let acknowledged = 0;
    await copyLedger(ledger.store, remote, {
      progressEvery: 1,
      onProgress: ({ appended }) => {
        // More are stored than are known to be: they were under way together.
        if (acknowledged === 0) expect(most).toBeLessThan(20);
        acknowledged = appended;
      },
    });
    stop();
    expect(double.counts).toMatchObject({ batchAppendCalls: 1, appends: 0 });
    await isCopied(ledger.store);
  });

  it.each([1, 3, 6])(
    'is complete, in order and without repetition though the server fails it again and again (seed %i)',
    async (seed) => {
      await open();
      const random = randomNumbers(seed);
      const stop = atSomeAppends(seed, 60, () => FAULTS[random(FAULTS.length)]?.());
      for (let isDone = false; !isDone;) {
        isDone = await copyLedger(ledger.store, remote).then(
          () => true,
          (error: unknown) => {
            expect(error).toBeInstanceOf(StoreUnavailableError);
            return false;
          },
        );
      }
      stop();
      expect(double.counts.batchAppendCalls).toBeGreaterThan(1);
      await isCopied(ledger.store);
    },
  );

  it('goes through in one run where the reply to appends is lost, and counts them once', async () => {
    await open();
    let left = 40;
    const stop = double.log.onAppended(() => void (left-- === 0 && double.dropAfterCommit()));
    const { found, appended } = await copyLedger(ledger.store, remote);
    stop();
    expect({ found, appended }).toEqual({ found: 0, appended: (await keptBy(ledger.store)).length });
    await isCopied(ledger.store);
  });

  it('ends where another process has written to the target', async () => {
    await open();
    const stream = (await keptBy(ledger.store)).at(-1)!.stream;
    const [event] = sealUnordered(stream, [ledger.draft(CONTEXT_CHANGED, {})]);
    let left = 20;
    const stop = double.log.onAppended(() => {
      if (left-- !== 0) return;
      stop();
      const { id, type, data, metadata } = event;
      const foreign = { id, type, isJson: true, data: Buffer.from(data), metadata: Buffer.from(metadata) };
      double.log.append(stream, 'any', [foreign]);
    });
    await expect(copyLedger(ledger.store, remote)).rejects.toBeInstanceOf(TargetDiffersError);
  });

  it('is made one append at a time where the server has no call for many', async () => {
    await open({ batchAppend: false });
    const short = await busyLedger(32, 30);
    try {
      await copyLedger(short.store, remote);
      expect(double.counts.batchAppendCalls).toBe(0);
      await isCopied(short.store);
    } finally {
      await short.dispose();
    }
  });
});
