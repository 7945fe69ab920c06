import { hashOfKey } from '@ledger/access';
import { RunningLedger } from '../support/running-ledger';

const READER = 'reader-key';
const FLOW = 'flow-key';

describe('a ledger that asks for API keys', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await RunningLedger.start({
      AUTH_MODE: 'api-key',
      API_KEYS: `desk:${hashOfKey(READER)}:statestore.read, flows:${hashOfKey(FLOW)}:cloudplatform:statestore.write+statestore.read`,
      SCOPE_PREFIX: 'cloudplatform:',
    });
  });
  afterAll(() => ledger.remove());

  const journey = { sessionId: 'with-key', definitionId: 'CustomerJourneyState' };

  it('refuses a call without a key, and one with a key that it does not know', async () => {
    const without = await ledger.post('/v1/journeys', journey);
    expect([without.status, without.json()['code']]).toEqual([401, 'UNAUTHENTICATED']);
    expect(without.headers['www-authenticate']).toContain('Bearer');
    expect(without.headers['x-request-id']).toBeDefined();
    const unknown = await ledger.post('/v1/journeys', journey, { 'x-api-key': 'guess' });
    expect([unknown.status, unknown.json()['code']]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('refuses what the scopes of a key do not allow, and names the scope', async () => {
    const reply = await ledger.post('/v1/journeys', journey, { 'x-api-key': READER });
    expect(reply.status).toBe(403);
    expect(reply.json()).toMatchObject({ code: 'FORBIDDEN', scope: 'statestore.write' });
    expect((await ledger.get('/v1/journeys/with-key', { 'x-api-key': READER })).status).toBe(404);
  });

  it('takes a key in any of three places, and records whose it was', async () => {
    const basic = Buffer.from(`flow:${FLOW}`).toString('base64');
    expect((await ledger.post('/v1/journeys', journey, { authorization: `Bearer ${FLOW}` })).status).toBe(201);
    expect((await ledger.post('/v1/journeys', journey, { authorization: `Basic ${basic}` })).status).toBe(200);
    const events = await ledger.get('/v1/journeys/with-key', { 'x-api-key': FLOW });
    expect(events.status).toBe(200);
    const timeline = await ledger.get(`/v1/journeys/with-key/timeline?atLeast=${events.json()['position'] as string}`, {
      'x-api-key': READER,
    });
    expect(timeline.json()).toMatchObject({
      entries: [{ actor: { subject: 'flows', clientId: 'flows', kind: 'caller' } }],
    });
  });

  it('asks for no key to show its health, its metrics or its documentation', async () => {
    for (const path of ['/health/live', '/metrics', '/openapi.json', '/problems/forbidden']) {
      expect([path, (await ledger.get(path)).status]).toEqual([path, 200]);
    }
    expect((await ledger.get('/nowhere')).status).toBe(404);
  });
});
