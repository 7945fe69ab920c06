import { Problem } from '../http/problem';
import { JSON_TYPE } from '../http/media-types';
import type { TokenError, TokenErrorCode } from './oauth.schemas';

/** Where login answers are kept, tokens are too (RFC 6749, section 5.1). */
export const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' } as const;

const CHALLENGE = { 'www-authenticate': 'Basic realm="journey-ledger", charset="UTF-8"' } as const;

/** A refused login: answered as RFC 6749, section 5.2 says, and no problem document. */
export class TokenProblem extends Problem {
  override readonly contentType = `${JSON_TYPE}; charset=utf-8`;

  constructor(
    readonly error: TokenErrorCode,
    detail: string,
  ) {
    const isClient = error === 'invalid_client';
    super(isClient ? 'UNAUTHENTICATED' : 'VALIDATION_FAILED', detail, {
      headers: { ...NO_STORE, ...(isClient && CHALLENGE) },
    });
  }

  override document(): TokenError {
    return { error: this.error, error_description: this.message };
  }
}

/** What a login is answered in place of a problem document; what is of the server, such as 503, stays one. */
export function problemOfLogin(problem: Problem): Problem {
  if (problem instanceof TokenProblem || problem.status !== 400) return problem;
  return new TokenProblem('invalid_request', problem.message);
}
