import fc from 'fast-check';
import { examples } from '@ledger/runtime/testing';
import { canonicalInstant, compareInstants, instantAfter, isCanonicalInstant, writtenInstant } from '../src';

const FAR = 8.64e15;
const instants = fc.integer({ min: -FAR, max: FAR }).map((ms) => new Date(ms).toISOString());
const usual = fc
  .date({ min: new Date('1999-12-31T00:00:00.000Z'), max: new Date('2030-01-01T00:00:00.000Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
/** Texts of the right shape, of which many name no instant. */
const shaped = fc
  .tuple(...[9999, 13, 32, 25, 60, 61, 999].map((max) => fc.integer({ min: 0, max })))
  .map(([year, month, day, hour, minute, second, ms]) => {
    const two = (value = 0): string => String(value).padStart(2, '0');
    const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
    return `${date}T${two(hour)}:${two(minute)}:${two(second)}.${String(ms).padStart(3, '0')}Z`;
  });
const other = fc.constantFrom(
  '',
  '2026-02-29T00:00:00.000Z',
  '2028-02-29T00:00:00.000Z',
  '2026-02-30T00:00:00.000Z',
  '2026-01-31T24:00:00.000Z',
  '2026-01-31T12:00:00Z',
  '2026-01-31T12:00:00.000+02:00',
  '2026-01-31 12:00:00.000Z',
  '2026-01-31t12:00:00.000z',
  'x2026-01-31T12:00:00.000Z',
  '2026-01-31T12:00:00.000Z\n',
);
const texts = fc.oneof(instants, usual, shaped, other);

describe('a canonical instant', () => {
  it('is what a date writes for it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (!isCanonicalInstant(text)) return;
        expect(new Date(text).toISOString()).toBe(text);
      }),
      { numRuns: examples(3) },
    );
  });

  it('is every time of the ledger but those of the 29th of February', () => {
    fc.assert(
      fc.property(usual, (text) => {
        expect(isCanonicalInstant(text)).toBe(!text.includes('-02-29T'));
      }),
      { numRuns: examples(1) },
    );
  });

  it('is made of any other text that names an instant', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const slow = (): string => new Date(text).toISOString();
        if (Number.isNaN(Date.parse(text))) expect(() => canonicalInstant(text)).toThrow(RangeError);
        else expect(canonicalInstant(text)).toBe(slow());
      }),
      { numRuns: examples(1) },
    );
  });
});

describe('instants', () => {
  it('compare as if they were parsed', () => {
    fc.assert(
      fc.property(texts, texts, (one, another) => {
        const difference = Date.parse(one) - Date.parse(another);
        expect(Math.sign(compareInstants(one, another))).toBe(Math.sign(difference));
      }),
      { numRuns: examples(3) },
    );
  });

  it('are written as a date writes them, in whatever order they come', () => {
    const near = fc.integer({ min: 0, max: 3 }).map((more) => 1_790_000_000_000 + more);
    fc.assert(
      fc.property(fc.array(fc.oneof(near, fc.integer({ min: -FAR, max: FAR }))), (times) => {
        expect(times.map(writtenInstant)).toEqual(times.map((ms) => new Date(ms).toISOString()));
      }),
      { numRuns: examples(1) },
    );
  });

  it('move by spans as if they were parsed each time', () => {
    const from = fc.oneof(fc.constantFrom('2026-01-31T12:00:00.000Z', '2026-01-31T13:00:00.000Z'), texts);
    const span = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: -FAR, max: FAR }));
    const slow = ([text, ms]: [string, number]): string | undefined => {
      const instant = Date.parse(text) + ms;
      return Math.abs(instant) <= FAR ? new Date(instant).toISOString() : undefined;
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(from, span), { maxLength: 30 }), (moves) => {
        expect(moves.map(([text, ms]) => instantAfter(text, ms))).toEqual(moves.map(slow));
      }),
      { numRuns: examples(1) },
    );
  });

  it('are remembered for no more spans than that memory is bounded by', () => {
    const at = (ms: number): string | undefined => instantAfter('2026-01-31T12:00:00.000Z', ms);
    const all = Array.from({ length: 500 }, (_, ms) => at(ms));
    expect(all.map((_, ms) => at(ms))).toEqual(all);
  });
});
