import { LRUCache } from 'lru-cache';
import {
  hashOfKey,
  isRefusal,
  mayDo,
  refusal,
  type Authentication,
  type CredentialHeaders,
  type Credentials,
  type KeyCredentials,
  type Refusal,
  type RefusalKind,
  type Scope,
} from '@ledger/access';
import type { Clock } from '@ledger/runtime';
import type { ForeignTokens, TokenGrant } from './foreign-tokens';
import { claimsToBeOwn, type OwnGrant, type OwnTokens } from './own-tokens';
import { TokenKeysUnavailableError, TokenRefusedError, type TokenRefusal } from './token-errors';
import { looksLikeJwt, TOKEN_SKEW_SECONDS } from './verified-claims';

export interface TokenCredentialsPorts {
  /** Absent where keys are not accepted. */
  readonly keys?: KeyCredentials | undefined;
  /** Tokens of our own endpoint, which only keys can get. */
  readonly own?: OwnTokens | undefined;
  /** Tokens of an identity provider. */
  readonly foreign?: ForeignTokens | undefined;
  readonly clock: Clock;
}

type Grant = { readonly own: OwnGrant } | { readonly foreign: TokenGrant };

interface Verified {
  readonly grant: Grant;
  /** Milliseconds since 1970. */
  readonly verifiedAt: number;
}

/** How long a signature that was verified is not verified again: a caller sends its token with every request. */
const KEPT_MS = 60_000;
const MOST_KEPT = 5_000;

const NO_TOKEN = refusal('none', 'The request carries no access token; send it as Authorization: Bearer.');
const NO_OTHERS = refusal('unknown', 'This ledger accepts access tokens alone; send one as Authorization: Bearer.');
const NOT_OURS = refusal('unknown', 'This ledger accepts API keys, and no access tokens of this issuer.');

const REFUSED_AS: Readonly<Record<TokenRefusal, RefusalKind>> = {
  TOKEN_MALFORMED: 'malformed',
  TOKEN_NOT_ACCEPTED: 'unknown',
  TOKEN_WITHOUT_TENANT: 'unknown',
  TOKEN_EXPIRED: 'expired',
};

/** Access tokens as `Authorization: Bearer`, and keys beside them where they are accepted. */
export class TokenCredentials implements Credentials {
  readonly #verified = new LRUCache<string, Verified>({ max: MOST_KEPT });

  constructor(private readonly ports: TokenCredentialsPorts) {}

  authenticate(headers: CredentialHeaders, address: string): Authentication | Promise<Authentication> {
    const token = bearerOf(headers);
    if (token !== undefined && looksLikeJwt(token)) return this.#byToken(token, address);
    if (this.ports.keys !== undefined) return this.ports.keys.authenticate(headers, address);
    return headers.authorization === undefined && headers['x-api-key'] === undefined ? NO_TOKEN : NO_OTHERS;
  }

  #byToken(token: string, address: string): Authentication | Promise<Authentication> {
    const hashed = hashOfKey(token);
    const known = this.#verified.get(hashed);
    const now = this.ports.clock.now().getTime();
    if (known !== undefined && now - known.verifiedAt < KEPT_MS && now < endOf(known.grant)) {
      return this.#granted(known.grant, address);
    }
    return this.#verify(token).then(
      (grant) => {
        if (grant === undefined) return NOT_OURS;
        this.#verified.set(hashed, { grant, verifiedAt: now });
        return this.#granted(grant, address);
      },
      (error: unknown) => refusedBy(error),
    );
  }

  async #verify(token: string): Promise<Grant | undefined> {
    const { own, foreign } = this.ports;
    if (own !== undefined && claimsToBeOwn(token)) return { own: await own.grantOf(token) };
    return foreign === undefined ? undefined : { foreign: await foreign.grantOf(token) };
  }

  /** What a key allows is asked each time: one that is revoked ends its tokens. */
  #granted(grant: Grant, address: string): Authentication | Promise<Authentication> {
    if ('foreign' in grant) {
      const { subject, clientId, tenant, scopes } = grant.foreign;
      return { clientId, name: subject, tenant, scopes };
    }
    const { hashOfKey: hashed, scopes } = grant.own;
    const holder = this.ports.keys?.ofHash(hashed, address) ?? NOT_OURS;
    return holder instanceof Promise ? holder.then((known) => narrowed(known, scopes)) : narrowed(holder, scopes);
  }
}

function narrowed(holder: Authentication, scopes: ReadonlySet<Scope>): Authentication {
  if (isRefusal(holder)) return { ...holder, reason: `The key of this access token is refused: ${holder.reason}` };
  return { ...holder, scopes: new Set([...scopes].filter((scope) => mayDo(holder.scopes, scope))) };
}

function endOf(grant: Grant): number {
  const { expiresAt } = 'own' in grant ? grant.own : grant.foreign;
  return expiresAt + TOKEN_SKEW_SECONDS * 1000;
}

function bearerOf({ authorization = '', 'x-api-key': key }: CredentialHeaders): string | undefined {
  if (key !== undefined && key !== '') return undefined;
  return /^bearer +(\S+)$/i.exec(authorization)?.[1];
}

function refusedBy(error: unknown): Refusal {
  if (error instanceof TokenRefusedError) return refusal(REFUSED_AS[error.code], error.message);
  if (error instanceof TokenKeysUnavailableError) return refusal('unavailable', error.message);
  throw error;
}
