import {
  isRefusal,
  mayDo,
  refusal,
  type Authentication,
  type CredentialHeaders,
  type Credentials,
  type KeyCredentials,
  type Principal,
  type Refusal,
  type RefusalKind,
  type Scope,
} from '@ledger/access';
import { boundedCache, type Clock } from '@ledger/runtime';
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

type Answer = Authentication | Promise<Authentication>;

/** A token whose signature was verified. */
interface Verified {
  /** When the token ends, milliseconds since 1970. */
  readonly expiresAt: number;
  authenticate(address: string): Answer;
}

interface Kept extends Verified {
  /** Until when it is not verified again, milliseconds since 1970. */
  readonly until: number;
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
  /** By the whole header, so that a request with a known token costs one look-up. */
  readonly #kept = boundedCache<string, Kept>(MOST_KEPT);

  constructor(private readonly ports: TokenCredentialsPorts) {}

  authenticate(headers: CredentialHeaders, address: string): Answer {
    const { authorization, 'x-api-key': key } = headers;
    const token = key === undefined || key === '' ? bearerOf(authorization) : undefined;
    if (authorization !== undefined && token !== undefined) return this.#byToken(authorization, token, address);
    if (this.ports.keys !== undefined) return this.ports.keys.authenticate(headers, address);
    return authorization === undefined && key === undefined ? NO_TOKEN : NO_OTHERS;
  }

  #byToken(header: string, token: string, address: string): Answer {
    const now = this.ports.clock.now().getTime();
    const kept = this.#kept.get(header);
    if (kept !== undefined && now < kept.until) return kept.authenticate(address);
    return this.#verify(token).then(
      (verified) => {
        if (verified === undefined) return NOT_OURS;
        const end = verified.expiresAt + TOKEN_SKEW_SECONDS * 1000;
        this.#kept.set(header, { ...verified, until: Math.min(now + KEPT_MS, end) });
        return verified.authenticate(address);
      },
      (error: unknown) => refusedBy(error),
    );
  }

  async #verify(token: string): Promise<Verified | undefined> {
    const { keys, own, foreign } = this.ports;
    if (keys !== undefined && own !== undefined && claimsToBeOwn(token)) return ofKey(keys, await own.grantOf(token));
    return foreign && ofProvider(await foreign.grantOf(token));
  }
}

function ofProvider({ subject, clientId, tenant, scopes, expiresAt }: TokenGrant): Verified {
  const ends = new Date(expiresAt).toISOString();
  const principal: Principal = { clientId, name: subject, tenant, scopes, expiresAt: ends };
  return { expiresAt, authenticate: () => principal };
}

/** What a key allows is asked each time: one that is revoked ends its tokens. */
function ofKey(keys: KeyCredentials, { hashOfKey, scopes, expiresAt }: OwnGrant): Verified {
  let last: { readonly holder: Authentication; readonly narrowed: Authentication } | undefined;
  const answer = (holder: Authentication): Authentication => {
    // Nearly always the same one: the keys know each holder by one object.
    if (last?.holder !== holder) last = { holder, narrowed: narrowed(holder, scopes) };
    return last.narrowed;
  };
  return {
    expiresAt,
    authenticate(address) {
      const holder = keys.ofHash(hashOfKey, address);
      return holder instanceof Promise ? holder.then(answer) : answer(holder);
    },
  };
}

function narrowed(holder: Authentication, scopes: ReadonlySet<Scope>): Authentication {
  if (isRefusal(holder)) return { ...holder, reason: `The key of this access token is refused: ${holder.reason}` };
  return { ...holder, scopes: new Set([...scopes].filter((scope) => mayDo(holder.scopes, scope))) };
}

/** A JWT as a bearer token; undefined for whatever else there is. */
function bearerOf(authorization = ''): string | undefined {
  const [, token] = /^bearer +(ey[^ ]*)$/i.exec(authorization) ?? [];
  return token !== undefined && looksLikeJwt(token) ? token : undefined;
}

function refusedBy(error: unknown): Refusal {
  if (error instanceof TokenRefusedError) return refusal(REFUSED_AS[error.code], error.message);
  if (error instanceof TokenKeysUnavailableError) return refusal('unavailable', error.message);
  throw error;
}
