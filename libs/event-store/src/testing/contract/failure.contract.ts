import { verifyStream } from '../../chain-verifier';
import { StoreClosedError, StoreFullError, StreamNotFoundError } from '../../errors';
import type { NewEvent } from '../../event-store';
import type { StreamName } from '../../stream-name';
import {
  collect,
  failureOf,
  fieldsOf,
  freshCategory,
  freshStream,
  idsOf,
  newEvent,
  newEvents,
} from './contract-events';
import type { ContractContext, Harness, Without } from './harness';

/** Rows 16 and 17: what goes wrong, and what is there afterwards. */
export function failureContract(
  { store, harness, itWith }: ContractContext,
  openAnother: () => Promise<Harness>,
  without: Without,
): void {
  describe('16: an event over the size limit', () => {
    it('is refused with its size and the limit, and nothing of its append is stored', async () => {
      const stream = freshStream();
      const limit = harness().maxEventBytes;
      const large = sized(limit + 1);
      const error = await failureOf(store().append(stream, [newEvent(), large], { expectedRevision: 'NO_STREAM' }));
      expect(fieldsOf(error)).toEqual({
        name: 'EventTooLargeError',
        code: 'EVENT_TOO_LARGE',
        retryable: false,
        stream,
        bytes: limit + 1,
        limit,
        message: `An event for stream ${stream} has ${limit + 1} bytes; at most ${limit} are accepted.`,
      });
      expect(await failureOf(collect(store().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    });

    it('is accepted at the limit, counted in bytes of UTF-8', async () => {
      const stream = freshStream();
      const event = sized(harness().maxEventBytes);
      await store().append(stream, [event], { expectedRevision: 'NO_STREAM' });
      expect((await collect(store().readStream(stream)))[0]).toMatchObject({ ...event });
    });
  });

  describe('16: a closed store', () => {
    it('refuses every call with a typed error, and may be closed again', async () => {
      const another = await openAnother();
      try {
        const closed = another.store;
        const stream = freshStream();
        const last = closed.append(stream, newEvents(1), { expectedRevision: 'NO_STREAM' });
        const waiting = collect(
          closed.subscribe({ categories: [freshCategory()], signal: new AbortController().signal }),
        );
        expect(await closed.health()).toMatchObject({ reachable: true, node: expect.any(String) });
        const [ended] = await Promise.all([failureOf(waiting), last, closed.close()]);
        expect(ended).toBeInstanceOf(StoreClosedError);
        const attempts = [
          closed.append(stream, newEvents(1), { expectedRevision: 'ANY' }),
          collect(closed.readStream(stream)),
          collect(closed.readStream(stream, { ifMissing: 'empty' })),
          collect(closed.readAll()),
          collect(closed.subscribe({ signal: new AbortController().signal })),
          closed.lastPosition(),
          closed.endPosition(),
        ];
        for (const attempt of attempts) {
          const error = await failureOf(attempt);
          expect(error).toBeInstanceOf(StoreClosedError);
          expect(fieldsOf(error)).toMatchObject({ code: 'STORE_CLOSED', retryable: false });
        }
        expect(await closed.health()).toMatchObject({
          reachable: false,
          node: expect.any(String),
          reason: expect.any(String),
        });
        await closed.close();
      } finally {
        await another.dispose();
      }
    });

    const reason = without.reopen;
    (reason === undefined ? it : it.skip)(`has stored what it had accepted${note(reason)}`, async () => {
      const another = await openAnother();
      try {
        const streams = Array.from({ length: 20 }, () => freshStream());
        const appends = streams.map((stream) =>
          another.store.append(stream, newEvents(2), { expectedRevision: 'NO_STREAM' }),
        );
        await another.store.close();
        await Promise.all(appends);
        const reopened = await another.reopen?.();
        for (const stream of streams) expect(await collect(reopened?.readStream(stream) ?? none())).toHaveLength(2);
      } finally {
        await another.dispose();
      }
    });
  });

  describe('16: a full disk', () => {
    itWith('openNearlyFull', 'is a typed error, and nothing is half-written', async () => {
      const full = (await harness().openNearlyFull?.()) ?? store();
      try {
        const category = freshCategory();
        const stored: { stream: StreamName; ids: string[] }[] = [];
        let error: unknown;
        for (let round = 0; error === undefined && round < 10_000; round++) {
          const stream = freshStream(category);
          const events = [sized(4_000), sized(4_000), sized(4_000)] as const;
          error = await full.append(stream, [...events], { expectedRevision: 'NO_STREAM' }).then(
            () => void stored.push({ stream, ids: events.map(({ id }) => id) }),
            (failure: unknown) => failure ?? new Error('rejected with nothing'),
          );
          if (error !== undefined) {
            expect(await failureOf(collect(full.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
          }
        }
        expect(error).toBeInstanceOf(StoreFullError);
        expect(fieldsOf(error)).toMatchObject({ code: 'STORE_FULL', retryable: true });
        expect(stored.length).toBeGreaterThan(0);
        for (const { stream, ids } of stored) expect(await idsOf(full.readStream(stream))).toEqual(ids);
        const all = await idsOf(full.readAll({ categories: [category] }));
        expect(all).toEqual(stored.flatMap(({ ids }) => ids));
      } finally {
        await full.close();
      }
    });
  });

  describe('17: SIGKILL during appends', () => {
    itWith(
      'killDuringAppends',
      'loses nothing that was acknowledged, and tears nothing',
      async () => {
        let acknowledged = 0;
        for (let round = 0; round < 5; round++) {
          const report = await harness().killDuringAppends?.();
          if (report === undefined) throw new Error('The harness gave no report.');
          acknowledged += report.acknowledged.length;
          const streams = new Map<StreamName, Map<string, bigint>>();
          for (const { stream, id, revision } of report.acknowledged) {
            streams.set(stream, (streams.get(stream) ?? new Map<string, bigint>()).set(id, revision));
          }
          for (const [stream, expected] of streams) {
            const found = await collect(report.store.readStream(stream));
            const revisions = new Map(found.map(({ id, revision }) => [id, revision]));
            expect([...expected].filter(([id, revision]) => revisions.get(id) !== revision)).toEqual([]);
            expect((await verifyStream(found)).breaks).toEqual([]);
            const next = await report.store.append(stream, newEvents(1), {
              expectedRevision: BigInt(found.length - 1),
            });
            expect(next.revision).toBe(BigInt(found.length));
          }
          await report.store.close();
        }
        expect(acknowledged).toBeGreaterThan(0);
      },
      120_000,
    );
  });
}

/** An event whose type, data and metadata have so many bytes together, most of them in characters of two bytes. */
function sized(bytes: number): NewEvent {
  const event = newEvent();
  const frame = Buffer.byteLength(event.type + event.metadata) + '{"filler":""}'.length;
  const pairs = Math.floor((bytes - frame) / 2);
  const filler = 'é'.repeat(pairs) + 'x'.repeat(bytes - frame - 2 * pairs);
  return { ...event, data: `{"filler":"${filler}"}` };
}

function note(reason: string | undefined): string {
  return reason === undefined ? '' : ` (not here: ${reason})`;
}

async function* none(): AsyncGenerator<never> {
  // Nothing to give.
}
