import type { TokenType } from '@ledger/tokens';
import { ConfigurationError } from './configuration.error';
import { takesTokens, type Environment } from './environment';
import type { OAuthConfig } from './ledger.config';

/** What access tokens of an identity provider must say; undefined if AUTH_MODE has no oauth. */
export function oauthSettings(environment: Environment): OAuthConfig | undefined {
  const { AUTH_MODE, OAUTH_ISSUER: issuer, OAUTH_AUDIENCE: audience, OAUTH_JWKS_URL: jwksUrl } = environment;
  if (!takesTokens(environment)) {
    if (issuer === undefined && audience === undefined && jwksUrl === undefined) return undefined;
    throw new ConfigurationError(
      'AUTH_MODE must have oauth where OAUTH_ISSUER, OAUTH_AUDIENCE or OAUTH_JWKS_URL is set: as it is ' +
        `(${AUTH_MODE}), no access token would be accepted. Set AUTH_MODE=oauth (or api-key,oauth), or remove them.`,
    );
  }
  if (issuer === undefined || audience === undefined || jwksUrl === undefined) {
    throw new TypeError('Each of them is checked before.');
  }
  const { OAUTH_TOKEN_TYPE, OAUTH_TENANT_CLAIM: tenantClaim, SCOPE_PREFIX: scopePrefix } = environment;
  return { issuer, audience, jwksUrl, type: OAUTH_TOKEN_TYPE as TokenType, tenantClaim, scopePrefix };
}
