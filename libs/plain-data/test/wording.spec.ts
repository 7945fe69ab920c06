import { closestName, orList } from '../src';

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
