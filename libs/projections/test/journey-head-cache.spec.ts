import fc from 'fast-check';
import { contextMemory, type Context } from '@ledger/journey';
import type { JourneyHead } from '../src/read-models/journey-head';
import { headKey, JourneyHeadCache, memoryOf } from '../src/read-models/journey-head-cache';

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

describe('the heads that are remembered', () => {
  /** What the cache reads of a head. */
  const head = (sessionId: string, lastPosition: string, context: Context = {}): JourneyHead =>
    ({ tenant: 'default', sessionId, lastPosition, state: { context } }) as JourneyHead;
  const positionOf = (cache: JourneyHeadCache, sessionId: string): string | undefined =>
    cache.get(headKey('default', sessionId))?.lastPosition;
  const TOO_LARGE = { note: 'x'.repeat(20_000_000) };

  it('are of the running journeys, however many end', () => {
    const cache = new JourneyHeadCache();
    cache.put(head('running', '1'), false);
    cache.put(head('ended', '2'), true);
    expect(positionOf(cache, 'ended')).toBe('2');
    for (let n = 0; n < 2_000; n += 1) cache.put(head(`other-${n}`, '3'), true);
    expect(positionOf(cache, 'ended')).toBeUndefined();
    expect(positionOf(cache, 'other-1999')).toBe('3');
    expect(positionOf(cache, 'running')).toBe('1');
  });

  it('are as the journey is now, when it ends and when it runs again', () => {
    const cache = new JourneyHeadCache();
    for (const [position, isEnded] of [
      ['1', false],
      ['2', true],
      ['3', false],
      ['4', true],
    ] as const) {
      cache.put(head('moved', position), isEnded);
      expect(positionOf(cache, 'moved')).toBe(position);
    }
  });

  it.each([true, false])('are never as the journey was before one that is too large (ended: %s)', (isEnded) => {
    const cache = new JourneyHeadCache();
    cache.put(head('grown', '1'), !isEnded);
    cache.put(head('grown', '2', TOO_LARGE), isEnded);
    expect(positionOf(cache, 'grown')).toBeUndefined();
    cache.put(head('grown', '3'), isEnded);
    cache.put(head('grown', '4', TOO_LARGE), isEnded);
    expect(positionOf(cache, 'grown')).toBeUndefined();
  });
});
