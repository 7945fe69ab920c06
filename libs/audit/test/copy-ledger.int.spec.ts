import { type EventStore, sealUnordered, StoreUnavailableError, streamName } from '@ledger/event-store';
import { EventStoreDbEventStore } from '@ledger/event-store-eventstoredb';
import { EventStoreDbDouble } from '@ledger/event-store-eventstoredb/testing';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { CONTEXT_CHANGED } from '@ledger/journey';
import { paymentCallDocument } from '@ledger/journey/testing';
import { copyLedger, type CopyProgress, proveCopy, TargetDiffersError } from '../src/index';
import { AuditedLedger, journeyOf } from '../src/testing';
import {
  type AskedAppend,
  busyLedger,
  EmptyFolder,
  interruptedCopy,
  keptBy,
  randomNumbers,
  stateOf,
  withAppends,
} from './copied-ledger.test-support';

const NOW = '2026-01-01T10:00:00.000Z';
const IMPATIENT = { firstPauseMs: 2, longestPauseMs: 20 };

let folder: EmptyFolder;
let double: EventStoreDbDouble;
let remote: EventStore;

beforeEach(async () => {
  folder = await EmptyFolder.create();
  double = await EventStoreDbDouble.start();
  remote = new EventStoreDbEventStore({ url: double.url, backoff: IMPATIENT });
});
afterEach(async () => {
  await remote.close();
  await double.close();
  await folder.remove();
});

async function withBusyLedger(seed: number, appends: number, use: (ledger: AuditedLedger) => Promise<void>) {
  const ledger = await busyLedger(seed, appends);
  try {
    await use(ledger);
  } finally {
    await ledger.dispose();
  }
}

describe('a copy', () => {
  it('from file to file is the same ledger: ids, texts, hashes, revisions, order', () =>
    withBusyLedger(1, 60, async ({ store }) => {
      await folder.use(async (target) => {
        const events = await keptBy(store);
        const result = await copyLedger(store, target);
        expect(result).toEqual({ found: 0, appended: events.length, end: await store.lastPosition() });
        expect(await keptBy(target)).toEqual(events);
        expect(await proveCopy(store, target)).toMatchObject({ proven: true, streamsThatDiffer: 0 });
      });
    }));

  it('through an EventStoreDB and back into a file is the same ledger', () =>
    withBusyLedger(2, 60, async ({ store }) => {
      const events = await keptBy(store);
      await copyLedger(store, remote);
      expect(await keptBy(remote)).toEqual(events);
      expect(await proveCopy(store, remote)).toMatchObject({ proven: true });
      await folder.use(async (target) => {
        await copyLedger(remote, target);
        expect(await keptBy(target)).toEqual(events);
        expect(await proveCopy(remote, target)).toMatchObject({ proven: true });
        expect(await proveCopy(store, target)).toMatchObject({ proven: true });
      });
    }));

  it('has journeys that fold to the same state, with the same deadlines, and take commands from there', async () => {
    const ledger = await AuditedLedger.create();
    try {
      await ledger.publish(paymentCallDocument);
      for (const sessionId of ['a', 'b']) {
        await ledger.execute(paymentCallDocument, { type: 'StartJourney', sessionId, now: NOW, channel: 'voice' });
      }
      const pay = { type: 'TransitionJourney', sessionId: 'a', now: NOW, targetStateId: 'PAYMENT' } as const;
      await ledger.execute(paymentCallDocument, pay);
      await folder.use(async (target) => {
        await copyLedger(ledger.store, target);
        for (const sessionId of ['a', 'b']) {
          const state = await stateOf(target, journeyOf(sessionId));
          expect(state).toEqual(await stateOf(ledger.store, journeyOf(sessionId)));
          expect(state?.deadline).toBe(sessionId === 'a' ? '2026-01-01T10:10:00.000Z' : '2026-01-01T10:02:00.000Z');
        }
      });
    } finally {
      await ledger.dispose();
    }
  });

  it('gets its own record times and positions', () =>
    withBusyLedger(3, 10, async ({ store }) => {
      const path = `${folder.folder}/later.db`;
      const target = await SqliteEventStore.open({ path, now: () => Date.parse('2031-05-05T05:05:05.005Z') });
      try {
        await copyLedger(store, target);
        for await (const { recordedAt } of target.readAll()) expect(recordedAt).toBe('2031-05-05T05:05:05.005Z');
      } finally {
        await target.close();
      }
    }));

  it('of an empty ledger is empty', async () => {
    const empty = await AuditedLedger.create();
    try {
      await folder.use(async (target) => {
        expect(await copyLedger(empty.store, target)).toEqual({ found: 0, appended: 0, end: undefined });
        expect(await target.lastPosition()).toBeUndefined();
        expect(await proveCopy(empty.store, target)).toMatchObject({ proven: true, source: { events: 0 } });
      });
    } finally {
      await empty.dispose();
    }
  });

  it('tells how far it is, up to its end', () =>
    withBusyLedger(4, 30, ({ store }) =>
      folder.use(async (target) => {
        const seen: CopyProgress[] = [];
        const { appended, end } = await copyLedger(store, target, {
          onProgress: (progress) => seen.push(progress),
          progressEvery: 10,
        });
        expect(seen.length).toBeGreaterThan(3);
        expect(seen.at(-1)).toEqual({ found: 0, appended, position: end, end });
        const positions = seen.map(({ position }) => Number(position));
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
      }),
    ));
});

describe('appends of a copy', () => {
  it('carry adjacent events of one stream together, all under exact revisions', async () => {
    const ledger = await AuditedLedger.create();
    try {
      const [a, b] = [journeyOf('a'), journeyOf('b')];
      const draft = (): ReturnType<AuditedLedger['draft']> => ledger.draft(CONTEXT_CHANGED, { set: {} });
      await ledger.append(a, [draft(), draft()]);
      await ledger.append(a, [draft()]);
      await ledger.append(b, [draft()]);
      await ledger.append(a, [draft()]);
      const attempts = streamName('attempt.default-a');
      for (let count = 0; count < 2; count++) {
        const [event] = sealUnordered(attempts, [draft()]);
        if (event !== undefined) await ledger.store.append(attempts, [event], { expectedRevision: 'ANY' });
      }
      const asked: AskedAppend[] = [];
      await folder.use((target) =>
        copyLedger(
          ledger.store,
          withAppends(target, (append, go) => {
            asked.push(append);
            return go();
          }),
        ),
      );
      expect(asked).toEqual([
        { stream: a, events: 3, expectedRevision: 'NO_STREAM' },
        { stream: b, events: 1, expectedRevision: 'NO_STREAM' },
        { stream: a, events: 1, expectedRevision: 2n },
        { stream: attempts, events: 2, expectedRevision: 'NO_STREAM' },
      ]);
    } finally {
      await ledger.dispose();
    }
  });

  it('stay below what a server takes at once, though the events of one stream are more', async () => {
    const ledger = await AuditedLedger.create();
    try {
      for (let count = 0; count < 5; count++) {
        await ledger.append(journeyOf('a'), [ledger.draft(CONTEXT_CHANGED, { set: { note: 'x'.repeat(400_000) } })]);
      }
      await copyLedger(ledger.store, remote);
      expect(await keptBy(remote)).toEqual(await keptBy(ledger.store));
    } finally {
      await ledger.dispose();
    }
  });

  it('are one at a time, so that none can stand before one that failed', () =>
    withBusyLedger(5, 30, ({ store }) =>
      folder.use(async (target) => {
        let underWay = 0;
        const watched = withAppends(target, async (_, append) => {
          expect(++underWay).toBe(1);
          const result = await append();
          underWay--;
          return result;
        });
        await copyLedger(store, watched);
      }),
    ));
});

describe('a copy that is run again', () => {
  it('appends nothing', () =>
    withBusyLedger(6, 40, ({ store }) =>
      folder.use(async (target) => {
        const first = await copyLedger(store, target);
        const idle = withAppends(target, () => Promise.reject(new Error('Nothing should be appended.')));
        expect(await copyLedger(store, idle)).toEqual({ found: first.appended, appended: 0, end: first.end });
      }),
    ));

  it('brings what has come since, and an earlier run ends where the source ended when it began', () =>
    withBusyLedger(7, 20, (ledger) =>
      folder.use(async (target) => {
        const isLate = { appended: false };
        const racing = withAppends(target, async (_, append) => {
          if (!isLate.appended) {
            isLate.appended = true;
            await ledger.append(journeyOf('late'), [ledger.draft(CONTEXT_CHANGED, { set: {} })]);
          }
          return append();
        });
        const before = (await keptBy(ledger.store)).length;
        const first = await copyLedger(ledger.store, racing);
        expect(first).toMatchObject({ found: 0, appended: before });
        expect(await proveCopy(ledger.store, target, { end: first.end })).toMatchObject({ proven: true });
        expect((await proveCopy(ledger.store, target)).difference).toMatchObject({ kind: 'EVENT_MISSING' });
        expect(await copyLedger(ledger.store, target)).toMatchObject({ found: before, appended: 1 });
        expect(await proveCopy(ledger.store, target)).toMatchObject({ proven: true });
      }),
    ));

  it.each([100, 101, 102])(
    'after interruptions at random points is complete, in order and without repetition (seed %i)',
    (seed) =>
      withBusyLedger(seed, 40, async ({ store }) => {
        const random = randomNumbers(seed);
        const events = await keptBy(store);
        let runs = 0;
        for (let isDone = false; !isDone; runs++) {
          // The store is opened again each time: a run knows nothing of those before it.
          await folder.use(async (target) => {
            isDone = await interruptedCopy(store, target, 2 + random(12), random(3));
            const kept = await keptBy(target);
            expect(kept).toEqual(isDone ? events : events.slice(0, kept.length));
          });
        }
        expect(runs).toBeGreaterThan(2);
      }),
  );

  it.each([200, 201, 202, 203])(
    'after a server went away before and after its commits is complete, in order and without repetition (seed %i)',
    (seed) =>
      withBusyLedger(seed, 30, async ({ store }) => {
        const random = randomNumbers(seed);
        for (let isDone = false; !isDone;) {
          // So short that a server that is away ends the run; what it had committed before is not known to the copy.
          const target = new EventStoreDbEventStore({ url: double.url, deadline: 1_000, backoff: IMPATIENT });
          let left = random(10);
          const restless = withAppends(target, async (_, append) => {
            if (left-- === 0) await faults[random(faults.length)]?.();
            return append();
          });
          try {
            await copyLedger(store, restless);
            isDone = true;
          } catch (error) {
            expect(error).toBeInstanceOf(StoreUnavailableError);
          } finally {
            await target.close();
            await double.start();
          }
        }
        expect(await keptBy(remote)).toEqual(await keptBy(store));
        expect(await proveCopy(store, remote)).toMatchObject({ proven: true });
      }),
  );

  const faults = [
    () => Promise.resolve(double.dropAfterCommit()),
    () => Promise.resolve(double.dropBeforeCommit()),
    () => double.stop(),
  ];
});

describe('a target that holds something else', () => {
  const refusal = async (store: EventStore, target: EventStore): Promise<TargetDiffersError> => {
    const before = await keptBy(target);
    const error = await copyLedger(store, target).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(await keptBy(target)).toEqual(before);
    if (!(error instanceof TargetDiffersError)) throw new Error('The target was accepted.', { cause: error });
    return error;
  };

  it('near the start is refused, by its first event of another history', () =>
    withBusyLedger(8, 10, ({ store }) =>
      withBusyLedger(9, 3, async (other) => {
        // Both publish the same definition first; what follows is another history.
        expect((await keptBy(store))[0]).toEqual((await keptBy(other.store))[0]);
        const error = await refusal(store, other.store);
        expect(error).toMatchObject({ code: 'TARGET_DIFFERS', difference: { place: 2 } });
        expect(error.message).toMatch(/^The target is not a copy of the source\. Event 2.+\.$/);
      }),
    ));

  it('behind the end of the source is refused', () =>
    withBusyLedger(10, 10, (ledger) =>
      folder.use(async (target) => {
        await copyLedger(ledger.store, target);
        const events = (await keptBy(target)).length;
        const stream = journeyOf('foreign');
        const [event] = sealUnordered(stream, [ledger.draft(CONTEXT_CHANGED, {})]);
        if (event !== undefined) await target.append(stream, [event], { expectedRevision: 'NO_STREAM' });
        const error = await refusal(ledger.store, target);
        expect(error.difference).toMatchObject({
          kind: 'EVENT_ADDED',
          place: events + 1,
          source: undefined,
          target: { stream, revision: 0n, id: event?.id, type: CONTEXT_CHANGED },
        });
        expect(error.message).toBe(
          `The target is not a copy of the source. The source ends with event ${events}, and the target continues with ` +
            `revision 0 of ${stream} (${CONTEXT_CHANGED}, ${event?.id}).`,
        );
      }),
    ));

  it('in the text of one event is refused', () =>
    withBusyLedger(11, 10, async (source) => {
      const copy = await AuditedLedger.create();
      try {
        await copyLedger(source.store, copy.store);
        copy.tamper(`UPDATE events SET metadata = replace(metadata, '"flow"', '"wolf"') WHERE position = 3`);
        const error = await refusal(source.store, copy.store);
        expect(error.difference).toMatchObject({ kind: 'OTHER_CONTENT', place: 3 });
        expect(error.message).toContain('has another metadata in the target.');
      } finally {
        await copy.dispose();
      }
    }));

  it('because another process wrote to it meanwhile is refused', () =>
    withBusyLedger(12, 20, (ledger) =>
      folder.use(async (target) => {
        let calls = 0;
        const shared = withAppends(target, async ({ stream, expectedRevision }, append) => {
          if (++calls === 5) {
            const [event] = sealUnordered(stream, [ledger.draft(CONTEXT_CHANGED, {})]);
            if (event !== undefined) await target.append(stream, [event], { expectedRevision });
          }
          return append();
        });
        const error: unknown = await copyLedger(ledger.store, shared).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(TargetDiffersError);
        expect((error as TargetDiffersError).message).toMatch(
          /^Stream .+ of the target is at \d+, and .+: another process has written to the target; .+\.$/,
        );
      }),
    ));

  it('because a stream of that name was deleted there once is refused', () =>
    withBusyLedger(13, 10, async ({ store }) => {
      const [first] = await keptBy(store);
      const stream = first?.stream ?? journeyOf('none');
      const [event] = sealUnordered(stream, [
        { id: '00000000-0000-4000-8000-ffffffffffff', type: CONTEXT_CHANGED, data: {}, metadata: draftMetadata },
      ]);
      if (event !== undefined) await remote.append(stream, [event], { expectedRevision: 'NO_STREAM' });
      double.log.delete(stream);
      // Scavenged: the server has forgotten the event, and still knows the revision.
      double.log.all.splice(
        double.log.all.findIndex((logged) => logged.stream === stream),
        1,
      );
      await expect(copyLedger(store, remote)).rejects.toThrow(
        /continued at 1 instead of 0: another process has written to the target/,
      );
    }));

  const draftMetadata = {
    tenant: 'default',
    actor: { subject: 'flow', kind: 'caller' },
    schemaVersion: 1,
    occurredAt: NOW,
  } as const;
});
