import type { RecordedEvent } from '../../event-store';
import { comparePositions, isWithin, type Position } from '../../position';
import { collect, freshCategory, freshStream, idsOf, newEvents, streamOf } from './contract-events';
import type { ContractContext } from './harness';

/** Row 14: the whole ledger, in one order. */
export function ledgerOrderContract({ store, harness, itWith }: ContractContext): void {
  describe('14: reading the whole ledger', () => {
    it('is in position order, and positions are those of the replies', async () => {
      const category = freshCategory();
      const before = await store().lastPosition();
      const replies = [];
      for (const count of [1, 3, 2]) {
        const stream = freshStream(category);
        replies.push(await store().append(stream, newEvents(count), { expectedRevision: 'NO_STREAM' }));
      }
      const found = await collect(store().readAll({ categories: [category] }));
      expect(found).toHaveLength(6);
      expectStrictOrder(found);
      expect([0, 3, 5].map((index) => found[index]?.position)).toEqual(replies.map(({ position }) => position));
      const last = replies[2]?.position;
      expect(await store().lastPosition()).toBe(last);
      const end = await store().endPosition();
      expect(last !== undefined && end !== undefined && isWithin(last, end)).toBe(true);
      const after = before === undefined ? {} : { after: before };
      expect(await collect(store().readAll({ ...after, categories: [category] }))).toEqual(found);
      expect(
        (await collect(store().readAll({ ...after, limit: 6 }))).filter((one) => one.stream.startsWith(category)),
      ).toEqual(found);
      expect(found).toEqual(
        expect.arrayContaining(await collect(store().readStream(found[0]?.stream ?? freshStream()))),
      );
    });

    it('starts after a position, exclusively, and stops at a limit', async () => {
      const category = freshCategory();
      await streamOf(store(), 5, category);
      const all = await collect(store().readAll({ categories: [category] }));
      const third = all[2]?.position as Position;
      const read = (limit?: number): Promise<RecordedEvent[]> =>
        collect(store().readAll({ after: third, categories: [category], limit }));
      expect(await read()).toEqual(all.slice(3));
      expect(await read(1)).toEqual(all.slice(3, 4));
      expect(await read(0)).toEqual([]);
      expect(await read(10)).toEqual(all.slice(3));
      const last = all[4]?.position as Position;
      expect(await collect(store().readAll({ after: last, categories: [category] }))).toEqual([]);
    });

    it('takes several categories in one order, and all where none are named', async () => {
      const [one, two, other] = [freshCategory(), freshCategory(), freshCategory()];
      const ids: string[] = [];
      const before = await store().lastPosition();
      for (const category of [one, other, two, one, two, other, one]) {
        const [, events] = await streamOf(store(), 1, category);
        ids.push(events[0].id);
      }
      const after = before === undefined ? {} : { after: before };
      expect(await idsOf(store().readAll({ categories: [one] }))).toEqual([0, 3, 6].map((index) => ids[index]));
      expect(await idsOf(store().readAll({ categories: [two, one] }))).toEqual([0, 2, 3, 4, 6].map((i) => ids[i]));
      expect(await idsOf(store().readAll({ categories: [one, two], limit: 3 }))).toEqual(
        [0, 2, 3].map((index) => ids[index]),
      );
      expect(await idsOf(store().readAll({ categories: [one, freshCategory()] }))).toHaveLength(3);
      const everything = await collect(store().readAll(after));
      expect(everything.filter(({ id }) => ids.includes(id)).map(({ id }) => id)).toEqual(ids);
    });

    it('reads more than a page, by category and without', async () => {
      const category = freshCategory();
      const before = await store().lastPosition();
      const events = newEvents(1_100);
      await store().append(freshStream(category), events, { expectedRevision: 'NO_STREAM' });
      const ids = events.map(({ id }) => id);
      expect(await idsOf(store().readAll({ categories: [category] }))).toEqual(ids);
      const after = before === undefined ? {} : { after: before };
      expect(await idsOf(store().readAll({ ...after, limit: 1_100 }))).toEqual(ids);
    });

    it('skips no event of an append that was in flight while it read, and sees none twice', async () => {
      const categories = [freshCategory(), freshCategory()] as const;
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        const written: string[] = [];
        const stream = freshStream(categories[writer % 2]);
        for (let round = 0; round < 25; round++) {
          const events = newEvents(1 + (round % 3));
          await store().append(stream, events, { expectedRevision: 'ANY' });
          written.push(...events.map(({ id }) => id));
        }
        return written;
      });
      let isWriting = true;
      const finished = Promise.all(writers).finally(() => (isWriting = false));
      const seen: RecordedEvent[] = [];
      const readOn = async (): Promise<void> => {
        const after = seen.at(-1)?.position;
        const options = after === undefined ? { categories } : { after, categories };
        for await (const event of store().readAll(options)) seen.push(event);
      };
      while (isWriting) await Promise.all([readOn(), new Promise((resolve) => setImmediate(resolve))]);
      const written = (await finished).flat();
      await readOn();
      expectStrictOrder(seen);
      expect(seen.map(({ id }) => id).sort()).toEqual(written.sort());
    });

    itWith('reopen', 'gives the same after the store was opened again', async () => {
      const category = freshCategory();
      await streamOf(store(), 3, category);
      const before = await collect(store().readAll({ categories: [category] }));
      const last = await store().lastPosition();
      await harness().reopen?.();
      expect(await collect(store().readAll({ categories: [category] }))).toEqual(before);
      expect(await store().lastPosition()).toBe(last);
    });
  });
}

function expectStrictOrder(events: readonly RecordedEvent[]): void {
  const steps = events.slice(1).map(({ position }, index) => {
    const previous = events[index];
    return previous === undefined ? 0 : comparePositions(previous.position, position);
  });
  expect(steps).toEqual(Array(Math.max(0, events.length - 1)).fill(-1));
}
