import { isRemoved } from '../../removed-content';
import { collect, newEvent, newEvents, streamOf } from './contract-events';
import type { ContractContext } from './harness';

/** More than an adapter removes at once. */
const MANY = 1_203;

/** Row 18: the data of a stream's events is removed, and everything else of them stays. */
export function removalContract({ store, itWith, harness }: ContractContext): void {
  async function keepsAllElse(count: number): Promise<void> {
    const [stream, events] = await streamOf(store(), count);
    const category = stream.slice(0, stream.indexOf('-'));
    const [other] = await streamOf(store(), 2, category);
    const kept = newEvent({ type: 'Kept' });
    await store().append(stream, [kept], { expectedRevision: BigInt(count - 1) });
    const before = await collect(store().readStream(stream));
    const others = await collect(store().readStream(other));
    // Asked again it changes nothing.
    for (let turn = 0; turn < 2; turn++) await store().removeContents?.(stream, 'Noted');
    const after = await collect(store().readStream(stream));
    expect(after.map((event) => ({ ...event, data: '' }))).toEqual(before.map((event) => ({ ...event, data: '' })));
    expect(after.map(isRemoved)).toEqual([...events.map(() => true), false]);
    expect(after.at(-1)?.data).toBe(kept.data);
    expect(await collect(store().readStream(other))).toEqual(others);
    const all = await collect(store().readAll({ categories: [category] }));
    expect(all.filter((event) => event.stream === stream)).toEqual(after);
  }

  describe('18: removing the data of events', () => {
    for (const count of [1, MANY]) {
      const title = `keeps everything else of ${count} events, and leaves other streams and types alone`;
      itWith('removesContents', title, () => keepsAllElse(count));
    }

    itWith('removesContents', 'lets the stream grow, and says nothing of streams that do not exist', async () => {
      const [stream] = await streamOf(store(), 3);
      await store().removeContents?.(stream, 'Noted');
      await store().append(stream, newEvents(1), { expectedRevision: 2n });
      const found = await collect(store().readStream(stream));
      expect(found.map(isRemoved)).toEqual([true, true, true, false]);
      expect(found.every(({ damage }) => damage === undefined)).toBe(true);
      await store().removeContents?.('contract.none-1' as typeof stream, 'Noted');
    });

    itWith('removesContents', 'keeps it removed when the ledger is opened again', async () => {
      const [stream] = await streamOf(store(), 3);
      await store().removeContents?.(stream, 'Noted');
      const again = await harness().reopen?.();
      expect((await collect((again ?? store()).readStream(stream))).map(isRemoved)).toEqual([true, true, true]);
    });
  });
}
