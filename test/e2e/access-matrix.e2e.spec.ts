import { Agent, request } from 'node:http';
import { generateKey, hashOfKey, SCOPES, type Scope } from '@ledger/access';
import { AUDIENCE, ISSUER, TokenIssuer } from '@ledger/tokens/testing';
import { readApiDocument, type Operation } from '../support/api-document';
import { RunningLedger, StandingClock } from '../support/running-ledger';

/** What becomes of a request at the door. */
type Verdict = 'admitted' | 'forbidden' | 'out of bounds' | 'unauthenticated';

interface Credential {
  readonly kind: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What it may do; absent: it is not accepted. */
  readonly scopes?: readonly Scope[];
  /** Whether it is for a definition that no example names. */
  readonly isBound?: true;
}

interface Call {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** Every call of the document, its address filled with the examples of its parameters. */
function documentedCalls(): readonly Call[] {
  return Object.entries(readApiDocument().paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const examples = new Map((operation.parameters ?? []).map(({ name, example }) => [name, String(example)]));
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(examples.get(name) ?? 'x'),
      );
      return { name: `${method.toUpperCase()} ${template}`, method: method.toUpperCase(), path, operation };
    }),
  );
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Streams would never end: their status says all. */
function verdictOf(url: string, { method, path, operation }: Call, headers: Credential['headers']): Promise<Verdict> {
  const [type = ''] = Object.keys(operation.requestBody?.content ?? {});
  const body = type === '' ? undefined : '{}';
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}${path}`,
      { agent, method, headers: { ...headers, ...(body !== undefined && { 'content-type': type }) } },
      (response) => {
        if (response.statusCode !== 401 && response.statusCode !== 403) {
          resolve('admitted');
          if (/event-stream/.test(response.headers['content-type'] ?? '')) call.destroy();
          else response.resume();
          return;
        }
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          const { code, scope } = JSON.parse(text) as { code?: string; scope?: string };
          if (code === 'UNAUTHENTICATED') resolve('unauthenticated');
          else resolve(code !== 'FORBIDDEN' ? 'admitted' : scope === undefined ? 'out of bounds' : 'forbidden');
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

function expectedVerdict({ operation }: Call, { scopes, isBound }: Credential): Verdict {
  const needed = operation['x-required-scopes'] ?? [];
  if (needed.length === 0) return 'admitted';
  if (scopes === undefined) return 'unauthenticated';
  const isGranted = scopes.includes('admin') || needed.some((scope) => scopes.includes(scope as Scope));
  if (!isGranted) return 'forbidden';
  const way = operation['x-bound-credentials'];
  return isBound === true && (way === 'refused' || way === 'path') ? 'out of bounds' : 'admitted';
}

/** The last character of a key belongs to its checksum. */
const mistyped = (key: string): string => key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the door of every call', () => {
  const clock = new StandingClock('2026-11-02T09:30:00Z');
  const calls = documentedCalls();
  let issuer: TokenIssuer;
  let ledger: RunningLedger;

  beforeAll(async () => {
    issuer = await TokenIssuer.start(() => clock.now());
    const keys = SCOPES.map((scope) => `key-${scope}:${hashOfKey(`secret-${scope}`)}:${scope}`);
    ledger = await RunningLedger.start(
      {
        ...{ AUTH_MODE: 'api-key,oauth', API_KEYS: keys.join(','), ROLES: 'api' },
        ...{ OAUTH_ISSUER: ISSUER, OAUTH_AUDIENCE: AUDIENCE, OAUTH_JWKS_URL: issuer.url },
      },
      { clock },
    );
  });
  afterAll(async () => {
    agent.destroy();
    await ledger.remove();
    await issuer.stop();
  });

  const verdicts = async (credential: Credential) => {
    const seen = await Promise.all(calls.map((call) => verdictOf(ledger.url, call, credential.headers)));
    const wrong = calls.flatMap((call, index) => {
      const expected = expectedVerdict(call, credential);
      return seen[index] === expected ? [] : [`${call.name}: ${seen[index]} and not ${expected}`];
    });
    expect([credential.kind, wrong]).toEqual([credential.kind, []]);
  };

  it('has a rule: each names the scopes that it needs, or that it needs none', () => {
    expect(calls.length).toBeGreaterThan(80);
    expect(calls.filter(({ operation }) => operation['x-required-scopes'] === undefined)).toEqual([]);
    const documented = new Set(calls.map(({ name }) => name.replaceAll(/\{(\w+)\}/g, ':$1')));
    const others = ledger.calls.filter((call) => !documented.has(call) && !/ \/(docs|openapi)/.test(call));
    expect(others).toEqual([]);
  });

  it('is open without credentials where nothing is shown of a journey, and there alone', () => {
    const open = calls.filter(({ operation }) => operation['x-required-scopes']?.length === 0).map(({ name }) => name);
    expect(open.sort()).toEqual([
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
      'GET /problems/{problem}',
      'GET /v1/console',
      'POST /oauth/token',
    ]);
  });

  it.each<Credential>([
    { kind: 'nothing', headers: {} },
    { kind: 'an empty key', headers: { 'x-api-key': '' } },
    { kind: 'a key that is malformed', headers: { 'x-api-key': 'jlk_live_short' } },
    { kind: 'a key with a wrong checksum', headers: { 'x-api-key': mistyped(generateKey('live')) } },
    { kind: 'a key that is not known', headers: { 'x-api-key': generateKey('live') } },
    { kind: 'a text that is not known', headers: { 'x-api-key': 'guess' } },
    { kind: 'the hash of a key', headers: bearer(hashOfKey('secret-admin')) },
    { kind: 'another scheme', headers: { authorization: 'Digest secret-admin' } },
    {
      kind: 'a key as a user name',
      headers: { authorization: `Basic ${Buffer.from('secret-admin:').toString('base64')}` },
    },
    { kind: 'a token that is malformed', headers: bearer('eyJhbGciOiJub25lIn0.e30.') },
  ])('refuses $kind', verdicts);

  describe('and a key of the ledger that has ended', () => {
    const root = { 'x-api-key': 'secret-admin' };
    const keyOf = async (name: string, more: object = {}) => {
      const terms = { name, owner: 'desk', scopes: ['admin'], ...more };
      const { key, secret } = (await ledger.post('/v1/keys', terms, root)).json();
      return { keyId: (key as { keyId: string }).keyId, secret: String(secret) };
    };
    const tokenFor = async ({ keyId, secret }: { readonly keyId: string; readonly secret: string }) => {
      const client = { grant_type: 'client_credentials', client_id: keyId, client_secret: secret };
      return bearer(String((await ledger.post('/oauth/token', client)).json()['access_token']));
    };

    it('refuses one that was revoked, and its token', async () => {
      const key = await keyOf('revoked');
      const token = await tokenFor(key);
      await verdicts({ kind: 'token of a key', headers: token, scopes: ['admin'] });
      await ledger.post(`/v1/keys/${key.keyId}/revoke`, { reason: 'leaked' }, root);
      await verdicts({ kind: 'revoked key', headers: { 'x-api-key': key.secret } });
      await verdicts({ kind: 'token of a revoked key', headers: token });
    });

    it('refuses one that has expired, and its token', async () => {
      const expiresAt = new Date(clock.now().getTime() + 1_000).toISOString();
      const key = await keyOf('expired', { expiresAt });
      const token = await tokenFor(key);
      clock.forward(1_000);
      await verdicts({ kind: 'expired key', headers: { 'x-api-key': key.secret } });
      await verdicts({ kind: 'token of an expired key', headers: token });
    });
  });

  it('admits a key for another definition, and its token, to what shows it that definition alone', async () => {
    const root = { 'x-api-key': 'secret-admin' };
    const scopes = SCOPES.filter((scope) => scope !== 'admin');
    const terms = { name: 'bound', owner: 'desk', scopes, definitions: ['Desk'] };
    const { key, secret } = (await ledger.post('/v1/keys', terms, root)).json();
    const { keyId } = key as { keyId: string };
    const client = { grant_type: 'client_credentials', client_id: keyId, client_secret: secret };
    const token = bearer(String((await ledger.post('/oauth/token', client)).json()['access_token']));
    await verdicts({ kind: 'bound key', headers: { 'x-api-key': String(secret) }, scopes, isBound: true });
    await verdicts({ kind: 'token of a bound key', headers: token, scopes, isBound: true });
  });

  it.each<[string, Parameters<TokenIssuer['token']>[0]]>([
    ['has expired', { claims: { scope: 'admin', exp: Date.parse('2026-11-02T09:00:00Z') / 1000 } }],
    ['is for another audience', { claims: { scope: 'admin', aud: 'https://other.example.com' } }],
    ['is of another issuer', { claims: { scope: 'admin', iss: 'https://other.example.com' } }],
    ['is of a tenant that the ledger does not have', { claims: { scope: 'admin', tenant: 'nowhere' } }],
    ['names no tenant', { claims: { scope: 'admin', tenant: undefined } }],
    ['has the type of any JWT', { claims: { scope: 'admin' }, header: { typ: 'JWT' } }],
  ])('refuses a token that %s', async (kind, draft) => {
    await verdicts({ kind, headers: bearer(await issuer.token(draft)) });
  });

  it.each(SCOPES.map((scope) => [scope]))('opens to %s as each call says, by key and by token', async (scope) => {
    await verdicts({ kind: `key with ${scope}`, headers: { 'x-api-key': `secret-${scope}` }, scopes: [scope] });
    const token = await issuer.token({ claims: { scope } });
    await verdicts({ kind: `token with ${scope}`, headers: bearer(token), scopes: [scope] });
  });

  it('stays closed to a token without scopes that it knows', async () => {
    const token = await issuer.token({ claims: { scope: 'openid profile' } });
    await verdicts({ kind: 'token without scopes', headers: bearer(token), scopes: [] });
  });
});
