import { hashOfKey } from '@ledger/access';
import { RunningLedger, type Reply } from '../support/running-ledger';

const FLOWS = { 'x-api-key': 'flow-key' };
const DESK = { 'x-api-key': 'desk-key' };
const GUESS = { 'x-api-key': 'a-guess-of-a-key' };
const BEGIN = { definitionId: 'CustomerJourneyState' };

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

/** Quick enough that no failure is forgiven while a test asks a few times, also on a busy machine: one is in a minute. */
describe('a ledger that lets an address fail once a minute', () => {
  let ledger: RunningLedger;
  const logged: string[] = [];
  beforeAll(async () => {
    const keys = [
      `flows:${hashOfKey('flow-key')}:statestore.write+statestore.read`,
      `desk:${hashOfKey('desk-key')}:statestore.read+audit.read`,
    ];
    ledger = await RunningLedger.start(
      {
        ...{ AUTH_MODE: 'api-key', API_KEYS: keys.join(','), TRUSTED_PROXIES: 'loopback' },
        ...{ FAILED_LOGINS_PER_MINUTE: '1', LOG_LEVEL: 'warn' },
      },
      { logTo: { write: (line) => void logged.push(line) } },
    );
  });
  afterAll(() => ledger.remove());

  let addresses = 0;
  const newAddress = (): Record<string, string> => ({ 'x-forwarded-for': `203.0.113.${(addresses += 1)}` });
  const read = (headers: Record<string, string>): Promise<Reply> => ledger.get('/v1/journeys/none', headers);
  const login = (headers: Record<string, string>): Promise<Reply> =>
    ledger.post('/oauth/token', { grant_type: 'client_credentials' }, headers);

  it('refuses the next one of that address with when to ask again, whatever it shows', async () => {
    const address = newAddress();
    expect((await read({ ...GUESS, ...address })).status).toBe(401);
    for (const shown of [GUESS, FLOWS]) {
      const refused = await read({ ...shown, ...address });
      expect([refused.status, refused.json()['code']]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(1);
    }
  });

  it('counts an address once, whatever port of it a proxy writes', async () => {
    const from = `203.0.113.${(addresses += 1)}`;
    expect((await read({ ...GUESS, 'x-forwarded-for': `${from}:50123` })).status).toBe(401);
    expect((await read({ ...GUESS, 'x-forwarded-for': `${from}:50124` })).status).toBe(429);
    expect((await read({ ...GUESS, 'x-forwarded-for': from })).status).toBe(429);
  });

  it('locks out no caller of another address, and none that was accepted from this one before', async () => {
    const address = newAddress();
    expect((await read({ ...FLOWS, ...address })).status).toBe(404);
    expect((await read({ ...GUESS, ...address })).status).toBe(401);
    expect((await read({ ...GUESS, ...address })).status).toBe(429);
    expect((await read({ ...FLOWS, ...address })).status).toBe(404);
    expect((await read({ ...DESK, ...address })).status).toBe(429);
    expect((await read({ ...DESK, ...newAddress() })).status).toBe(404);
  });

  it('tells a flow in-band, never by a status', async () => {
    const address = newAddress();
    const ensure = () => ledger.post('/v1/flow/ensure', { ...BEGIN, sessionId: 'guessed' }, { ...GUESS, ...address });
    expect((await ensure()).status).toBe(401);
    const reply = await ensure();
    expect([reply.status, reply.json()['outcome'], reply.json()['reasonCode']]).toEqual([
      ...[200, 'UNAVAILABLE', 'TOO_MANY_REQUESTS'],
    ]);
    expect((await ledger.get('/v1/journeys/guessed', { ...FLOWS, ...newAddress() })).status).toBe(404);
  });

  it('counts failed logins at the token endpoint with those of calls, and answers them as OAuth does', async () => {
    const address = newAddress();
    const wrong = await login({ ...basic('flows', 'a-guess-of-a-key'), ...address });
    expect([wrong.status, wrong.json()['error']]).toEqual([401, 'invalid_client']);
    const refused = await login({ ...basic('flows', 'flow-key'), ...address });
    expect(refused.status).toBe(429);
    expect(refused.json()).toEqual({
      error: 'temporarily_unavailable',
      error_description: expect.stringMatching(
        /^Too many logins from this address failed \(FAILED_LOGINS_PER_MINUTE\); retry in \d+ s\.$/,
      ) as string,
    });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(1);
    expect((await read({ ...FLOWS, ...address })).status).toBe(429);
    expect((await login({ ...basic('flows', 'flow-key'), ...newAddress() })).status).toBe(200);
  });

  it('lets a client that logged in from an address log in again', async () => {
    const address = newAddress();
    expect((await login({ ...basic('flows', 'flow-key'), ...address })).status).toBe(200);
    expect((await login({ ...basic('flows', 'a-guess-of-a-key'), ...address })).status).toBe(401);
    expect((await login({ ...basic('flows', 'a-guess-of-a-key'), ...address })).status).toBe(429);
    expect((await login({ ...basic('flows', 'flow-key'), ...address })).status).toBe(200);
  });

  it('counts and logs failures, without what was sent', async () => {
    const address = newAddress();
    const failed = async (): Promise<number> => {
      const { text } = await ledger.get('/metrics');
      return Number(/^failed_logins_total\{reason="unknown"\} (\d+)$/m.exec(text)?.[1] ?? 0);
    };
    const before = await failed();
    await read({ ...GUESS, ...address });
    expect(await failed()).toBe(before + 1);
    const all = logged.join('');
    expect(all).toContain(`A login from ${address['x-forwarded-for']} failed (unknown).`);
    expect(all).not.toContain('a-guess-of-a-key');
    await read(newAddress());
    expect(await failed()).toBe(before + 1);
  });
});
