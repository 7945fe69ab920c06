import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { examples } from '@ledger/runtime/testing';
import { ForeignTokens, OwnTokens, TokenKey } from '../src';
import { AUDIENCE, ISSUER, issuerKey, TokenIssuer, type IssuerKey } from '../src/testing';

const now = (): Date => new Date('2026-11-02T09:30:00Z');
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;

type Mutation = (token: string) => string | Promise<string>;
type Parts = [header: string, claims: string, signature: string];

const parts = (token: string): Parts => token.split('.') as Parts;
const joined = (...three: string[]): string => three.join('.');

/** One character is another one, is missing, or is there twice. */
const anyCharacter = fc
  .record({
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    by: fc.string({ maxLength: 2, unit: 'binary-ascii' }),
  })
  .map(({ at, by }): Mutation => (token) => {
    const index = Math.floor(at * token.length);
    return token.slice(0, index) + by + token.slice(index + 1);
  });

/** Another header or other claims under the signature of the right ones. */
const otherJson = fc
  .record({
    part: fc.constantFrom(0, 1),
    name: fc.constantFrom(
      'alg',
      'kid',
      'typ',
      'iss',
      'aud',
      'sub',
      'exp',
      'scope',
      'tenant',
      'key',
      'jku',
      'crit',
      'iat',
    ),
    value: fc.oneof(
      fc.constantFrom<unknown>('none', 'HS256', 'ES256', 'admin', 'acme', null, [], {}, ''),
      fc.integer(),
      fc.string(),
    ),
  })
  .map(({ part, name, value }): Mutation => (token) => {
    const three = parts(token);
    three[part] = encoded({ ...decoded(three[part] ?? ''), [name]: value });
    return joined(...three);
  });

/** Bits of the signature. */
const otherSignature = fc.nat({ max: 64 * 8 - 1 }).map((bit): Mutation => (token) => {
  const [header, claims, signature] = parts(token);
  const bytes = Buffer.from(signature, 'base64url');
  bytes[bit >> 3]! ^= 1 << (bit & 7);
  return joined(header, claims, bytes.toString('base64url'));
});

/** Signed by a key that the issuer has not, under the header of one that it has. */
const otherKey = (keys: readonly IssuerKey[]) =>
  fc.constantFrom(...keys).map((by): Mutation => async (token) => {
    const [header, claims] = parts(token);
    const { alg } = by.published;
    const head = encoded({ ...decoded(header), alg });
    const signature = await crypto.subtle.sign(
      alg === 'EdDSA' ? 'Ed25519' : { name: 'ECDSA', hash: 'SHA-256' },
      by.privateKey,
      Buffer.from(`${head}.${claims}`),
    );
    return joined(head, claims, Buffer.from(signature).toString('base64url'));
  });

/** Signed by what is public, as if it were a secret. */
const publicSecret = (secrets: readonly string[]) =>
  fc.constantFrom(...secrets).map((secret): Mutation => (token) => {
    const [header, claims] = parts(token);
    const head = encoded({ ...decoded(header), alg: 'HS256' });
    return joined(head, claims, createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url'));
  });

const otherShape = fc.constantFrom<Mutation>(
  (token) => joined(...parts(token).slice(0, 2), ''),
  (token) => joined(...parts(token).slice(0, 2)),
  (token) => joined(encoded({ alg: 'none' }), parts(token)[1], ''),
  (token) => `${token}.${token}`,
  (token) => token.toUpperCase(),
  (token) => joined(...parts(token).reverse()),
  (token) => joined(...parts(token).map((part) => `${part}=`)),
);

describe('a mutated token', () => {
  let issuer: TokenIssuer;
  beforeAll(async () => {
    issuer = await TokenIssuer.start(now);
  });
  afterAll(() => issuer.stop());

  it('is not accepted, of whichever issuer', async () => {
    const foreign = new ForeignTokens({
      ...{ issuer: ISSUER, audience: AUDIENCE, jwksUrl: issuer.url, type: 'jwt', tenantClaim: 'tenant' },
      ...{ isTenant: (tenant) => tenant === 'default', scopePrefix: '', clock: { now } },
    });
    const key = TokenKey.parse(TokenKey.generate());
    const own = new OwnTokens(key, { now });
    const right = await Promise.all([issuer.token(), own.issue('flows', 'a'.repeat(64), ['statestore.read'])]);
    const checks = [(token: string) => foreign.grantOf(token), (token: string) => own.grantOf(token)] as const;
    for (const [index, token] of right.entries()) await expect(checks[index]?.(token)).resolves.toBeDefined();

    const strangers = await Promise.all([issuerKey('ES256', 'main'), issuerKey('EdDSA', key.kid)]);
    const pem = key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const published = [pem, JSON.stringify(issuer.main.published), key.kid, ''];
    const mutation = fc.oneof(
      { weight: 4, arbitrary: anyCharacter },
      { weight: 3, arbitrary: otherJson },
      { weight: 2, arbitrary: otherSignature },
      ...[otherKey(strangers), publicSecret(published), otherShape].map((arbitrary) => ({ weight: 1, arbitrary })),
    );
    let mutated = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 1), mutation, async (which, mutate) => {
        const token = right[which] ?? '';
        const changed = await mutate(token);
        fc.pre(changed !== token);
        mutated += 1;
        await expect(checks[which]?.(changed)).rejects.toMatchObject({
          code: expect.stringMatching(/^TOKEN_(MALFORMED|NOT_ACCEPTED|EXPIRED|WITHOUT_TENANT)$/) as string,
        });
      }),
      // 10,000 in the longer rounds.
      { numRuns: examples(20) },
    );
    expect(mutated).toBeGreaterThanOrEqual(examples(20));
  });
});
