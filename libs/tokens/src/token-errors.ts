import { NamedError } from '@ledger/plain-data';

/** Why a token is refused; only an expired one may be replaced by a new login. */
export type TokenRefusal = 'TOKEN_MALFORMED' | 'TOKEN_NOT_ACCEPTED' | 'TOKEN_EXPIRED' | 'TOKEN_WITHOUT_TENANT';

/** A token that is refused; the sentence repeats nothing of the token. */
export class TokenRefusedError extends NamedError {
  constructor(
    readonly code: TokenRefusal,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The keys of the issuer cannot be read now, so no token of it can be checked. Retry. */
export class TokenKeysUnavailableError extends NamedError {
  readonly code = 'TOKEN_KEYS_UNAVAILABLE';
}
