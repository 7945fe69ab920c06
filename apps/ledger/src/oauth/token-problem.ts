import { tooManyFailures } from '../access/failed-logins';
import { Problem } from '../http/problem';
import type { ProblemCode } from '../http/problem-codes';
import { JSON_TYPE } from '../http/media-types';
import type { TokenError, TokenErrorCode } from './oauth.schemas';

/** Where login answers are kept, tokens are too (RFC 6749, section 5.1). */
export const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' } as const;

const CHALLENGE = { 'www-authenticate': 'Basic realm="journey-ledger", charset="UTF-8"' } as const;

/** Which status an error has; default: 400. */
const CODES: Readonly<Partial<Record<TokenErrorCode, ProblemCode>>> = {
  invalid_client: 'UNAUTHENTICATED',
  temporarily_unavailable: 'TOO_MANY_REQUESTS',
};

/** A refused login: answered as RFC 6749, section 5.2 says, and no problem document. */
export class TokenProblem extends Problem {
  override readonly contentType = `${JSON_TYPE}; charset=utf-8`;

  constructor(
    readonly error: TokenErrorCode,
    detail: string,
    headers: Problem['headers'] = {},
  ) {
    super(CODES[error] ?? 'VALIDATION_FAILED', detail, {
      headers: { ...NO_STORE, ...headers, ...(error === 'invalid_client' && CHALLENGE) },
    });
  }

  override document(): TokenError {
    return { error: this.error, error_description: this.message };
  }
}

/** For an address of which too many logins failed. */
export function tooManyLogins(waitMs: number): TokenProblem {
  const { message, headers } = tooManyFailures(waitMs);
  return new TokenProblem('temporarily_unavailable', message, headers);
}

/** What a login is answered in place of a problem document; what is of the server, such as 503, stays one. */
export function problemOfLogin(problem: Problem): Problem {
  if (problem instanceof TokenProblem || problem.status !== 400) return problem;
  return new TokenProblem('invalid_request', problem.message);
}
