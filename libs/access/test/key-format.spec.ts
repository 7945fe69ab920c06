import * as fc from 'fast-check';
import { generateKey, KEY_PATTERN, keyFault, keyIdOf } from '../src';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const key = fc.constantFrom('live' as const, 'test' as const).map((environment) => generateKey(environment));

describe('a key', () => {
  it('has the form that scanners look for, and a part that may be shown', () => {
    fc.assert(
      fc.property(key, (made) => {
        expect(made).toMatch(KEY_PATTERN);
        expect(made).toHaveLength('jlk_live_'.length + 36);
        expect(keyFault(made)).toBeUndefined();
        expect(made.slice('jlk_live_'.length)).toMatch(new RegExp(`^${keyIdOf(made)}`));
        expect(keyIdOf(made)).toHaveLength(8);
      }),
    );
  });

  it.each(['jlk_live_0000000000000000000000000000001MHXQ6', 'jlk_test_0123456789ABCDEFGHIJKLMNOPQRST0fNtnc'])(
    'is %s with its checksum, of a program in another language too',
    (text) => {
      expect(keyFault(text)).toBeUndefined();
      expect(keyFault(text.replace(/_[a-z]+_/, (part) => (part === '_live_' ? '_test_' : '_live_')))).toBe(
        'wrong-checksum',
      );
    },
  );

  it('is never accepted with one character changed, removed, added or exchanged with its neighbour', () => {
    const place = fc.nat({ max: 44 });
    const character = fc.constantFrom(...CHARACTERS);
    fc.assert(
      fc.property(key, place, character, fc.nat({ max: 3 }), (made, at, other, way) => {
        const before = made.slice(0, at);
        const mutated = [
          before + other + made.slice(at + 1),
          before + made.slice(at + 1),
          before + other + made.slice(at),
          before + (made[at + 1] ?? '') + (made[at] ?? '') + made.slice(at + 2),
        ][way];
        fc.pre(mutated !== made);
        expect(keyFault(mutated ?? '')).toBeDefined();
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    '',
    'jlk_',
    'jlk_live_',
    'jlk_prod_' + 'a'.repeat(36),
    'jlk_live_' + 'ä'.repeat(36),
    'jlk_live_' + 'a'.repeat(37),
  ])('of the form %j is malformed', (text) => {
    expect(keyFault(text)).toBe('malformed');
  });
});
