import { isCidr, Networks } from '../src';

describe('networks', () => {
  const networks = new Networks(['10.20.0.0/16', '2001:db8::/32', '192.0.2.7/32']);

  it.each([
    ['10.20.3.4', true],
    ['::ffff:10.20.3.4', true],
    ['10.21.0.1', false],
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['2001:db8:1::1', true],
    ['2001:db9::1', false],
    ['', false],
    ['localhost', false],
  ])('have the address %j: %p', (address, isIn) => {
    expect(networks.has(address)).toBe(isIn);
  });

  it('say the same of an address as often as it is asked, whatever else is asked', () => {
    for (let number = 0; number < 3_000; number++) {
      const address = `10.${number % 40}.${number >> 8}.${number & 255}`;
      expect([networks.has(address), networks.has('10.20.3.4')]).toEqual([number % 40 === 20, true]);
    }
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '::/129', 'example.org/8', '10.0.0.0/8/8', '', '/8'])(
    'are not written as %j',
    (text) => {
      expect(isCidr(text)).toBe(false);
      expect(() => new Networks([text])).toThrow(TypeError);
    },
  );

  it.each(['0.0.0.0/0', '10.0.0.0/8', '::/0', '::1/128'])('are written as %j', (text) => {
    expect(isCidr(text)).toBe(true);
  });
});
