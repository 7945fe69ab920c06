import { RevisionConflictError, StreamNotFoundError } from '../../errors';
import type { ExpectedRevision } from '../../event-store';
import { isPosition } from '../../position';
import { collect, conflict, failureOf, fieldsOf, freshStream, idsOf, newEvents, streamOf } from './contract-events';
import type { ContractContext } from './harness';

/** Rows 1 to 5 and 7: what an expected revision accepts and refuses. */
export function expectedRevisionContract({ store }: ContractContext): void {
  describe('1: the first append creates the stream', () => {
    it.each<ExpectedRevision>(['NO_STREAM', 'ANY'])('says so under %s', async (expectedRevision) => {
      const stream = freshStream();
      const first = await store().append(stream, newEvents(1), { expectedRevision });
      expect(first).toEqual({ revision: 0n, position: expect.any(String), created: true });
      expect(isPosition(first.position)).toBe(true);
    });

    it('gives the revision and the position of the last of several events', async () => {
      const stream = freshStream();
      const first = await store().append(stream, newEvents(3), { expectedRevision: 'NO_STREAM' });
      expect(first).toMatchObject({ revision: 2n, created: true });
      expect((await collect(store().readStream(stream))).at(-1)?.position).toBe(first.position);
    });

    it.each<ExpectedRevision>([1n, 'STREAM_EXISTS', 'ANY'])('says that it was there before under %s', async (later) => {
      const [stream] = await streamOf(store(), 2);
      const second = await store().append(stream, newEvents(2), { expectedRevision: later });
      expect(second).toEqual({ revision: 3n, position: expect.any(String), created: false });
      expect((await collect(store().readStream(stream))).at(-1)?.position).toBe(second.position);
    });
  });

  describe('2: NO_STREAM on a stream that exists', () => {
    it.each([1, 3])('is a conflict where it holds %d', async (count) => {
      const [stream, events] = await streamOf(store(), count);
      const error = await failureOf(store().append(stream, newEvents(1), { expectedRevision: 'NO_STREAM' }));
      expect(fieldsOf(error)).toEqual(conflict(stream, 'NO_STREAM', BigInt(count - 1)));
      expect(await idsOf(store().readStream(stream))).toEqual(events.map(({ id }) => id));
    });
  });

  describe('3: an exact revision that the stream has not reached', () => {
    it.each([0n, 5n, 2n ** 53n, 2n ** 62n])('is a conflict on a missing stream: %d', async (expectedRevision) => {
      const stream = freshStream();
      const error = await failureOf(store().append(stream, newEvents(1), { expectedRevision }));
      expect(fieldsOf(error)).toEqual(conflict(stream, expectedRevision, 'NO_STREAM'));
      expect(await failureOf(collect(store().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    });

    it.each([2n, 7n, 2n ** 53n, 2n ** 62n])('is a conflict beyond the head: %d', async (expectedRevision) => {
      const [stream, events] = await streamOf(store(), 2);
      const error = await failureOf(store().append(stream, newEvents(1), { expectedRevision }));
      expect(fieldsOf(error)).toEqual(conflict(stream, expectedRevision, 1n));
      expect(await idsOf(store().readStream(stream))).toEqual(events.map(({ id }) => id));
    });
  });

  describe('4: expectations without a revision', () => {
    it('refuses STREAM_EXISTS on a missing stream', async () => {
      const stream = freshStream();
      const error = await failureOf(store().append(stream, newEvents(1), { expectedRevision: 'STREAM_EXISTS' }));
      expect(fieldsOf(error)).toEqual(conflict(stream, 'STREAM_EXISTS', 'NO_STREAM'));
      expect(await failureOf(collect(store().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    });

    it('takes STREAM_EXISTS and ANY on a stream that exists, and ANY on one that does not', async () => {
      const stream = freshStream();
      const batches = [newEvents(1), newEvents(1), newEvents(1)] as const;
      await store().append(stream, batches[0], { expectedRevision: 'ANY' });
      await store().append(stream, batches[1], { expectedRevision: 'STREAM_EXISTS' });
      await store().append(stream, batches[2], { expectedRevision: 'ANY' });
      expect(await idsOf(store().readStream(stream))).toEqual(batches.flat().map(({ id }) => id));
    });
  });

  describe('5: a stale writer', () => {
    it.each([1, 2, 5])('with %d events is a conflict and leaves the stream as it was', async (length) => {
      const [stream] = await streamOf(store(), 3);
      const before = await collect(store().readStream(stream));
      const error = await failureOf(store().append(stream, newEvents(length), { expectedRevision: 0n }));
      expect(fieldsOf(error)).toEqual(conflict(stream, 0n, 2n));
      expect(await collect(store().readStream(stream))).toEqual(before);
    });
  });

  describe('7: a conflict', () => {
    it('carries stream, expected, actual and a sentence, and says that trying again is of no use', async () => {
      const [stream] = await streamOf(store(), 2);
      const error = await failureOf(store().append(stream, newEvents(1), { expectedRevision: 0n }));
      expect(error).toBeInstanceOf(RevisionConflictError);
      expect(fieldsOf(error)).toEqual(conflict(stream, 0n, 1n));
    });
  });
}
