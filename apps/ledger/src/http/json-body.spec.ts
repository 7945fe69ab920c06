import fc from 'fast-check';
import { hasUnsafeInteger } from '@ledger/plain-data';
import { MAX_DEPTH, parseJson } from './json-body';

describe('parseJson', () => {
  it('gives what JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('"__proto__":') && !hasUnsafeInteger(text));
        expect(parseJson(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('takes nesting up to its limit and no further', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(() => parseJson(nested(MAX_DEPTH))).not.toThrow();
    expect(() => parseJson(nested(MAX_DEPTH + 1))).toThrow(`The body is nested deeper than ${MAX_DEPTH} levels.`);
  });

  it('repeats nothing of a body that it cannot parse: it may contain personal data', () => {
    expect(() => parseJson('{"card": 4111-1111}')).toThrow(/^The body is invalid JSON at position \d+\.$/);
    expect(() => parseJson('secret')).not.toThrow(/secret/);
  });

  it.each([
    ['{"constructor":{"prototype":1}}', /forbidden key constructor/],
    ['{"a":[{"__proto__":1}]}', /forbidden key __proto__/],
    ['{"a":{"b":[-1e400]}}', /^Field a\.b\[0\] is a number too large/],
    ['{"a":{"b":[1,10016114430915841234]}}', /^Field a\.b\[1\] is a whole number beyond 9007199254740991/],
    ['9007199254740993', /^The body is a whole number beyond/],
  ])('refuses %s', (text, says) => {
    expect(() => parseJson(text)).toThrow(says);
  });

  it.each(['{"constructor":"Bob the builder"}', '{"prototype":{}}', '{"a":1e308}', '{"a":-0}'])('takes %s', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});
