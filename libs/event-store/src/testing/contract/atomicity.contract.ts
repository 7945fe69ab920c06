import { InvalidEventError, RevisionConflictError, StreamNotFoundError } from '../../errors';
import { comparePositions } from '../../position';
import {
  collect,
  conflict,
  type Events,
  failureOf,
  fieldsOf,
  freshStream,
  idsOf,
  newEvent,
  newEvents,
  streamOf,
} from './contract-events';
import type { ContractContext } from './harness';

const CONTENDERS = 20;

/** Rows 6, 8 and 9: races, batches, and appends sent twice. */
export function atomicityContract({ store, harness, itWith }: ContractContext): void {
  describe('6: parallel appends at one revision', () => {
    it.each([0, 3])('lets one of 20 through on a stream of %d', async (length) => {
      const [stream, held] = length === 0 ? [freshStream(), []] : await streamOf(store(), length);
      const expectedRevision = length === 0 ? 'NO_STREAM' : BigInt(length - 1);
      const batches = Array.from({ length: CONTENDERS }, () => newEvents(1));
      const outcomes = await Promise.allSettled(
        batches.map((events) => store().append(stream, events, { expectedRevision })),
      );
      const winners = batches.filter((_, index) => outcomes[index]?.status === 'fulfilled');
      const losses = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => fieldsOf(reason));
      expect(winners).toHaveLength(1);
      expect(losses).toEqual(Array(CONTENDERS - 1).fill(conflict(stream, expectedRevision, BigInt(length))));
      const ids = [...held, ...winners.flat()].map(({ id }) => id);
      expect(await idsOf(store().readStream(stream))).toEqual(ids);
    });

    itWith('race', 'lets one process through', async () => {
      const [stream] = await streamOf(store(), 1);
      const outcomes = (await harness().race?.(stream, CONTENDERS, 0n)) ?? [];
      expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'conflict')).toEqual(
        Array(CONTENDERS - 1).fill({ kind: 'conflict', actual: '1' }),
      );
      expect(await collect(store().readStream(stream))).toHaveLength(2);
    });
  });

  describe('8: an append of several events', () => {
    it('takes consecutive revisions, in the order given', async () => {
      const [stream] = await streamOf(store(), 2);
      const events = newEvents(5);
      await store().append(stream, events, { expectedRevision: 1n });
      const added = (await collect(store().readStream(stream))).slice(2);
      expect(added.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
      expect(added.map(({ revision }) => revision)).toEqual([2n, 3n, 4n, 5n, 6n]);
      const positions = added.map(({ position }) => position);
      expect([...positions].sort(comparePositions)).toEqual(positions);
    });

    it('is not mixed with others that run at the same time', async () => {
      const stream = freshStream();
      const batches = Array.from({ length: 10 }, () => newEvents(4));
      await Promise.all(batches.map((events) => store().append(stream, events, { expectedRevision: 'ANY' })));
      const ids = await idsOf(store().readStream(stream));
      expect(ids).toHaveLength(40);
      for (const events of batches) {
        const start = ids.indexOf(events[0].id);
        expect(ids.slice(start, start + 4)).toEqual(events.map(({ id }) => id));
      }
    });

    it.each(['first', 'last'])('stores nothing where its %s event is refused', async (which) => {
      const stream = freshStream();
      const wrong = newEvent({ id: 'no uuid' });
      const events: Events = which === 'first' ? [wrong, newEvent()] : [newEvent(), wrong];
      const error = await failureOf(store().append(stream, events, { expectedRevision: 'NO_STREAM' }));
      expect(error).toBeInstanceOf(InvalidEventError);
      expect(await failureOf(collect(store().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    });

    it('refuses two events of one id, and an append of none', async () => {
      const stream = freshStream();
      const event = newEvent();
      const twice: Events = [event, newEvent({ id: event.id })];
      const none = [] as unknown as Events;
      for (const events of [twice, none]) {
        const error = await failureOf(store().append(stream, events, { expectedRevision: 'ANY' }));
        expect(fieldsOf(error)).toMatchObject({ code: 'EVENT_INVALID', retryable: false });
      }
      expect(await failureOf(collect(store().readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    });
  });

  describe('9: the same append sent again', () => {
    it.each([
      { expected: 'NO_STREAM', held: 0, count: 1 },
      { expected: 'NO_STREAM', held: 0, count: 3 },
      { expected: 1n, held: 2, count: 1 },
      { expected: 1n, held: 2, count: 3 },
      { expected: 'STREAM_EXISTS', held: 2, count: 2 },
      { expected: 'ANY', held: 2, count: 2 },
      { expected: 'ANY', held: 0, count: 1 },
    ] as const)('gets the first reply and is stored once: $count at $expected', async ({ expected, held, count }) => {
      const stream = freshStream();
      if (held > 0) await store().append(stream, newEvents(held), { expectedRevision: 'NO_STREAM' });
      const events = newEvents(count);
      const first = await store().append(stream, events, { expectedRevision: expected });
      expect(await store().append(stream, events, { expectedRevision: expected })).toEqual(first);
      await store().append(stream, newEvents(1), { expectedRevision: first.revision });
      expect(await store().append(stream, events, { expectedRevision: expected })).toEqual(first);
      expect(await collect(store().readStream(stream))).toHaveLength(held + count + 1);
    });

    it('is stored once where both are on their way at the same time', async () => {
      const stream = freshStream();
      const events = newEvents(2);
      const replies = await Promise.all(
        [1, 2, 3].map(() => store().append(stream, events, { expectedRevision: 'NO_STREAM' })),
      );
      expect(replies).toEqual(Array(3).fill(replies[0]));
      expect(await collect(store().readStream(stream))).toHaveLength(2);
    });

    itWith('reopen', 'is recognised after the store was opened again', async () => {
      const stream = freshStream();
      const [exact, any] = [newEvents(2), newEvents(2)];
      const first = await store().append(stream, exact, { expectedRevision: 'NO_STREAM' });
      const second = await store().append(stream, any, { expectedRevision: 'ANY' });
      await harness().reopen?.();
      expect(await store().append(stream, exact, { expectedRevision: 'NO_STREAM' })).toEqual(first);
      expect(await store().append(stream, any, { expectedRevision: 'ANY' })).toEqual(second);
      expect(await collect(store().readStream(stream))).toHaveLength(4);
    });

    it('does not hide a true conflict', async () => {
      const stream = freshStream();
      const [first, second] = newEvents(2) as unknown as [Events[0], Events[0]];
      await store().append(stream, [first, second], { expectedRevision: 'NO_STREAM' });
      const others: Events[] = [[newEvent()], [first, newEvent()], [newEvent(), second], [first, second, newEvent()]];
      for (const events of others) {
        const error = await failureOf(store().append(stream, events, { expectedRevision: 'NO_STREAM' }));
        expect(fieldsOf(error)).toEqual(conflict(stream, 'NO_STREAM', 1n));
      }
      const later = await failureOf(store().append(stream, [first], { expectedRevision: 0n }));
      expect(later).toBeInstanceOf(RevisionConflictError);
      expect(await idsOf(store().readStream(stream))).toEqual([first.id, second.id]);
    });
  });
}
