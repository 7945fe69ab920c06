import { streamName, type ChainLink, type StreamName } from '@ledger/event-store';
import fc from 'fast-check';
import { DenseChainMemory } from '../src/dense-chain-memory';

const digest = (byte: number): string => byte.toString(16).padStart(2, '0').repeat(32);
const stream = (id: string | number): StreamName => streamName(`journey.default-${id}`);

describe('what is kept of streams', () => {
  it('is nothing before the first link', () => {
    const memory = new DenseChainMemory();
    expect(memory.get(stream('a'))).toBeUndefined();
    expect(memory.size).toBe(0);
  });

  it.each<ChainLink>([
    { nextRevision: 1n, lastHash: digest(0), chained: true },
    { nextRevision: 0n, lastHash: digest(255), chained: false },
    { nextRevision: 1_073_741_823n, lastHash: undefined, chained: true },
    { nextRevision: 7n, lastHash: undefined, chained: false },
  ])('comes back in every member: %j', (link) => {
    const memory = new DenseChainMemory();
    memory.set(stream('a'), link);
    expect(memory.get(stream('a'))).toEqual(link);
    expect(memory.get(stream('b'))).toBeUndefined();
  });

  it('refuses more events than a revision has room for', () => {
    const link = { nextRevision: 1_073_741_824n, lastHash: undefined, chained: true };
    expect(() => new DenseChainMemory().set(stream('a'), link)).toThrow(RangeError);
  });

  it('is what a Map would hold, whatever the order of the calls', () => {
    const link = fc.record({
      nextRevision: fc.nat({ max: 1_073_741_823 }).map(BigInt),
      lastHash: fc.option(fc.nat({ max: 255 }).map(digest), { nil: undefined }),
      chained: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 40 }), link), { maxLength: 200 }), (calls) => {
        const memory = new DenseChainMemory();
        const model = new Map<StreamName, ChainLink>();
        for (const [id, value] of calls) {
          memory.set(stream(id), value);
          model.set(stream(id), value);
        }
        expect(memory.size).toBe(model.size);
        for (const [name, value] of model) expect(memory.get(name)).toEqual(value);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps its size small and its content whole while it grows over many blocks', () => {
    const memory = new DenseChainMemory();
    const count = 60_000;
    for (let id = 0; id < count; id++) {
      memory.set(stream(id), { nextRevision: BigInt(id), lastHash: digest(id % 256), chained: id % 2 === 0 });
    }
    expect(memory.size).toBe(count);
    for (let id = 0; id < count; id += 97) {
      expect(memory.get(stream(id))).toEqual({
        nextRevision: BigInt(id),
        lastHash: digest(id % 256),
        chained: id % 2 === 0,
      });
    }
    expect(memory.get(stream(count))).toBeUndefined();
    // Four blocks of 16,384 records of 48 bytes, and an index of 131,072 slots of 4 bytes.
    expect(memory.bytes).toBe(4 * 16_384 * 48 + 131_072 * 4);
  });

  it('differs from another in the streams that one lacks or that end elsewhere, whatever the order of the calls', () => {
    const ends = fc.uniqueArray(
      fc.record({ id: fc.nat({ max: 12 }), end: fc.nat({ max: 2 }), byte: fc.nat({ max: 1 }) }),
      {
        selector: ({ id }) => id,
      },
    );
    const memoryOf = (links: readonly { id: number; end: number; byte: number }[]): DenseChainMemory => {
      const memory = new DenseChainMemory();
      for (const { id, end, byte } of links) {
        memory.set(stream(id), { nextRevision: BigInt(end), lastHash: digest(byte), chained: true });
      }
      return memory;
    };
    fc.assert(
      fc.property(ends, ends, (left, right) => {
        const text = ({ id, end, byte }: { id: number; end: number; byte: number }): string => `${id} ${end} ${byte}`;
        const [ours, theirs] = [new Set(left.map(text)), new Set(right.map(text))];
        const odd = [
          ...left.filter((link) => !theirs.has(text(link))),
          ...right.filter((link) => !ours.has(text(link))),
        ];
        const expected = new Set(odd.map(({ id }) => id)).size;
        expect(memoryOf(left).differingFrom(memoryOf(right))).toBe(expected);
        expect(memoryOf(right).differingFrom(memoryOf(left))).toBe(expected);
      }),
    );
  });
});
