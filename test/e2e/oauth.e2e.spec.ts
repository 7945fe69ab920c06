import { hashOfKey, SCOPES } from '@ledger/access';
import { AUDIENCE, ISSUER, TokenIssuer } from '@ledger/tokens/testing';
import { RunningLedger, StandingClock, type Reply } from '../support/running-ledger';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(`any:${secret}`).toString('base64')}` });

describe('a ledger that accepts keys and access tokens', () => {
  const clock = new StandingClock('2026-11-02T09:30:00Z');
  let issuer: TokenIssuer;
  let ledger: RunningLedger;
  let settings: Record<string, string>;

  beforeAll(async () => {
    issuer = await TokenIssuer.start(() => clock.now());
    settings = { OAUTH_ISSUER: ISSUER, OAUTH_AUDIENCE: AUDIENCE, OAUTH_JWKS_URL: issuer.url };
    const key = `desk:${hashOfKey('desk-key')}:statestore.read+statestore.write,root:${hashOfKey('root')}:admin`;
    ledger = await RunningLedger.start(
      { ...settings, AUTH_MODE: 'api-key,oauth', API_KEYS: key, SCOPE_PREFIX: 'cloudplatform:' },
      { clock },
    );
  });
  afterAll(async () => {
    await ledger.remove();
    await issuer.stop();
  });

  let sessions = 0;
  const begin = (headers: Record<string, string>, at = ledger): Promise<Reply> =>
    at.post('/v1/journeys', { sessionId: `oauth-${(sessions += 1)}`, definitionId: 'CustomerJourneyState' }, headers);

  it('accepts a token with its scopes, and records whom it speaks for', async () => {
    expect((await begin(bearer(await issuer.token()))).status).toBe(201);
    const reader = bearer(await issuer.token({ claims: { scope: 'cloudplatform:statestore.read openid' } }));
    const [entry] = await ledger.timelineWith(`oauth-${sessions}`, 1, reader);
    expect(entry).toMatchObject({ actor: { subject: 'flow-7', clientId: 'flows', kind: 'caller' } });
    const access = await ledger.get('/v1/access', bearer(await issuer.token({ claims: { roles: ['admin'] } })));
    expect(access.json()).toEqual({
      ...{ clientId: 'flows', name: 'flow-7', tenant: 'default', scopes: [...SCOPES], definitions: null },
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    });
    expect((await ledger.get('/v1/console')).json()['authentication']).toBe('api-key,oauth');
  });

  it('refuses what the scopes of a token do not allow, and names them to its client', async () => {
    const refused = await begin(bearer(await issuer.token({ claims: { scope: 'statestore.read' } })));
    expect([refused.status, refused.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'FORBIDDEN', scope: 'statestore.write' }),
    ]);
    expect(refused.headers['www-authenticate']).toBe(
      'Bearer realm="journey-ledger", error="insufficient_scope", scope="statestore.write"',
    );
  });

  it('accepts keys as before, and a token in no place of a key', async () => {
    expect((await begin({ 'x-api-key': 'desk-key' })).status).toBe(201);
    expect((await begin(bearer('desk-key'))).status).toBe(201);
    expect((await begin(basic('desk-key'))).status).toBe(201);
    const token = await issuer.token();
    expect((await begin({ 'x-api-key': token })).status).toBe(401);
    expect((await begin(basic(token))).status).toBe(401);
  });

  it('refuses a token that expires while it is used, and says so to its client', async () => {
    const token = bearer(await issuer.token());
    expect([(await begin(token)).status, (await begin(token)).status]).toEqual([201, 201]);
    clock.forward((300 + 60) * 1000);
    const expired = await begin(token);
    expect([expired.status, expired.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'UNAUTHENTICATED', detail: 'The access token has expired.' }),
    ]);
    expect(expired.headers['www-authenticate']).toBe(
      'Bearer realm="journey-ledger", error="invalid_token", error_description="The access token has expired.", ' +
        'Basic realm="journey-ledger"',
    );
    expect((await begin({})).headers['www-authenticate']).toBe(
      'Bearer realm="journey-ledger", Basic realm="journey-ledger"',
    );
  });

  it('refuses a token without a tenant, or of one that it does not have', async () => {
    const detailOf = async (tenant: unknown) => {
      const { status, json } = await begin(bearer(await issuer.token({ claims: { tenant } })));
      return [status, json()['detail']];
    };
    const because = (reason: string) => [401, `The access token is not accepted: ${reason} (claim "tenant").`];
    expect(await detailOf(undefined)).toEqual(because('it names no tenant'));
    expect(await detailOf('another')).toEqual(because('the ledger has no such tenant'));
  });

  it('keeps a token to its tenant, once that is open', async () => {
    const lead = { name: 'lead', owner: 'acme', scopes: ['admin'] };
    expect((await ledger.post('/v1/keys?tenant=acme', lead, { 'x-api-key': 'root' })).status).toBe(201);
    const ofAcme = bearer(await issuer.token({ claims: { tenant: 'acme' } }));
    const own = bearer(await issuer.token());
    expect((await begin(own)).status).toBe(201);
    const at = `/v1/journeys/oauth-${sessions}`;
    expect([(await ledger.get(at, own)).status, (await ledger.get(at, ofAcme)).status]).toEqual([200, 404]);
    const missing = (await ledger.get('/v1/journeys/oauth-none', ofAcme)).json();
    expect((await ledger.get(at, ofAcme)).json()).toEqual({
      ...missing,
      detail: String(missing['detail']).replace('oauth-none', `oauth-${sessions}`),
    });
  });

  it('answers 503, and no 401, while the keys of the issuer cannot be read', async () => {
    const away = await RunningLedger.start({ ...settings, AUTH_MODE: 'oauth', ROLES: 'api' }, { clock });
    try {
      issuer.keys = 500;
      const reply = await begin(bearer(await issuer.token()), away);
      expect([reply.status, reply.json()['code'], reply.headers['retry-after']]).toEqual([503, 'UNAVAILABLE', '1']);
      expect((await begin({ 'x-api-key': 'desk-key' }, away)).json()).toMatchObject({
        code: 'UNAUTHENTICATED',
        detail: 'This ledger accepts access tokens alone; send one as Authorization: Bearer.',
      });
      expect((await begin({}, away)).json()['detail']).toContain('carries no access token');
    } finally {
      issuer.keys = [issuer.main.published];
      await away.remove();
    }
  });
});
