import { hashOfKey } from '@ledger/access';
import { RunningLedger } from '../support/running-ledger';

const READER = 'reader-key';
const FLOW = 'flow-key';
const LEAD = 'lead-key';

describe('a ledger that asks for API keys', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await RunningLedger.start({
      AUTH_MODE: 'api-key',
      API_KEYS: `desk:${hashOfKey(READER)}:statestore.read, flows:${hashOfKey(FLOW)}:cloudplatform:statestore.write+statestore.read, lead:${hashOfKey(LEAD)}:statestore.write+operations.write+history.import`,
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

  it('records what an operator does as an operator’s, unless it is an import', async () => {
    const lead = { 'x-api-key': LEAD };
    const flow = { 'x-api-key': FLOW };
    const sessionId = 'kinds';
    await ledger.post('/v1/journeys', { ...journey, sessionId }, flow);
    const call = (name: string, body: object, headers: object) =>
      ledger.post(`/v1/journeys/${sessionId}/${name}`, body, { ...headers });
    await call('restart', { reason: 'by a flow' }, flow);
    await call('restart', { reason: 'by operations' }, lead);
    await call('deadline', { deadline: null, reason: 'waits' }, lead);
    await call('transitions', { targetStateId: 'IDENTIFY' }, lead);
    const line = { command: 'start', sessionId: 'kinds-told', definitionId: 'CustomerJourneyState' };
    const told = [
      { ...line, occurredAt: '2026-01-05T09:00:00Z' },
      { command: 'restart', sessionId: 'kinds-told', occurredAt: '2026-01-05T09:01:00Z' },
    ];
    const lines = told.map((one) => JSON.stringify(one)).join('\n');
    await ledger.post('/v1/commands?mode=history', lines, { ...lead, 'content-type': 'application/x-ndjson' });
    const kinds = async (session: string, entries: number) => {
      const found = (await ledger.timelineWith(session, entries, flow)) as { type: string; actor: { kind: string } }[];
      return found.map(({ type, actor }) => `${type} ${actor.kind}`);
    };
    expect(await kinds(sessionId, 5)).toEqual([
      'JourneyStarted caller',
      'JourneyRestarted caller',
      'JourneyRestarted operator',
      'DeadlineChanged operator',
      'JourneyTransitioned caller',
    ]);
    expect(await kinds('kinds-told', 2)).toEqual(['JourneyStarted import', 'JourneyRestarted import']);
  });

  it('asks for no key to show its health, its metrics or its documentation', async () => {
    for (const path of ['/health/live', '/metrics', '/openapi.json', '/problems/forbidden']) {
      expect([path, (await ledger.get(path)).status]).toEqual([path, 200]);
    }
    expect((await ledger.get('/nowhere')).status).toBe(404);
  });
});

describe('a ledger that asks for no keys', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ALLOWED_HOSTS: 'ledger.desk' });
  });
  afterAll(() => ledger.remove());

  const begin = (headers: Record<string, string>) =>
    ledger.post('/v1/journeys', { definitionId: 'CustomerJourneyState' }, headers);
  const own = (): string => new URL(ledger.url).host;

  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', '192.168.0.7', '[::2]', 'localhost.'])(
    'refuses what asks under the name %j',
    async (host) => {
      const reply = await begin({ host });
      expect([reply.status, reply.json()['code']]).toEqual([403, 'FORBIDDEN']);
      expect((await ledger.get('/v1/journeys', { host })).status).toBe(403);
    },
  );

  it.each(['localhost', 'LOCALHOST:80', '127.0.0.1', '127.9.9.9:1', '[::1]:3000', 'Ledger.Desk:8080'])(
    'answers under the name %s',
    async (host) => {
      expect((await begin({ host })).status).toBe(201);
    },
  );

  it.each<[string, Record<string, string>]>([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['of another port, by its origin', { origin: 'http://127.0.0.1:1' }],
    ['without an origin of its own', { origin: 'null' }],
    ['that says two things', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['that sends a form there', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ])('refuses a page %s', async (_, headers) => {
    const reply = await begin(headers);
    expect([reply.status, reply.json()['code']]).toEqual([403, 'FORBIDDEN']);
    expect((await ledger.get('/v1/events', { 'sec-fetch-dest': 'iframe', ...headers })).status).toBe(403);
  });

  it('answers its own pages, what was typed, and links to it', async () => {
    expect((await begin({ origin: ledger.url, 'sec-fetch-site': 'same-origin', host: own() })).status).toBe(201);
    expect((await begin({ 'sec-fetch-site': 'none' })).status).toBe(201);
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await ledger.get('/docs', link)).status).toBe(200);
    expect((await begin(link)).status).toBe(403);
  });
});
