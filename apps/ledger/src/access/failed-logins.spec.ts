import { refusal, type Authentication, type Principal, type RefusalKind } from '@ledger/access';
import { FailedLogins, tooManyFailures } from './failed-logins';

const WRONG = refusal('unknown', 'This ledger does not accept the API key.');
const caller = (clientId: string): Principal => ({ clientId, tenant: 'default', scopes: new Set() });

describe('failed logins', () => {
  let now: number;
  let lines: string[];
  let logins: FailedLogins;
  beforeEach(() => {
    now = 0;
    lines = [];
    logins = new FailedLogins({ perMinute: 3, warn: (line) => void lines.push(line), elapsed: () => now });
  });

  /** What an address is told, in milliseconds to wait: 0 is what the credentials themselves are answered. */
  const login = (address: string, authentication: Authentication = WRONG): number =>
    logins.waitBefore(address) || logins.waitAfter(address, authentication);
  const failOften = (address: string): void => {
    for (let count = 0; count < 3; count += 1) expect(login(address)).toBe(0);
  };

  it('are let in until there are too many, and again as time passes', () => {
    failOften('203.0.113.7');
    expect(login('203.0.113.7')).toBe(20_000);
    now += 5_000;
    expect(login('203.0.113.7')).toBe(15_000);
    now += 15_000;
    expect([login('203.0.113.7'), login('203.0.113.7')]).toEqual([0, 20_000]);
  });

  it('of one address do not touch callers of another', () => {
    failOften('203.0.113.7');
    expect(login('203.0.113.8', caller('flows'))).toBe(0);
    expect(login('203.0.113.8')).toBe(0);
  });

  it('do not lock out who was accepted from that address before, and tell no other what is right', () => {
    expect(login('203.0.113.7', caller('flows'))).toBe(0);
    failOften('203.0.113.7');
    expect(login('203.0.113.7', caller('flows'))).toBe(0);
    expect([login('203.0.113.7', caller('desk')), login('203.0.113.7')]).toEqual([20_000, 20_000]);
    now += 20_000;
    expect(login('203.0.113.7', caller('desk'))).toBe(0);
  });

  it('let in by turns all who were accepted from that address, whichever object tells who they are', () => {
    const [flows, desk, stranger] = [caller('flows'), caller('desk'), caller('stranger')];
    for (const known of [flows, desk]) expect(login('203.0.113.7', known)).toBe(0);
    failOften('203.0.113.7');
    const inTurn = [flows, desk, stranger, desk, flows, caller('flows'), stranger];
    expect(inTurn.map((one) => login('203.0.113.7', one))).toEqual([0, 0, 20_000, 0, 0, 0, 20_000]);
    expect(login('203.0.113.8', flows)).toBe(0);
  });

  it('count together in a network of IPv6, as one client has it', () => {
    ['2001:db8::1', '2001:db8::2', '2001:db8::3'].forEach((address) => expect(login(address)).toBe(0));
    expect(login('2001:db8::4')).toBe(20_000);
    expect(login('2001:db8:0:1::4')).toBe(0);
  });

  it.each<RefusalKind>(['none', 'expired', 'unavailable'])('do not count as guesses: %s', (kind) => {
    for (let count = 0; count < 10; count += 1) expect(login('203.0.113.7', refusal(kind, 'Why.'))).toBe(0);
    failOften('203.0.113.7');
  });

  it('are counted by their reason, and logged with the address', () => {
    login('203.0.113.7', refusal('none', 'Why.'));
    login('203.0.113.7', refusal('expired', 'The key a7Kd93Xw expired.'));
    failOften('203.0.113.7');
    login('203.0.113.7');
    expect([...logins.counts]).toEqual([
      ['expired', 1],
      ['unknown', 3],
      ['too-many', 1],
    ]);
    expect(lines[0]).toBe('A login from 203.0.113.7 failed (expired). The key a7Kd93Xw expired.');
    expect(lines.filter((line) => line.includes('more often'))).toEqual([
      'Logins from 203.0.113.7 fail more often than 3 a minute (FAILED_LOGINS_PER_MINUTE); callers new to it have to wait.',
    ]);
  });

  it('that continue for hours are told of once a minute', () => {
    for (let second = 0; second < 3_600; second += 1) {
      login('203.0.113.7');
      now += 1_000;
    }
    expect(lines.filter((line) => line.includes('more often')).length).toBeLessThanOrEqual(60);
    expect(lines.length).toBeLessThan(300);
  });

  it('have no limit where none is set', () => {
    const open = new FailedLogins({ perMinute: 0, warn: () => undefined, elapsed: () => now });
    for (let count = 0; count < 1_000; count += 1) expect(open.waitAfter('203.0.113.7', WRONG)).toBe(0);
    expect(open.counts.get('unknown')).toBe(1_000);
  });

  it('are answered with when to ask again', () => {
    const { status, headers, message } = tooManyFailures(1_400);
    expect([status, headers, message]).toEqual([
      429,
      { 'retry-after': '2' },
      'Too many logins from this address failed (FAILED_LOGINS_PER_MINUTE); retry in 2 s.',
    ]);
  });
});
