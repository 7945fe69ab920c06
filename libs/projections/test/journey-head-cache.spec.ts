import fc from 'fast-check';
import { contextMemory, type Context } from '@ledger/journey';
import { memoryOf } from '../src/read-models/journey-head-cache';

const short = fc.oneof(fc.string({ maxLength: 40 }), fc.integer(), fc.boolean(), fc.constant(null));
const flat: fc.Arbitrary<Context> = fc.dictionary(fc.stringMatching(/^[a-z]{1,20}$/), short, { maxKeys: 12 });

describe('the memory of a context', () => {
  it('is about what its JSON says, without writing that', () => {
    fc.assert(
      fc.property(flat, (context) => {
        // Quotes, commas and escapes: at most some characters more for each name and value.
        const characters = Object.keys(context).length * 12 + 2;
        const longest = Object.values(context).reduce<number>(
          (sum, value) => sum + JSON.stringify(value).length * 2,
          0,
        );
        expect(memoryOf(context)).toBeGreaterThanOrEqual(contextMemory(context) - 4 * (characters + longest));
        expect(memoryOf(context)).toBeLessThanOrEqual(contextMemory(context) + 4 * characters);
      }),
    );
  });

  it('is that of its JSON where values are nested', () => {
    const context = { address: { lines: ['x'.repeat(1_000)] } };
    expect(memoryOf(context)).toBe(contextMemory(context));
  });
});
