import fc from 'fast-check';
import { hasUnsafeInteger, unsafeIntegerPath } from './unsafe-integers';

describe('whole numbers beyond 2^53', () => {
  it.each([
    ['10016114430915841234', true],
    ['{"id":9007199254740992}', true],
    ['{"id":-9007199254740993}', true],
    ['{"id":9007199254740991}', false],
    ['{"id":"10016114430915841234"}', false],
    ['{"a\\"10016114430915841234":1}', false],
    ['{"a":"\\\\","id":10016114430915841234}', true],
    ['{"a":0.12345678901234567}', false],
    ['{"a":1e300,"b":1234567890123456789e3}', false],
  ])('%s', (text, found) => {
    expect(hasUnsafeInteger(text)).toBe(found);
  });

  it('are found wherever they are, and nothing else is', () => {
    const unsafe = fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n });
    const json = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(json, fc.option(unsafe, { nil: undefined }), fc.string(), (value, large, key) => {
        const plain = JSON.stringify(value);
        fc.pre(!hasUnsafeInteger(plain));
        const text = large === undefined ? plain : `[${plain},{${JSON.stringify(key)}:${large}}]`;
        expect(hasUnsafeInteger(text)).toBe(large !== undefined);
      }),
    );
  });

  it('are named by their path', () => {
    expect(unsafeIntegerPath({ a: [1, { b: 2 ** 60 }] })).toBe('a[1].b');
    expect(unsafeIntegerPath(2 ** 60)).toBe('');
    expect(unsafeIntegerPath({ a: [1, null, 'x', 0.5, Infinity] })).toBeUndefined();
  });
});
