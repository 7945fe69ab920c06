import { FakeTime } from '@ledger/runtime/testing';
import { isLoopback, isPublic, sendWebhook } from '@ledger/escalations';
import { checkedAddresses } from '../src/webhooks/checked-lookup';
import { Desk } from './desk.test-support';

const message = { id: 'call-1:1', body: '{}' };
const never = new AbortController().signal;

describe('the addresses that webhooks may be sent to', () => {
  it.each([
    ...['93.184.215.14', '8.8.8.8', '172.32.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8', '::FFFF:808:808'],
    ...['64:ff9b::8.8.8.8', '64:ff9b::808:808', '64:ff9b:0:0:0:0:808:808', '2002:808:808::1', '::ffff:0:8.8.8.8'],
  ])('are public ones: %s', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.168.1.1', '198.18.0.1', '203.0.113.9', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::7f00:1', '64:ff9b::a00:1'],
    ...['64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:0:0:0:0:c0a8:101', '64:ff9b:1::808:808', '2002:7f00:1::'],
    ...['2002:c0a8:101::1', '2002:A9FE:A9FE::', '::ffff:0:10.0.0.1', '::ffff:0:7f00:1', '0:0:0:0:0:ffff:c0a8:101'],
    ...['2002:a00:1::', '2001:db8::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'ff02::1', 'desk.example', ''],
  ])('are not %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it('know this machine', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'].map(isLoopback)).toEqual([true, true, true, true]);
    const others = ['10.0.0.1', '::2', '8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::'];
    expect(others.map(isLoopback)).toEqual(others.map(() => false));
  });

  const https = new URL('https://desk.example/hooks');
  const resolvingTo =
    (...addresses: readonly string[]) =>
    () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }) as const));

  it('are all that a name has: one bad one among them refuses the name', async () => {
    const target = { url: https, allowPrivate: false };
    await expect(checkedAddresses(target, resolvingTo('8.8.8.8'))).resolves.toEqual([
      { address: '8.8.8.8', family: 4 },
    ]);
    for (const bad of ['10.0.0.1', '169.254.169.254', '::1', 'fe80::1']) {
      await expect(checkedAddresses(target, resolvingTo('8.8.8.8', bad))).rejects.toThrow('not public');
    }
    await expect(checkedAddresses(target, resolvingTo())).rejects.toThrow('no address');
    const allowed = { ...target, allowPrivate: true };
    await expect(checkedAddresses(allowed, resolvingTo('10.0.0.1'))).resolves.toHaveLength(1);
    const written = { url: new URL('https://[fd00::1]/'), allowPrivate: false };
    await expect(checkedAddresses(written, resolvingTo('8.8.8.8'))).rejects.toThrow('not public');
  });

  it('are this machine alone for http, whatever its name says', async () => {
    const target = { url: new URL('http://localhost/'), allowPrivate: true };
    await expect(checkedAddresses(target, resolvingTo('127.0.0.1'))).resolves.toHaveLength(1);
    await expect(checkedAddresses(target, resolvingTo('10.0.0.1'))).rejects.toThrow('is not this machine');
  });
});

describe('sending a webhook', () => {
  let desk: Desk;
  const time = new FakeTime();
  const ports = { clock: time, scheduler: time };

  beforeEach(async () => (desk = await Desk.listen()));
  afterEach(() => desk.close());

  it('goes to the address that was checked, though the name answers otherwise a moment later', async () => {
    const answers = ['127.0.0.1', '10.0.0.1'];
    let asked = 0;
    const resolve = () => Promise.resolve([{ address: answers[asked++] ?? '', family: 4 } as const]);
    const target = desk.target({ url: new URL(`http://desk.test:${desk.port}/hooks`) });
    // No resolver of this machine knows the name: only a pinned address leads there.
    await expect(sendWebhook({ ...ports, resolve }, target, message, never)).resolves.toEqual({
      kind: 'delivered',
      status: 204,
    });
    expect(asked).toBe(1);
    expect(desk.received[0]?.headers['host']).toBe(`desk.test:${desk.port}`);
    await expect(sendWebhook({ ...ports, resolve }, target, message, never)).resolves.toMatchObject({
      code: 'ADDRESS_REFUSED',
    });
    expect(desk.received).toHaveLength(1);
  });

  it.each([
    ['a name that is not resolved', { code: 'ENOTFOUND' }, 'NAME_UNRESOLVED'],
    ['a resolver that fails', { code: 'ESERVFAIL' }, 'CONNECTION_FAILED'],
    ['an error of no kind', {}, 'CONNECTION_FAILED'],
  ])('fails for %s', async (_, error, code) => {
    const resolve = () => Promise.reject(Object.assign(new Error('It failed.'), error));
    const target = desk.target({ url: new URL('http://desk.test/') });
    await expect(sendWebhook({ ...ports, resolve }, target, message, never)).resolves.toMatchObject({
      kind: 'failed',
      code,
      isPermanent: false,
    });
  });

  it('fails if no server listens, and if a name takes too long to be resolved', async () => {
    const target = desk.target();
    await desk.close();
    await expect(sendWebhook(ports, target, message, never)).resolves.toMatchObject({ code: 'CONNECTION_REFUSED' });
    desk = await Desk.listen();
    const resolve = () => new Promise<never>(() => undefined);
    const slow = { ...target, url: new URL('http://desk.test/') };
    const sending = sendWebhook({ ...ports, resolve }, slow, message, never);
    await time.advance(10_000);
    await expect(sending).resolves.toMatchObject({ code: 'TIMEOUT' });
    expect(time.waiting).toEqual([]);
  });
});
