import fc from 'fast-check';
import { comparePositions, isPosition, position, sortablePosition } from './position';
import { categoryOf, streamName } from './stream-name';

describe('positions', () => {
  it.each(['0', '1', '12345678901234567890', '3/4'])('takes %s', (text) => {
    expect(isPosition(text)).toBe(true);
    expect(position(text)).toBe(text);
  });

  it.each(['', '-1', '1.5', 'a', '1/', '/1', '1/2/3', ' 1', '1\n', '123456789012345678901'])('refuses %j', (text) => {
    expect(isPosition(text)).toBe(false);
    expect(() => position(text)).toThrow(TypeError);
  });

  it('orders as numbers, and its sortable text in the same way', () => {
    const part = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        const [one, two] = [position(`${a}/${b}`), position(`${c}/${d}`)];
        const byNumber = a === c ? Math.sign(Number(b - d)) : Math.sign(Number(a - c));
        expect(comparePositions(one, two)).toBe(byNumber);
        expect(Math.sign(sortablePosition(one).localeCompare(sortablePosition(two), 'en'))).toBe(byNumber);
      }),
    );
  });
});

describe('stream names', () => {
  it.each([
    ['journey.default-1', 'journey.default'],
    ['a-b-c', 'a'],
  ])('%s is of category %s', (text, category) => {
    expect(categoryOf(streamName(text))).toBe(category);
  });

  it.each(['', '-', 'a', 'a-', '-b'])('refuses %j', (text) => {
    expect(() => streamName(text)).toThrow(TypeError);
  });
});
