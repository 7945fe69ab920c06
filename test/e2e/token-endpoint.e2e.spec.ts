import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfKey } from '@ledger/access';
import { PLANTED_CLIENT_SECRET } from '../support/secrets/planted-secrets';
import { RunningLedger, StandingClock, type Reply } from '../support/running-ledger';

const FLOW_KEY = PLANTED_CLIENT_SECRET;
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const GRANT = 'grant_type=client_credentials';
const GENESYS = { client_id: 'genesys', client_secret: FLOW_KEY };

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const bearer = (token: unknown) => ({ authorization: `Bearer ${String(token)}` });
const typed = (type: string) => ({ 'content-type': type });
const formOf = (fields: Record<string, string>): string => String(new URLSearchParams(fields));

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends bytes: of a text, `fetch` would send a Content-Type of its own. */
async function login(
  ledger: RunningLedger,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const reply = await fetch(`${ledger.url}/oauth/token`, {
    method: 'POST',
    headers,
    ...(body !== undefined && { body: Buffer.from(body) }),
  });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Answer['body'] };
}

describe('the token endpoint', () => {
  const clock = new StandingClock('2026-11-02T09:30:00Z');
  let ledger: RunningLedger;
  let sessions = 0;

  beforeAll(async () => {
    const keys = [`genesys:${hashOfKey(FLOW_KEY)}:statestore.read+statestore.write`, `root:${hashOfKey('root')}:admin`];
    ledger = await RunningLedger.start(
      { AUTH_MODE: 'api-key', API_KEYS: keys.join(','), SCOPE_PREFIX: 'cloudplatform:' },
      { clock },
    );
  });
  afterAll(() => ledger.remove());

  const begin = (headers: Record<string, string>, at = ledger): Promise<Reply> =>
    at.post('/v1/journeys', { sessionId: `login-${(sessions += 1)}`, definitionId: 'CustomerJourneyState' }, headers);
  const tokenOf = async (): Promise<string> => {
    const { body } = await login(ledger, GRANT, { ...typed(FORM), ...basic('genesys', FLOW_KEY) });
    return String(body['access_token']);
  };

  it.each<[string, string, Record<string, string>]>([
    ['a form, the client by Basic', GRANT, { ...typed(FORM), ...basic('genesys', FLOW_KEY) }],
    ['without a Content-Type, the client by Basic', GRANT, basic('genesys', FLOW_KEY)],
    [
      'JSON, the client by Basic',
      '{"grant_type":"client_credentials"}',
      { ...typed(JSON_TYPE), ...basic('genesys', FLOW_KEY) },
    ],
    ['JSON without a Content-Type', '{"grant_type":"client_credentials"}', basic('genesys', FLOW_KEY)],
    ['a form, the client in it', formOf({ grant_type: 'client_credentials', ...GENESYS }), typed(FORM)],
    ['without a Content-Type, the client in the form', formOf({ grant_type: 'client_credentials', ...GENESYS }), {}],
    ['JSON, the client in it', JSON.stringify({ grant_type: 'client_credentials', ...GENESYS }), typed(JSON_TYPE)],
    [
      'without a Content-Type, the client in JSON',
      JSON.stringify({ grant_type: 'client_credentials', ...GENESYS }),
      {},
    ],
    [
      'a form, the client by Basic as RFC 6749 encodes it',
      GRANT,
      { ...typed(FORM), ...basic('genesys', encodeURIComponent(FLOW_KEY)) },
    ],
    [
      'a form with parameters that it does not know',
      `${GRANT}&audience=x`,
      { ...typed(FORM), ...basic('genesys', FLOW_KEY) },
    ],
  ])('takes a login as %s, and its token moves a journey', async (_, sent, headers) => {
    const { status, body, headers: received } = await login(ledger, sent, headers);
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^ey[\w-]+\.[\w-]+\.[\w-]+$/) as string,
        ...{ token_type: 'Bearer', expires_in: 3600, scope: 'statestore.read statestore.write' },
      },
    ]);
    expect([received.get('cache-control'), received.get('pragma')]).toEqual(['no-store', 'no-cache']);
    const token = bearer(body['access_token']);
    expect((await begin(token)).status).toBe(201);
    const step = { sessionId: `login-${sessions}`, targetStateId: 'PAYMENT_COLLECTOR' };
    const moved = await ledger.post('/v1/flow/transition', step, token);
    expect(moved.json()).toMatchObject({ outcome: 'ADVANCED', stateId: 'PAYMENT_COLLECTOR' });
  });

  it('records the client of the key with what its token does', async () => {
    const token = bearer(await tokenOf());
    await begin(token);
    const [entry] = await ledger.timelineWith(`login-${sessions}`, 1, token);
    expect(entry).toMatchObject({ actor: { clientId: 'genesys', kind: 'caller' } });
  });

  it('gives the scopes that are asked for, of those that the key has', async () => {
    const asked = (scope: string, id = 'genesys', secret = FLOW_KEY) =>
      login(ledger, formOf({ grant_type: 'client_credentials', scope }), { ...typed(FORM), ...basic(id, secret) });
    const reader = await asked('cloudplatform:statestore.read');
    expect(reader.body).toMatchObject({ scope: 'statestore.read' });
    const refused = await begin(bearer(reader.body['access_token']));
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([
      403,
      expect.stringContaining('error="insufficient_scope"'),
    ]);
    for (const scope of ['admin', 'statestore.read admin', 'nothing']) {
      expect([scope, (await asked(scope)).body]).toMatchObject([scope, { error: 'invalid_scope' }]);
    }
    const narrow = await asked('statestore.read audit.read', 'root', 'root');
    expect(narrow.body).toMatchObject({ scope: 'statestore.read audit.read' });
    const token = bearer(narrow.body['access_token']);
    expect((await ledger.get('/v1/journeys', token)).status).toBe(200);
    expect((await begin(token)).status).toBe(403);
  });

  const BASIC = { ...typed(FORM), ...basic('genesys', FLOW_KEY) };
  it.each<[string, string | undefined, Record<string, string>, number, string]>([
    ['no grant type', '', BASIC, 400, 'invalid_request'],
    ['nothing at all', undefined, {}, 400, 'invalid_request'],
    ['another grant type', 'grant_type=password', BASIC, 400, 'unsupported_grant_type'],
    ['a grant type twice', `${GRANT}&${GRANT}`, BASIC, 400, 'invalid_request'],
    ['a grant type that is not a text', '{"grant_type":1}', { ...BASIC, ...typed(JSON_TYPE) }, 400, 'invalid_request'],
    ['broken JSON', '{"grant_type"', { ...BASIC, ...typed(JSON_TYPE) }, 400, 'invalid_request'],
    ['a list', '[]', { ...BASIC, ...typed(JSON_TYPE) }, 400, 'invalid_request'],
    ['the secret in two places', `${GRANT}&client_secret=k`, BASIC, 400, 'invalid_request'],
    ['two client ids', `${GRANT}&client_id=root`, BASIC, 400, 'invalid_request'],
    ['no client', GRANT, typed(FORM), 401, 'invalid_client'],
    ['an id alone', `${GRANT}&client_id=genesys`, typed(FORM), 401, 'invalid_client'],
    ['a wrong secret', GRANT, { ...typed(FORM), ...basic('genesys', 'guess') }, 401, 'invalid_client'],
    ['the key of another client', GRANT, { ...typed(FORM), ...basic('genesys', 'root') }, 401, 'invalid_client'],
    ['the name of no client', GRANT, { ...typed(FORM), ...basic('', FLOW_KEY) }, 401, 'invalid_client'],
    ['a Bearer in place of a client', GRANT, { ...typed(FORM), ...bearer('root') }, 401, 'invalid_client'],
  ])('refuses a login with %s', async (_, sent, given, status, error) => {
    const { body, headers, ...reply } = await login(ledger, sent, given);
    expect([reply.status, body]).toEqual([
      status,
      { error, error_description: expect.stringMatching(/\.$/) as string },
    ]);
    expect(JSON.stringify(body)).not.toContain(FLOW_KEY);
    expect([headers.get('content-type'), headers.get('cache-control'), headers.get('www-authenticate')]).toEqual([
      'application/json; charset=utf-8',
      'no-store',
      status === 401 ? 'Basic realm="journey-ledger", charset="UTF-8"' : null,
    ]);
  });

  it('takes no body that is something else', async () => {
    const { status, body } = await login(ledger, '<grant/>', { ...BASIC, ...typed('application/xml') });
    expect([status, body['code']]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('gives tokens that end after an hour, which their client is told', async () => {
    const token = bearer(await tokenOf());
    expect([(await begin(token)).status, (await begin(token)).status]).toEqual([201, 201]);
    clock.forward((3600 + 60) * 1000);
    const expired = await begin(token);
    expect([expired.status, expired.json()['detail']]).toEqual([401, 'The access token has expired.']);
    expect(expired.headers['www-authenticate']).toContain('Bearer realm="journey-ledger", error="invalid_token"');
    expect((await begin(bearer(await tokenOf()))).status).toBe(201);
  });

  describe('with a key of the ledger', () => {
    const root = { 'x-api-key': 'root' };
    const keyOf = async (more: object = {}) => {
      const terms = { name: `flow-${(sessions += 1)}`, owner: 'desk', scopes: ['statestore.read', 'statestore.write'] };
      const { key, secret } = (await ledger.post('/v1/keys', { ...terms, ...more }, root)).json();
      return { keyId: (key as { keyId: string }).keyId, secret: String(secret) };
    };
    const tokenFor = async ({ keyId, secret }: { readonly keyId: string; readonly secret: string }) => {
      const { status, body } = await login(ledger, GRANT, { ...typed(FORM), ...basic(keyId, secret) });
      expect(status).toBe(200);
      return bearer(body['access_token']);
    };

    it('takes its visible id as the client id, and ends its tokens when it is revoked', async () => {
      const key = await keyOf();
      const token = await tokenFor(key);
      expect([(await begin(token)).status, (await begin(token)).status]).toEqual([201, 201]);
      await ledger.post(`/v1/keys/${key.keyId}/revoke`, { reason: 'leaked' }, root);
      const ended = await begin(token);
      expect([ended.status, ended.json()['detail']]).toEqual([
        401,
        expect.stringMatching(/^The key of this access token is refused: The key \w+ was revoked at /),
      ]);
      const again = await login(ledger, GRANT, { ...typed(FORM), ...basic(key.keyId, key.secret) });
      expect([again.status, again.body['error']]).toEqual([401, 'invalid_client']);
    });

    it('ends its tokens when it expires, sooner than an hour', async () => {
      const expiresAt = new Date(clock.now().getTime() + 600_000).toISOString();
      const token = await tokenFor(await keyOf({ expiresAt }));
      expect((await begin(token)).status).toBe(201);
      clock.forward(600_000);
      const ended = await begin(token);
      expect([ended.status, ended.json()['detail']]).toEqual([401, expect.stringContaining('expired at')]);
    });

    it('keeps the networks of the key for its tokens', async () => {
      const key = await keyOf({ cidrs: ['10.20.0.0/16'] });
      const refused = await login(ledger, GRANT, { ...typed(FORM), ...basic(key.keyId, key.secret) });
      expect([refused.status, refused.body]).toEqual([
        401,
        { error: 'invalid_client', error_description: expect.stringContaining('may not be used from') as string },
      ]);
    });
  });

  it('gives tokens that every process with the same key accepts', async () => {
    const other = await RunningLedger.start(
      {
        ...{ AUTH_MODE: 'api-key', API_KEYS: `genesys:${hashOfKey(FLOW_KEY)}:statestore.write`, ROLES: 'api' },
        TOKEN_KEY_FILE: join(ledger.dataDir, 'token-key.pem'),
      },
      { clock },
    );
    try {
      expect((await begin(bearer(await tokenOf()), other)).status).toBe(201);
    } finally {
      await other.remove();
    }
  });

  it('refuses a token that was signed elsewhere, or that was changed', async () => {
    const other = await RunningLedger.start(
      { AUTH_MODE: 'api-key', API_KEYS: `genesys:${hashOfKey(FLOW_KEY)}:admin`, ROLES: 'api' },
      { clock },
    );
    try {
      const { body } = await login(other, GRANT, { ...typed(FORM), ...basic('genesys', FLOW_KEY) });
      const token = String(body['access_token']);
      expect((await begin(bearer(token), other)).status).toBe(201);
      expect((await begin(bearer(token))).status).toBe(401);
      // At its end a signature has bits that say nothing.
      const changed = token.replace(/\.(.)([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`);
      expect((await begin(bearer(changed), other)).status).toBe(401);
    } finally {
      await other.remove();
    }
  });

  it('signs with a key of its own that its account alone may read, and that stays', async () => {
    const file = join(ledger.dataDir, 'token-key.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    const token = bearer(await tokenOf());
    const settings = {
      ...{ DATA_DIR: ledger.dataDir, ROLES: 'api', AUTH_MODE: 'api-key' },
      API_KEYS: `genesys:${hashOfKey(FLOW_KEY)}:statestore.read+statestore.write`,
    };
    await ledger.stop();
    ledger = await RunningLedger.start(settings, { clock });
    expect((await begin(token)).status).toBe(201);
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(digest);
    // A key that API_KEYS no longer has ends its tokens.
    await ledger.stop();
    ledger = await RunningLedger.start({ ...settings, API_KEYS: `root:${hashOfKey('root')}:admin` }, { clock });
    const ended = await begin(token);
    expect([ended.status, ended.json()['detail']]).toEqual([
      401,
      'The key of this access token is refused: This ledger does not accept the API key.',
    ]);
  });
});

describe('a ledger without keys', () => {
  it('gives no tokens, and says why', async () => {
    const ledger = await RunningLedger.start({ ROLES: 'api' });
    try {
      const { status, body } = await login(ledger, GRANT, { ...typed(FORM), ...basic('genesys', FLOW_KEY) });
      expect([status, body]).toEqual([
        400,
        {
          error: 'unauthorized_client',
          error_description: 'This server issues no access tokens: AUTH_MODE has no api-key.',
        },
      ]);
    } finally {
      await ledger.remove();
    }
  });
});
