import { randomUUID } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { isScope, type Scope } from '@ledger/access';
import type { Clock } from '@ledger/runtime';
import type { TokenKey } from './token-key';
import { TokenRefusedError } from './token-errors';
import { verifiedClaims, type TokenRules } from './verified-claims';

/** Issuer and audience of our own tokens. */
export const OWN_ISSUER = 'urn:journey-ledger';
/** How long they last, seconds. */
export const TOKEN_SECONDS = 3_600;

const ALGORITHM = 'EdDSA';

/** What a token of our own says; what its key allows now is for the keys to say. */
export interface OwnGrant {
  /** Hash of the key that logged in: when that key ends, so does the token. */
  readonly hashOfKey: string;
  /** What was asked for at the login: the token allows no more, whatever the key gets later. */
  readonly scopes: ReadonlySet<Scope>;
  /** When it ends, milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Issues and checks the tokens of our own endpoint, for callers that can only log in. */
export class OwnTokens {
  readonly #rules: TokenRules;

  constructor(
    private readonly key: TokenKey,
    private readonly clock: Clock,
  ) {
    const verifying = { kid: key.kid, algorithm: ALGORITHM, key: key.publicKey };
    this.#rules = {
      ...{ issuer: OWN_ISSUER, audience: OWN_ISSUER, type: 'at+jwt' },
      keyOf: (kid, algorithm) => (kid === key.kid && algorithm === ALGORITHM ? verifying : undefined),
    };
  }

  /** @param hashOfKey of the key that logs in. */
  issue(clientId: string, hashOfKey: string, scopes: readonly Scope[]): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ client_id: clientId, scope: scopes.join(' '), key: this.key.seal(hashOfKey) })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid: this.key.kid })
      .setIssuer(OWN_ISSUER)
      .setAudience(OWN_ISSUER)
      .setSubject(clientId)
      .setIssuedAt(now)
      .setExpirationTime(now + TOKEN_SECONDS)
      .setJti(randomUUID())
      .sign(this.key.privateKey);
  }

  /** A `TokenRefusedError` for every token that this key has not signed, or that has expired. */
  async grantOf(token: string): Promise<OwnGrant> {
    const { key: sealed, scope, exp } = await verifiedClaims(token, this.#rules, this.clock.now());
    const hashOfKey = typeof sealed === 'string' ? this.key.open(sealed) : undefined;
    if (hashOfKey === undefined || typeof scope !== 'string') {
      throw new TokenRefusedError('TOKEN_NOT_ACCEPTED', 'The access token is not accepted: it names no key.');
    }
    return { hashOfKey, scopes: new Set(scope.split(' ').filter(isScope)), expiresAt: exp * 1000 };
  }
}

/** Whether a token claims to be of our own, which only its signature proves. */
export function claimsToBeOwn(token: string): boolean {
  try {
    return decodeJwt(token).iss === OWN_ISSUER;
  } catch {
    return false;
  }
}
