import type { Socket } from 'node:net';
import { callerAddress } from './caller-address';

describe('the address of a caller', () => {
  const socket = { remoteAddress: '10.0.0.1' } as Socket;

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ['203.0.113.7:50123', '203.0.113.7'],
    ['[2001:db8::7]:443', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['unknown', '10.0.0.1'],
    ['_hidden:7', '10.0.0.1'],
    ['203.0.113.7:x', '10.0.0.1'],
    ['', '10.0.0.1'],
  ])('that a trusted proxy calls %j is %s', (ip, address) => {
    expect(callerAddress({ ip, socket })).toBe(address);
  });
});
