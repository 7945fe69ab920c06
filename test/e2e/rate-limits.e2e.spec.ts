import { hashOfKey } from '@ledger/access';
import { RunningLedger, type Reply } from '../support/running-ledger';

const FLOWS = { 'x-api-key': 'flow-key' };
const DESK = { 'x-api-key': 'desk-key' };
const BEGIN = { definitionId: 'CustomerJourneyState' };

/** Quick enough that no token comes back while a test asks five times, also on a busy machine: one comes in a second. */
describe('a ledger that limits requests to one a second', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    const keys = [
      `flows:${hashOfKey('flow-key')}:statestore.write+statestore.read`,
      `desk:${hashOfKey('desk-key')}:statestore.write+statestore.read+audit.read`,
    ];
    ledger = await RunningLedger.start({
      ...{ AUTH_MODE: 'api-key', API_KEYS: keys.join(','), RATE_LIMIT_PER_SECOND: '1' },
    });
  });
  afterAll(() => ledger.remove());

  /** Asks until it is refused, which one of a few quick requests is. */
  async function refused(ask: () => Promise<Reply>): Promise<Reply> {
    for (;;) {
      const reply = await ask();
      if (reply.status === 429) return reply;
    }
  }

  it('refuses what comes beyond it, says when to ask again, and lets the others in', async () => {
    const reply = await refused(() => ledger.post('/v1/journeys', BEGIN, FLOWS));
    expect(reply.headers).toMatchObject({
      'retry-after': '1',
      'ratelimit-policy': '"requests";q=1;w=1',
      ratelimit: '"requests";r=0;t=1',
      'content-type': 'application/problem+json; charset=utf-8',
    });
    expect(reply.json()).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      detail: 'The limit is 1 requests a second (RATE_LIMIT_PER_SECOND); nothing was done. Retry.',
    });
    const other = await ledger.post('/v1/journeys', BEGIN, DESK);
    expect(other.status).toBe(201);
    expect(other.headers['ratelimit']).toBe('"requests";r=0;t=1');
  });

  it('tells a flow in-band, never by a status', async () => {
    for (;;) {
      const reply = await ledger.post('/v1/flow/ensure', { ...BEGIN, sessionId: 'limited' }, FLOWS);
      expect(reply.status).toBe(200);
      if (reply.json()['outcome'] !== 'UNAVAILABLE') continue;
      expect(reply.json()).toMatchObject({ outcome: 'UNAVAILABLE', reasonCode: 'TOO_MANY_REQUESTS' });
      expect(reply.headers['ratelimit']).toBe('"requests";r=0;t=1');
      break;
    }
  });

  it('refuses streams as well', async () => {
    await refused(() => ledger.get('/v1/journeys/none', DESK));
    const stream = await refused(() => ledger.get('/v1/events?after=9999', DESK));
    expect(stream.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  it('lets the lines of a bulk post wait, and refuses none of them', async () => {
    const lines = ['a', 'b'].map((sessionId) => JSON.stringify({ command: 'start', sessionId, ...BEGIN }));
    const ask = () =>
      ledger.post('/v1/commands', lines.join('\n'), { ...FLOWS, 'content-type': 'application/x-ndjson' });
    let reply = await ask();
    while (reply.status === 429) reply = await ask();
    const outcomes = reply.text.trim().split('\n');
    expect(outcomes.map((line) => (JSON.parse(line) as { outcome: string }).outcome)).toEqual(['CREATED', 'CREATED']);
  });

  it('does not count health, metrics and documentation', async () => {
    for (let count = 0; count < 5; count += 1) {
      for (const path of ['/health/live', '/metrics', '/openapi.json']) {
        const reply = await ledger.get(path);
        expect([path, reply.status, reply.headers['ratelimit']]).toEqual([path, 200, undefined]);
      }
    }
  });
});

/** Each caller of it has a bucket of its own: tests that are not about limits ask under addresses of their own. */
describe('a ledger behind a proxy', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ RATE_LIMIT_PER_SECOND: '1', TRUSTED_PROXIES: 'loopback' });
  });
  afterAll(() => ledger.remove());

  let callers = 0;
  const forwarded = (): Record<string, string> => ({ 'x-forwarded-for': `203.0.113.${(callers += 1)}` });

  /** How many of ten quick requests are let in. */
  async function letIn(addressesOf: (n: number) => string): Promise<number> {
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, n) => ledger.get('/v1/journeys/none', { 'x-forwarded-for': addressesOf(n) })),
    );
    return replies.filter(({ status }) => status === 404).length;
  }

  it('counts by the address that the proxy names', async () => {
    expect(await letIn((n) => `198.51.100.${n}`)).toBe(10);
  });

  it('believes nothing that stands before it, which the caller wrote', async () => {
    expect(await letIn((n) => `192.0.2.${n}, 198.51.100.99`)).toBeLessThan(10);
  });

  it('tells browsers what to do with answers, problems, documents and exports', async () => {
    const ask = (path: string) => ledger.get(path, forwarded());
    const replies = [
      await ledger.post('/v1/journeys', BEGIN, forwarded()),
      await ask('/v1/journeys/none'),
      await ask('/nowhere'),
      await ask('/openapi.json'),
      await ask('/health/live'),
      await ask('/v1/exports/events.cloudevents.ndjson'),
      await ledger.get('/v1/journeys', { host: 'evil.example' }),
      await refusedQuickly(),
    ];
    expect(replies.map(({ status }) => status)).toEqual([201, 404, 404, 200, 200, 200, 403, 429]);
    for (const { headers } of replies) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  async function refusedQuickly(): Promise<Reply> {
    const own = forwarded();
    for (;;) {
      const reply = await ledger.get('/v1/journeys/none', own);
      if (reply.status === 429) return reply;
    }
  }

  it('lets the reader of the API document run its own scripts alone', async () => {
    const page = await ledger.get('/docs', forwarded());
    expect(page.headers['content-security-policy']).toMatch(/default-src 'self'.*style-src 'self' 'unsafe-inline'/);
    expect(page.text.match(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/)).toBeNull();
  });

  it('lets no page of another site read its replies: there is no CORS', async () => {
    const asked = await ledger.send('OPTIONS', '/v1/journeys', {
      headers: { origin: ledger.url, 'access-control-request-method': 'POST' },
    });
    expect(asked.status).toBeGreaterThanOrEqual(400);
    const replies = [asked, await ledger.get('/v1/journeys?limit=1', { origin: ledger.url, ...forwarded() })];
    for (const { headers } of replies) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});
