export { ForeignTokens, type ForeignTokenOptions, type TokenGrant } from './foreign-tokens';
export { JWKS_FRESH_MS, JWKS_KEPT_MS, JWKS_PAUSE_MS } from './jwks';
export { claimsToBeOwn, type OwnGrant, OwnTokens, OWN_ISSUER, TOKEN_SECONDS } from './own-tokens';
export { TokenCredentials, type TokenCredentialsPorts } from './token-credentials';
export { TokenKeysUnavailableError, type TokenRefusal, TokenRefusedError } from './token-errors';
export { TokenKey, TokenKeyError } from './token-key';
export { looksLikeJwt, MOST_TOKEN_BYTES, TOKEN_SKEW_SECONDS, type TokenType } from './verified-claims';
