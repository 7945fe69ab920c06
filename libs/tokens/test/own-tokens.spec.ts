import { generateKeyPairSync } from 'node:crypto';
import {
  claimsToBeOwn,
  OWN_ISSUER,
  OwnTokens,
  TOKEN_SECONDS,
  TOKEN_SKEW_SECONDS,
  TokenKey,
  TokenKeyError,
} from '../src';

const HASH = 'ab'.repeat(32);

describe('tokens of our own', () => {
  let instant = Date.parse('2026-11-02T09:30:00Z');
  const clock = { now: () => new Date(instant) };
  const key = TokenKey.parse(TokenKey.generate());
  const refusal = (tokens: OwnTokens, token: string): Promise<unknown> =>
    tokens.grantOf(token).then(
      () => 'accepted',
      (error: { code: string }) => error.code,
    );

  it('name their client, its key and what was asked for, for an hour', async () => {
    const tokens = new OwnTokens(key, clock);
    const token = await tokens.issue('flows', HASH, ['statestore.read', 'statestore.write']);
    const grant = {
      hashOfKey: HASH,
      scopes: new Set(['statestore.read', 'statestore.write']),
      expiresAt: instant + TOKEN_SECONDS * 1000,
    };
    expect(await tokens.grantOf(token)).toEqual(grant);
    expect(claimsToBeOwn(token)).toBe(true);
    instant += (TOKEN_SECONDS + TOKEN_SKEW_SECONDS - 1) * 1000;
    expect(await tokens.grantOf(token)).toEqual(grant);
    instant += 1000;
    expect(await refusal(tokens, token)).toBe('TOKEN_EXPIRED');
  });

  it('are those of every process that has the same key, and of no other', async () => {
    const pem = TokenKey.generate();
    const [one, other] = [pem, pem].map((text) => new OwnTokens(TokenKey.parse(text), clock));
    const token = (await one?.issue('flows', HASH, ['admin'])) ?? '';
    expect((await other?.grantOf(token))?.hashOfKey).toBe(HASH);
    expect(await refusal(new OwnTokens(key, clock), token)).toBe('TOKEN_NOT_ACCEPTED');
  });

  it('show neither a key nor its hash', async () => {
    const token = await new OwnTokens(key, clock).issue('flows', HASH, ['admin']);
    const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    expect(claims).toContain(OWN_ISSUER);
    expect(claims).not.toContain(HASH);
    const { key: sealed } = JSON.parse(claims) as { key: string };
    expect(key.open(sealed)).toBe(HASH);
    expect(TokenKey.parse(TokenKey.generate()).open(sealed)).toBeUndefined();
    expect(key.open('')).toBeUndefined();
  });

  it('are signed by Ed25519 alone', () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const text of [
      pem.toString(),
      'no key',
      '',
      key.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ]) {
      expect(() => TokenKey.parse(text)).toThrow(TokenKeyError);
    }
  });
});
