import { isScope, withoutPrefix, type Scope } from '@ledger/access';
import type { Clock } from '@ledger/runtime';
import type { JWTPayload } from 'jose';
import { Jwks } from './jwks';
import { TokenRefusedError } from './token-errors';
import { verifiedClaims, type TokenRules, type TokenType } from './verified-claims';

export interface ForeignTokenOptions {
  /** Exact value of `iss`. */
  readonly issuer: string;
  /** What `aud` must have. */
  readonly audience: string;
  readonly jwksUrl: string;
  readonly type: TokenType;
  /** Claim that names the tenant. */
  readonly tenantClaim: string;
  /** Whether the ledger has a tenant of this id. */
  readonly isTenant: (tenant: string) => boolean;
  /** Stripped from the start of scopes. */
  readonly scopePrefix: string;
  readonly clock: Clock;
  readonly onFailure?: (sentence: string) => void;
}

/** Whom a token speaks for, and what it allows. */
export interface TokenGrant {
  /** `sub`: a person or a program. */
  readonly subject: string;
  /** `client_id` or `azp`, else `sub`. */
  readonly clientId: string;
  readonly tenant: string;
  readonly scopes: ReadonlySet<Scope>;
  /** When it ends, milliseconds since 1970. */
  readonly expiresAt: number;
}

const CLIENT = /^[^\p{Cc}\p{Cs}]{1,256}$/u;

/** Access tokens of an identity provider (RFC 9068), checked by its published keys. */
export class ForeignTokens {
  readonly #rules: TokenRules;

  constructor(private readonly options: ForeignTokenOptions) {
    const jwks = new Jwks({ ...options, url: options.jwksUrl });
    this.#rules = { ...options, keyOf: (kid, algorithm) => jwks.keyOf(kid, algorithm) };
  }

  /** A `TokenRefusedError` for every token that breaks a rule; `TokenKeysUnavailableError` where none can be checked. */
  async grantOf(token: string): Promise<TokenGrant> {
    const claims = await verifiedClaims(token, this.#rules, this.options.clock.now());
    const { sub: subject, exp } = claims;
    return {
      subject,
      clientId: clientOf(claims) ?? subject,
      tenant: this.#tenantOf(claims),
      scopes: scopesOf(claims, this.options.scopePrefix),
      expiresAt: exp * 1000,
    };
  }

  #tenantOf(claims: JWTPayload): string {
    const { tenantClaim, isTenant } = this.options;
    const tenant = Object.hasOwn(claims, tenantClaim) ? claims[tenantClaim] : undefined;
    if (typeof tenant === 'string' && isTenant(tenant)) return tenant;
    const what = tenant === undefined ? 'it names no tenant' : 'the ledger has no such tenant';
    throw new TokenRefusedError(
      'TOKEN_WITHOUT_TENANT',
      `The access token is not accepted: ${what} (claim ${JSON.stringify(tenantClaim)}).`,
    );
  }
}

function clientOf({ client_id: clientId, azp }: JWTPayload): string | undefined {
  return [clientId, azp].find((given): given is string => typeof given === 'string' && CLIENT.test(given));
}

/** Issuers name scopes in four claims: RFC 9068, Microsoft Entra ID, Auth0, and roles (RFC 9068, section 2.2.3.1). */
function scopesOf(claims: JWTPayload, prefix: string): ReadonlySet<Scope> {
  const named = ['scope', 'scp', 'permissions', 'roles'].flatMap((name) => namesIn(claims[name]));
  return new Set(named.map((scope) => withoutPrefix(scope, prefix)).filter(isScope));
}

function namesIn(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((name) => typeof name === 'string') : [];
}
