import { entityTag, noneMatchHolds, parseIfMatch } from './entity-tags';

describe('If-Match', () => {
  it.each([
    [undefined, { kind: 'absent' }],
    ['*', { kind: 'any' }],
    [' * ', { kind: 'any' }],
    ['"0"', { kind: 'revisions', revisions: [0] }],
    [' "12" ', { kind: 'revisions', revisions: [12] }],
    ['"3", "7"', { kind: 'revisions', revisions: [3, 7] }],
    ['"3", W/"7", "x"', { kind: 'revisions', revisions: [3] }],
    ['W/"3"', { kind: 'never' }],
    ['"abc"', { kind: 'never' }],
    ['""', { kind: 'never' }],
    ['"01"', { kind: 'never' }],
    ['"9999999999999999"', { kind: 'never' }],
  ])('%p is %p', (header, expected) => {
    expect(parseIfMatch(header)).toEqual(expected);
  });

  it.each(['', '3', '"3', '3"', '"3" "4"', 'w/"3"', '"3",', '"a\u0000"'])('refuses %p', (header) => {
    expect(() => parseIfMatch(header)).toThrow(/^If-Match must be the ETag of a reply/);
  });
});

describe('If-None-Match', () => {
  it.each([
    [undefined, false],
    ['*', true],
    ['"3"', true],
    ['W/"3"', true],
    ['"1", "3"', true],
    ['"4"', false],
    ['"x"', false],
  ])('%p holds the journey at revision 3: %p', (header, holds) => {
    expect(noneMatchHolds(header, 3)).toBe(holds);
  });

  it('takes the tag that a reply gave', () => {
    expect(noneMatchHolds(entityTag(41), 41)).toBe(true);
  });
});
