import { errors, jwtVerify, type JWTPayload } from 'jose';
import { TokenRefusedError } from './token-errors';
import { ALGORITHMS, type VerificationKey } from './verification-keys';

/** What a token must say, of an identity provider or of our own. */
export interface TokenRules {
  /** Exact value of `iss`. */
  readonly issuer: string;
  /** `aud` must be it, or have it in its list. */
  readonly audience: string;
  /** `at+jwt`: as RFC 9068 says. `jwt`: also `JWT` and no type, for issuers that are older than it. */
  readonly type: TokenType;
  keyOf(kid: string | undefined, algorithm: string): VerificationKey | undefined | Promise<VerificationKey | undefined>;
}

export type TokenType = 'at+jwt' | 'jwt';

/** Claims of a token that passed every rule. */
export interface VerifiedClaims extends JWTPayload {
  readonly sub: string;
  readonly exp: number;
}

/** Longest token, bytes. */
export const MOST_TOKEN_BYTES = 8_192;
/** How far the issuer's clock may be beside ours, seconds. */
export const TOKEN_SKEW_SECONDS = 60;

const MOST_KID = 256;
const SUBJECT = /^[^\p{Cc}\p{Cs}]{1,256}$/u;
/** Header parameters that would say where the key comes from (RFC 8725, section 3.10), or that change what is signed. */
const REFUSED_PARAMETERS = ['jku', 'jwk', 'x5u', 'x5c', 'crit', 'b64'];
/** Claims of an ID token, which is for the client that asked for it and opens no API. */
const OF_ID_TOKENS = ['nonce', 'at_hash', 'c_hash', 's_hash'];

const NOT_A_TOKEN = 'The access token is malformed: it must be a JWT of three parts, each in Base64url.';

/** Whether a credential is meant as a JWT: keys have no such form. */
export function looksLikeJwt(credential: string): boolean {
  return credential.startsWith('ey') && credential.split('.', 4).length === 3;
}

/** The claims of a token that passes every check of RFC 9068 and RFC 8725; else a `TokenRefusedError`. */
export async function verifiedClaims(token: string, rules: TokenRules, now: Date): Promise<VerifiedClaims> {
  const { alg, kid, typ } = headerOf(token);
  if (!ALGORITHMS.includes(alg)) throw notAccepted('its algorithm is not accepted');
  if (!isAcceptedType(typ, rules.type)) throw notAccepted(`its typ must be ${rules.type}`);
  const key = await rules.keyOf(kid, alg);
  if (key === undefined) throw notAccepted('its issuer has no such key for its algorithm');
  const claims = await signedClaims(token, key, rules, now);
  const { exp, iat } = claims;
  // The library asks only for its presence.
  const sub: unknown = claims.sub;
  if (iat !== undefined && iat > now.getTime() / 1000 + TOKEN_SKEW_SECONDS) {
    throw notAccepted('it was issued in the future');
  }
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) throw notAccepted('its sub must be a text of 1 to 256 characters');
  if (exp === undefined) throw notAccepted('it has no exp');
  if (typ?.toLowerCase().endsWith('at+jwt') !== true && OF_ID_TOKENS.some((name) => claims[name] !== undefined)) {
    throw notAccepted('it is an ID token');
  }
  return { ...claims, sub, exp };
}

interface TokenHeader {
  readonly alg: string;
  readonly kid: string | undefined;
  readonly typ: string | undefined;
}

function headerOf(token: string): TokenHeader {
  if (token.length > MOST_TOKEN_BYTES) {
    throw new TokenRefusedError('TOKEN_MALFORMED', `The access token is larger than ${MOST_TOKEN_BYTES} bytes.`);
  }
  const parts = token.split('.', 4);
  if (parts.length !== 3 || !parts.every(isBase64Url)) throw new TokenRefusedError('TOKEN_MALFORMED', NOT_A_TOKEN);
  const header = jsonObject(parts[0] ?? '');
  if (header === undefined) throw new TokenRefusedError('TOKEN_MALFORMED', NOT_A_TOKEN);
  const refused = REFUSED_PARAMETERS.find((name) => Object.hasOwn(header, name));
  if (refused !== undefined) throw notAccepted(`its header has ${refused}`);
  const { alg, kid, typ } = header;
  if (typeof alg !== 'string') throw notAccepted('its header has no alg');
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MOST_KID)) throw notAccepted('its kid is wrong');
  if (typ !== undefined && typeof typ !== 'string') throw notAccepted('its typ is wrong');
  return { alg, kid, typ };
}

/** Decoders pass over stray bits and characters: the same signature would have several texts. */
function isBase64Url(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function jsonObject(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** `application/` may be left away, and case does not matter (RFC 7515, section 4.1.9). */
function isAcceptedType(typ: string | undefined, accepted: TokenType): boolean {
  const name = typ?.toLowerCase().replace(/^application\//, '');
  return name === 'at+jwt' || (accepted === 'jwt' && (name === undefined || name === 'jwt'));
}

async function signedClaims(
  token: string,
  { key, algorithm }: VerificationKey,
  { issuer, audience }: TokenRules,
  now: Date,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      clockTolerance: TOKEN_SKEW_SECONDS,
      currentDate: now,
      requiredClaims: ['exp', 'sub'],
      ...{ issuer, audience },
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new TokenRefusedError('TOKEN_EXPIRED', 'The access token has expired.', { cause: error });
    }
    if (error instanceof errors.JWTClaimValidationFailed) {
      throw notAccepted(`its ${error.claim} is ${error.reason === 'missing' ? 'missing' : 'wrong'}`, error);
    }
    throw notAccepted('its signature is wrong', error);
  }
}

function notAccepted(reason: string, cause?: unknown): TokenRefusedError {
  return new TokenRefusedError('TOKEN_NOT_ACCEPTED', `The access token is not accepted: ${reason}.`, { cause });
}
