import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { InvalidEventError } from './errors';
import { stableJson } from './stable-json';

describe('stableJson', () => {
  it('gives, for any JSON value, a text that stays the same and a value that stays equal', () => {
    const anyText = fc.string({ unit: 'binary' });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, false),
        anyText,
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
        fc.array(tie('value')),
        fc.dictionary(fc.oneof(anyText, fc.nat().map(String)), tie('value')).map(withoutProto),
      ),
    }));
    fc.assert(
      fc.property(value, (data) => {
        const text = stableJson(data);
        const parsed: unknown = JSON.parse(text);
        expect(JSON.stringify(parsed)).toBe(text);
        expect(parsed).toEqual(data);
        expect(stableJson(parsed)).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses, or keeps, whatever else a caller could give', () => {
    const hostile = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
    });
    fc.assert(
      fc.property(hostile, (data) => {
        let text: string;
        try {
          text = stableJson(data);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidEventError);
          return;
        }
        const parsed: unknown = JSON.parse(text);
        expect(JSON.stringify(parsed)).toBe(text);
        expect(parsed).toEqual(data);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['half an emoji', { text: '\ud83d' }, '{"text":"\\ud83d"}'],
    ['keys that look like integers', { b: 1, 2: 2, 1: 1 }, '{"1":1,"2":2,"b":1}'],
    ['an exponent', { n: 1e21 }, '{"n":1e+21}'],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
    ['an object of another realm', runInNewContext('({ a: [1, { b: 2 }] })'), '{"a":[1,{"b":2}]}'],
    ['names of Object.prototype', { constructor: 1, toString: 'x' }, '{"constructor":1,"toString":"x"}'],
  ])('keeps %s', (_, data: unknown, text) => {
    expect(stableJson(data)).toBe(text);
  });

  it.each<[string, unknown, string]>([
    ['undefined', undefined, 'data is undefined'],
    ['an undefined member', { set: { verified: undefined } }, 'data.set.verified is undefined'],
    ['an undefined item', { list: [1, undefined] }, 'data.list[1] is undefined'],
    ['NaN', { n: Number.NaN }, 'data.n is NaN'],
    ['Infinity', [{ n: -Infinity }], 'data[0].n is -Infinity'],
    ['-0', { 'fraud score': -0 }, 'data["fraud score"] is -0'],
    ['a bigint', { n: 1n }, 'data.n is a bigint'],
    ['a function', { f: (): number => 1 }, 'data.f is a function'],
    ['a symbol', { s: Symbol('s') }, 'data.s is a symbol'],
    ['a hole', { list: Object.assign([1, 2], { length: 3 }) }, 'data.list is an array with holes'],
    ['a named member of an array', Object.assign([1], { extra: 1 }), 'data is an array with holes or named members'],
    ['a date', { at: new Date(0) }, 'data.at is an object of a class'],
    ['a map', { map: new Map([[1, 2]]) }, 'data.map is an object of a class'],
    ['a boxed number', { n: Object(1) as unknown }, 'data.n is an object of a class'],
    ['toJSON', { x: { toJSON: (): string => 'y' } }, 'data.x.toJSON is a function'],
    [
      'toJSON of an array',
      Object.defineProperty([1], 'toJSON', { value: () => 2 }),
      'data is an array with holes or named',
    ],
    ['__proto__', JSON.parse('{"a":{"__proto__":{"admin":true}}}'), 'data.a has a member named __proto__'],
  ])('refuses %s and says where', (_, data, sentence) => {
    expect(() => stableJson(data)).toThrow(InvalidEventError);
    expect(() => stableJson(data)).toThrow(sentence);
  });

  it('refuses what refers to itself, and what is nested too deep', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(() => stableJson(loop)).toThrow('is nested deeper than 64 levels');
    expect(() => stableJson(nested(65))).toThrow(`data${'[0]'.repeat(64)} is nested deeper than 64 levels`);
    expect(stableJson(nested(64))).toBe(`${'['.repeat(64)}1${']'.repeat(64)}`);
  });
});

function withoutProto(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== '__proto__'));
}
