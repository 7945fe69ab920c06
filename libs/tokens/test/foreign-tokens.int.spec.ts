import { createHmac } from 'node:crypto';
import { exportJWK, importJWK, type CryptoKey } from 'jose';
import {
  ForeignTokens,
  JWKS_FRESH_MS,
  JWKS_KEPT_MS,
  JWKS_PAUSE_MS,
  MOST_TOKEN_BYTES,
  TOKEN_SKEW_SECONDS,
  type ForeignTokenOptions,
} from '../src';
import { AUDIENCE, ISSUER, issuerKey, TokenIssuer, type TokenDraft } from '../src/testing';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('tokens of an identity provider', () => {
  let instant = Date.parse('2026-11-02T09:30:00Z');
  const now = (): Date => new Date(instant);
  const seconds = (): number => Math.floor(instant / 1000);
  let issuer: TokenIssuer;
  let tokens: ForeignTokens;
  let told: string[];

  const tokensWith = (more: Partial<ForeignTokenOptions> = {}): ForeignTokens =>
    new ForeignTokens({
      ...{ issuer: ISSUER, audience: AUDIENCE, jwksUrl: issuer.url, type: 'at+jwt', tenantClaim: 'tenant' },
      isTenant: (tenant) => ['default', 'acme'].includes(tenant),
      ...{ scopePrefix: '', clock: { now }, onFailure: (sentence) => told.push(sentence) },
      ...more,
    });
  beforeEach(async () => {
    told = [];
    issuer = await TokenIssuer.start(now);
    tokens = tokensWith();
  });
  afterEach(() => issuer.stop());

  const outcomeOf = async (token: string, checked = tokens): Promise<unknown> => {
    try {
      return await checked.grantOf(token);
    } catch (error) {
      return (error as { code?: string }).code ?? error;
    }
  };
  const codeOf = async (draft: TokenDraft, checked = tokens): Promise<unknown> => {
    const outcome = await outcomeOf(await issuer.token(draft), checked);
    return typeof outcome === 'object' ? 'accepted' : outcome;
  };
  const REFUSED = 'TOKEN_NOT_ACCEPTED';

  it('are accepted with whom they speak for and what they allow', async () => {
    expect(await outcomeOf(await issuer.token())).toEqual({
      ...{ subject: 'flow-7', clientId: 'flows', tenant: 'default' },
      scopes: new Set(['statestore.read', 'statestore.write']),
      expiresAt: (seconds() + 300) * 1000,
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['of another issuer', { iss: 'https://login.example.com' }, REFUSED],
    ['without an issuer', { iss: undefined }, REFUSED],
    ['for another audience', { aud: 'https://other.example.com' }, REFUSED],
    ['for several audiences without ours', { aud: ['a', 'b'] }, REFUSED],
    ['for several audiences with ours', { aud: ['a', AUDIENCE] }, 'accepted'],
    ['without an audience', { aud: undefined }, REFUSED],
    ['without an end', { exp: undefined }, REFUSED],
    ['whose end is a text', { exp: '2999-01-01' }, REFUSED],
    ['without a subject', { sub: undefined }, REFUSED],
    ['whose subject is not a text', { sub: 7 }, REFUSED],
    ['whose subject has control characters', { sub: 'a\nb' }, REFUSED],
    ['without a tenant', { tenant: undefined }, 'TOKEN_WITHOUT_TENANT'],
    ['whose tenant is a list', { tenant: ['default'] }, 'TOKEN_WITHOUT_TENANT'],
    ['whose tenant the ledger does not have', { tenant: 'other' }, 'TOKEN_WITHOUT_TENANT'],
    ['without a time of issue', { iat: undefined }, 'accepted'],
  ])('%s', async (_, claims, outcome) => {
    expect(await codeOf({ claims })).toBe(outcome);
  });

  it.each<[string, number, string]>([
    ['exp', -TOKEN_SKEW_SECONDS - 1, 'TOKEN_EXPIRED'],
    ['exp', -TOKEN_SKEW_SECONDS, 'TOKEN_EXPIRED'],
    ['exp', -TOKEN_SKEW_SECONDS + 1, 'accepted'],
    ['nbf', TOKEN_SKEW_SECONDS, 'accepted'],
    ['nbf', TOKEN_SKEW_SECONDS + 1, REFUSED],
    ['iat', TOKEN_SKEW_SECONDS, 'accepted'],
    ['iat', TOKEN_SKEW_SECONDS + 1, REFUSED],
  ])('allow the clocks to differ by a minute: %s %d s from now', async (claim, offset, outcome) => {
    expect(await codeOf({ claims: { [claim]: seconds() + offset } })).toBe(outcome);
  });

  it.each<[string | undefined, string, string]>([
    ['at+jwt', 'accepted', 'accepted'],
    ['application/AT+jwt', 'accepted', 'accepted'],
    ['JWT', REFUSED, 'accepted'],
    [undefined, REFUSED, 'accepted'],
    ['logout+jwt', REFUSED, REFUSED],
    ['dpop+jwt', REFUSED, REFUSED],
  ])('have the type %s', async (typ, strict, older) => {
    expect(await codeOf({ header: { typ } })).toBe(strict);
    expect(await codeOf({ header: { typ } }, tokensWith({ type: 'jwt' }))).toBe(older);
  });

  it('are not accepted if they are ID tokens, whatever types are accepted', async () => {
    const older = tokensWith({ type: 'jwt' });
    expect(await codeOf({ header: { typ: 'JWT' }, claims: { nonce: 'n' } }, older)).toBe(REFUSED);
    expect(await codeOf({ header: { typ: 'JWT' }, claims: { at_hash: 'h' } }, older)).toBe(REFUSED);
  });

  it.each<[string, Record<string, unknown>]>([
    ['jku', { jku: 'http://127.0.0.1:1/keys' }],
    ['jwk', { jwk: { kty: 'EC' } }],
    ['x5u', { x5u: 'http://127.0.0.1:1/chain' }],
    ['x5c', { x5c: ['MII'] }],
    ['crit', { crit: ['exp2'], exp2: 1 }],
    ['b64', { crit: ['b64'], b64: true }],
    ['a kid that is not a text', { kid: 7 }],
    ['a kid that is a path', { kid: '../../etc/passwd' }],
  ])('are refused with %s in the header', async (_, header) => {
    expect(await codeOf({ header })).toBe(REFUSED);
  });

  it('name scopes in four claims, with or without the prefix, and others are ignored', async () => {
    const scopesOf = async (claims: Record<string, unknown>) => {
      const token = await issuer.token({ claims: { scope: undefined, ...claims } });
      const { scopes } = await tokensWith({ scopePrefix: 'cloudplatform:' }).grantOf(token);
      return [...scopes].sort();
    };
    expect(await scopesOf({ scope: 'openid cloudplatform:statestore.read audit.read' })).toEqual([
      'audit.read',
      'statestore.read',
    ]);
    expect(await scopesOf({ scp: 'statestore.write analytics.read' })).toEqual(['analytics.read', 'statestore.write']);
    expect(await scopesOf({ scp: ['statestore.write', 7] })).toEqual(['statestore.write']);
    expect(await scopesOf({ permissions: ['cloudplatform:admin'] })).toEqual(['admin']);
    expect(await scopesOf({ roles: ['operations.write'], scope: 'statestore.read' })).toEqual([
      'operations.write',
      'statestore.read',
    ]);
    expect(await scopesOf({ scope: { admin: true }, roles: 'constructor' })).toEqual([]);
  });

  it('name the client by client_id or azp, else by their subject', async () => {
    const clientOf = async (claims: Record<string, unknown>) =>
      (await tokens.grantOf(await issuer.token({ claims: { client_id: undefined, ...claims } }))).clientId;
    expect(await clientOf({ azp: 'by-azp' })).toBe('by-azp');
    expect(await clientOf({ client_id: 'by-id', azp: 'by-azp' })).toBe('by-id');
    expect(await clientOf({})).toBe('flow-7');
  });

  it('name the tenant in the claim that is set', async () => {
    const claim = 'https://example.com/tenant';
    const named = tokensWith({ tenantClaim: claim });
    expect(await outcomeOf(await issuer.token({ claims: { [claim]: 'acme' } }), named)).toMatchObject({
      tenant: 'acme',
    });
    expect(await codeOf({}, named)).toBe('TOKEN_WITHOUT_TENANT');
    expect(await codeOf({}, tokensWith({ tenantClaim: 'constructor' }))).toBe('TOKEN_WITHOUT_TENANT');
  });

  it('are not accepted unsigned, nor signed with a public key as a secret', async () => {
    const claims = encoded(issuer.claims());
    const unsigned = `${encoded({ alg: 'none', typ: 'at+jwt' })}.${claims}.`;
    expect(await outcomeOf(unsigned)).toBe('TOKEN_MALFORMED');
    for (const alg of ['none', 'None', 'nOnE']) {
      expect(await outcomeOf(`${encoded({ alg, typ: 'at+jwt', kid: 'main' })}.${claims}.AAAA`)).toBe(REFUSED);
    }
    const { x, y } = issuer.main.published;
    const secrets = [JSON.stringify(issuer.main.published), `${x}${y}`, Buffer.from(String(x), 'base64url')];
    for (const secret of secrets) {
      const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: 'main' })}.${claims}`;
      const mac = createHmac('sha256', secret).update(signed).digest('base64url');
      expect(await outcomeOf(`${signed}.${mac}`)).toBe(REFUSED);
    }
  });

  it.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])('are accepted signed by %s', async (algorithm) => {
    const by = await issuerKey(algorithm, algorithm);
    issuer.keys = [issuer.main.published, by.published];
    expect(await codeOf({ by })).toBe('accepted');
  });

  it('are accepted by a key that names no algorithm, for the one that goes with it', async () => {
    const by = await issuerKey('RS256', 'rsa', { alg: undefined });
    issuer.keys = [by.published];
    expect(await codeOf({ by, header: { alg: 'RS256' } })).toBe('accepted');
    const privateKey = (await importJWK(await exportJWK(by.privateKey), 'PS256')) as CryptoKey;
    expect(await codeOf({ by: { ...by, privateKey }, header: { alg: 'PS256' } })).toBe(REFUSED);
  });

  it.each<[string, Parameters<typeof issuerKey>]>([
    ['for encryption', ['ES256', 'x', { use: 'enc' }]],
    ['for other operations', ['ES256', 'x', { key_ops: ['sign'] }]],
    ['of another algorithm', ['ES256', 'x', { alg: 'RS256' }]],
    ['of an algorithm with a secret', ['ES256', 'x', { alg: 'HS256' }]],
  ])('are not accepted by a key %s', async (_, given) => {
    const by = await issuerKey(...given);
    issuer.keys = [issuer.main.published, by.published];
    expect(await codeOf({ by, header: { alg: 'ES256' } })).toBe(REFUSED);
  });

  it('are not accepted by a secret that the issuer publishes, nor by a short RSA key', async () => {
    const secret = Buffer.from('a secret that everybody can read');
    const short = {
      kty: 'RSA',
      alg: 'RS256',
      kid: 'short',
      n: Buffer.alloc(128, 255).toString('base64url'),
      e: 'AQAB',
    };
    issuer.keys = [
      issuer.main.published,
      { kty: 'oct', kid: 'oct', alg: 'HS256', k: secret.toString('base64url') },
      short,
    ];
    const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid: 'oct' })}.${encoded(issuer.claims())}`;
    expect(await outcomeOf(`${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`)).toBe(
      REFUSED,
    );
    const byShort = `${encoded({ alg: 'RS256', typ: 'at+jwt', kid: 'short' })}.${encoded(issuer.claims())}.AAAA`;
    expect(await outcomeOf(byShort)).toBe(REFUSED);
  });

  it('need no kid if one key alone fits', async () => {
    expect(await codeOf({ header: { kid: undefined } })).toBe('accepted');
    issuer.keys = [issuer.main.published, (await issuerKey('ES256', 'second')).published];
    expect(await codeOf({ header: { kid: undefined } }, tokensWith())).toBe(REFUSED);
  });

  it('have at most 8,192 bytes and a form without stray bits', async () => {
    const long = await issuer.token({ claims: { note: 'n'.repeat(MOST_TOKEN_BYTES) } });
    expect(await outcomeOf(long)).toBe('TOKEN_MALFORMED');
    const right = await issuer.token();
    for (const text of [
      `${right}=`,
      `${right}.`,
      ` ${right}`,
      right.replace('.', '..'),
      `${right}\n`,
      '',
      'a.b',
      '..',
    ]) {
      expect([text.length, await outcomeOf(text)]).toEqual([text.length, 'TOKEN_MALFORMED']);
    }
    expect(issuer.reads).toBe(0);
  });

  describe('and the keys of their issuer', () => {
    it('are read once for many tokens', async () => {
      const token = await issuer.token();
      await Promise.all(Array.from({ length: 20 }, () => tokens.grantOf(token)));
      expect(issuer.reads).toBe(1);
    });

    it('are read again for a key that is new, at most once in 30 s', async () => {
      expect(await codeOf({})).toBe('accepted');
      const by = await issuerKey('ES256', 'new');
      instant += JWKS_PAUSE_MS;
      issuer.keys = [issuer.main.published, by.published];
      expect(await codeOf({ by })).toBe('accepted');
      expect(issuer.reads).toBe(2);
      for (let guess = 0; guess < 20; guess += 1)
        expect(await codeOf({ header: { kid: `guess-${guess}` } })).toBe(REFUSED);
      expect(issuer.reads).toBe(2);
      instant += JWKS_PAUSE_MS - 1;
      expect(await codeOf({ header: { kid: 'guess' } })).toBe(REFUSED);
      expect(issuer.reads).toBe(2);
      instant += 1;
      await Promise.all(Array.from({ length: 20 }, () => codeOf({ header: { kid: 'guess' } })));
      expect(issuer.reads).toBe(3);
    });

    it('are not read again for a known key with another algorithm', async () => {
      expect(await codeOf({})).toBe('accepted');
      instant += JWKS_PAUSE_MS;
      expect(await outcomeOf(`${encoded({ alg: 'ES384', typ: 'at+jwt', kid: 'main' })}.e30.AAAA`)).toBe(REFUSED);
      expect(issuer.reads).toBe(1);
    });

    it('end when the issuer removes them', async () => {
      expect(await codeOf({})).toBe('accepted');
      const { main } = issuer;
      issuer.keys = [(await issuerKey('ES256', 'next')).published];
      instant += JWKS_FRESH_MS;
      expect(await codeOf({ by: main })).toBe(REFUSED);
    });

    it('count for an hour while the issuer does not answer', async () => {
      expect(await codeOf({})).toBe('accepted');
      issuer.keys = 500;
      instant += JWKS_KEPT_MS - 1;
      expect(await codeOf({})).toBe('accepted');
      instant += JWKS_PAUSE_MS;
      expect(await codeOf({})).toBe('TOKEN_KEYS_UNAVAILABLE');
      expect(told.at(-1)).toBe('The JWK Set at OAUTH_JWKS_URL cannot be read: its server answers 500.');
    });

    it('are asked for at most once in 30 s of an issuer that does not answer', async () => {
      issuer.keys = 503;
      for (let call = 0; call < 5; call += 1) expect(await codeOf({})).toBe('TOKEN_KEYS_UNAVAILABLE');
      expect(issuer.reads).toBe(1);
    });

    it('are not looked for elsewhere: no redirect is followed', async () => {
      const redirected = tokensWith({ jwksUrl: issuer.url.replace('/keys', '/moved') });
      expect(await codeOf({}, redirected)).toBe('TOKEN_KEYS_UNAVAILABLE');
      expect(issuer.reads).toBe(1);
    });

    it('are missing if the set has none that can verify', async () => {
      issuer.keys = [{ kty: 'EC' }, { kid: 'main' }];
      expect(await codeOf({})).toBe('TOKEN_KEYS_UNAVAILABLE');
      expect(told).toEqual([expect.stringContaining('no key that can verify')]);
    });
  });
});
