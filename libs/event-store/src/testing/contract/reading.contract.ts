import { InvalidEventError, StreamNotFoundError } from '../../errors';
import type { ReadStreamOptions } from '../../event-store';
import { streamName } from '../../stream-name';
import {
  collect,
  conflict,
  failureOf,
  fieldsOf,
  freshCategory,
  freshStream,
  idsOf,
  newEvents,
  streamOf,
} from './contract-events';
import type { ContractContext } from './harness';

const LENGTH = 5;

/** Every way to read a stream of five, and the revisions that it gives. */
const READS: readonly (readonly [ReadStreamOptions, readonly number[]])[] = [
  [{}, [0, 1, 2, 3, 4]],
  [{ direction: 'forwards' }, [0, 1, 2, 3, 4]],
  [{ limit: 2 }, [0, 1]],
  [{ limit: 0 }, []],
  [{ limit: 5 }, [0, 1, 2, 3, 4]],
  [{ limit: 100 }, [0, 1, 2, 3, 4]],
  [{ from: 0n, limit: 1 }, [0]],
  [{ from: 2n }, [2, 3, 4]],
  [{ from: 2n, limit: 2 }, [2, 3]],
  [{ from: 4n }, [4]],
  [{ from: 5n }, []],
  [{ from: 2n ** 62n }, []],
  [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
  [{ direction: 'backwards', limit: 1 }, [4]],
  [{ direction: 'backwards', limit: 0 }, []],
  [{ direction: 'backwards', limit: 100 }, [4, 3, 2, 1, 0]],
  [{ direction: 'backwards', from: 4n, limit: 2 }, [4, 3]],
  [{ direction: 'backwards', from: 2n }, [2, 1, 0]],
  [{ direction: 'backwards', from: 0n }, [0]],
  [{ direction: 'backwards', from: 50n, limit: 1 }, [4]],
];

const MISSING_READS: readonly ReadStreamOptions[] = [
  {},
  { limit: 0 },
  { limit: 1 },
  { from: 3n },
  { direction: 'backwards' },
  { direction: 'backwards', from: 3n, limit: 1 },
];

/** Rows 10 to 12: what a read gives, and what it leaves apart. */
export function readingContract({ store }: ContractContext): void {
  describe('10: reading a part', () => {
    it.each(READS.map(([options, revisions]) => ({ options, revisions, title: describeRead(options) })))(
      'gives $revisions for $title, and the head stays what it is',
      async ({ options, revisions }) => {
        const [stream, events] = await streamOf(store(), LENGTH);
        const found = await collect(store().readStream(stream, options));
        expect(found.map(({ revision }) => Number(revision))).toEqual(revisions);
        expect(found.map(({ id }) => id)).toEqual(revisions.map((revision) => events[revision]?.id));
        const stale = await failureOf(store().append(stream, newEvents(1), { expectedRevision: 1n }));
        expect(fieldsOf(stale)).toEqual(conflict(stream, 1n, BigInt(LENGTH - 1)));
      },
    );

    it('reads a stream that is longer than any page, both ways', async () => {
      const stream = freshStream();
      const events = newEvents(1_100);
      await store().append(stream, events, { expectedRevision: 'NO_STREAM' });
      const ids = events.map(({ id }) => id);
      expect(await idsOf(store().readStream(stream))).toEqual(ids);
      expect(await idsOf(store().readStream(stream, { direction: 'backwards' }))).toEqual([...ids].reverse());
      expect(await idsOf(store().readStream(stream, { from: 10n, limit: 1_000 }))).toEqual(ids.slice(10, 1_010));
    });

    it('gives everybody their own stream, however many read at once', async () => {
      const lengths = [1, 15, 16, 17, 300, ...Array.from({ length: 95 }, () => 2)];
      const held = await Promise.all(lengths.map((length) => streamOf(store(), length)));
      const missing = freshStream();
      const [absent, ...read] = await Promise.all([
        failureOf(collect(store().readStream(missing))),
        ...[...held, ...held].map(([stream]) => collect(store().readStream(stream))),
      ]);
      expect(fieldsOf(absent)).toMatchObject({ code: 'STREAM_NOT_FOUND', stream: missing });
      for (const [number, events] of read.entries()) {
        const [stream, appended] = held[number % held.length] ?? held[0]!;
        expect(events.map(({ id }) => id)).toEqual(appended.map(({ id }) => id));
        expect(events.every((event, revision) => event.stream === stream && Number(event.revision) === revision)).toBe(
          true,
        );
      }
    });

    it('stops when its reader stops', async () => {
      const [stream, events] = await streamOf(store(), LENGTH);
      const seen: string[] = [];
      for await (const event of store().readStream(stream)) {
        seen.push(event.id);
        if (seen.length === 2) break;
      }
      expect(seen).toEqual(events.slice(0, 2).map(({ id }) => id));
    });

    it.each([-1, 1.5, Number.NaN])('refuses a limit of %d', async (limit) => {
      const [stream] = await streamOf(store(), 1);
      expect(await failureOf(collect(store().readStream(stream, { limit })))).toBeInstanceOf(RangeError);
      expect(await failureOf(collect(store().readAll({ limit })))).toBeInstanceOf(RangeError);
    });
  });

  describe('11: a missing stream', () => {
    it.each(MISSING_READS)('is an error that names it: %p', async (options) => {
      const stream = freshStream();
      const error = await failureOf(collect(store().readStream(stream, options)));
      expect(error).toBeInstanceOf(StreamNotFoundError);
      expect(fieldsOf(error)).toEqual({
        name: 'StreamNotFoundError',
        code: 'STREAM_NOT_FOUND',
        retryable: false,
        stream,
        message: `Stream ${stream} does not exist.`,
      });
    });

    it.each(MISSING_READS)('is as good as an empty one where the reader says so: %p', async (options) => {
      expect(await collect(store().readStream(freshStream(), { ...options, ifMissing: 'empty' }))).toEqual([]);
    });

    it.each(['error', 'empty'] as const)(
      'makes no difference to a stream that exists: ifMissing %s',
      async (ifMissing) => {
        const [stream, events] = await streamOf(store(), LENGTH);
        const ids = events.map(({ id }) => id);
        expect(await idsOf(store().readStream(stream, { ifMissing }))).toEqual(ids);
        const backwards = store().readStream(stream, { ifMissing, direction: 'backwards', from: 3n, limit: 2 });
        expect(await idsOf(backwards)).toEqual([ids[3], ids[2]]);
        expect(await collect(store().readStream(stream, { ifMissing, from: BigInt(LENGTH) }))).toEqual([]);
      },
    );

    it('excuses no other fault', async () => {
      const options = { ifMissing: 'empty', limit: -1 } as const;
      expect(await failureOf(collect(store().readStream(freshStream(), options)))).toBeInstanceOf(RangeError);
    });

    it('is not an empty read: past the end of a stream there is nothing, and no error', async () => {
      const [stream] = await streamOf(store(), 1);
      expect(await collect(store().readStream(stream, { from: 1n }))).toEqual([]);
      expect(await collect(store().readStream(stream, { limit: 0 }))).toEqual([]);
    });
  });

  describe('12: names that share a prefix', () => {
    it('keeps streams and categories apart', async () => {
      const base = freshCategory();
      const names = ['', '.a', '.ab', '.a_', '.A'].flatMap((tail) =>
        ['1', '10', '1-0', '1:0', '1.0', 'a', 'A', '_'].map((id) => streamName(`${base}${tail}-${id}`)),
      );
      const held = new Map(names.map((name) => [name, newEvents(1)]));
      for (const [name, events] of held) await store().append(name, events, { expectedRevision: 'NO_STREAM' });
      for (const [name, events] of held) {
        expect(await idsOf(store().readStream(name))).toEqual([events[0].id]);
      }
      for (const tail of ['', '.a', '.ab', '.a_', '.A']) {
        const own = names.filter((name) => name.startsWith(`${base}${tail}-`));
        const found = await collect(store().readAll({ categories: [`${base}${tail}`] }));
        expect(found.map(({ stream }) => stream)).toEqual(own);
      }
      expect(await collect(store().readAll({ categories: [`${base}.`] }))).toEqual([]);
      expect(await collect(store().readAll({ categories: [] }))).toEqual([]);
    });

    it.each(['nodash', '-1', 'category-', `a-${'x'.repeat(600)}`, 'a-\u0000', 'a-\n', 'a-\ud800'])(
      'refuses a name that no store could keep: %j',
      async (name) => {
        const stream = name as ReturnType<typeof freshStream>;
        const error = await failureOf(store().append(stream, newEvents(1), { expectedRevision: 'ANY' }));
        expect(error).toBeInstanceOf(InvalidEventError);
      },
    );
  });
}

function describeRead(options: ReadStreamOptions): string {
  const parts = Object.entries(options).map(([key, value]) => `${key} ${value}`);
  return parts.length === 0 ? 'no options' : parts.join(', ');
}
