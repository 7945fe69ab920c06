import { closestName, durationText, orList } from '../src';

describe('orList', () => {
  it.each([
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('writes %j as "%s"', (names, text) => {
    expect(orList(names)).toBe(text);
  });

  it('says how many more there are than it shows', () => {
    const names = Array.from({ length: 25 }, (_, index) => `S${index}`);

    expect(orList(names)).toMatch(/^S0, S1, .*, S19 or 5 more$/);
  });
});

describe('closestName', () => {
  const states = ['IDENTIFY', 'PAYMENT', 'DONE'];

  it.each([
    ['PAYMNT', 'PAYMENT'],
    ['payment', 'PAYMENT'],
    ['INDENTIFY', 'IDENTIFY'],
    ['DOME', 'DONE'],
  ])('takes %s for %s', (name, meant) => {
    expect(closestName(name, states)).toBe(meant);
  });

  it.each(['AGENT', '', 'X'])('takes %j for none of them', (name) => {
    expect(closestName(name, states)).toBeUndefined();
  });

  it('finds nothing among no names', () => {
    expect(closestName('PAYMENT', [])).toBeUndefined();
  });
});

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [90_000_000, '1 d 1 h'],
    [86_400_000 + 5_000, '1 d'],
    [529_833_138_800, '6,132 days'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
