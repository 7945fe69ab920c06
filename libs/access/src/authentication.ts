import type { CredentialHeaders } from './credentials';
import type { Principal } from './principal';

/** Why credentials are refused; `unavailable`: they cannot be checked now. */
export const REFUSALS = [
  'none',
  'malformed',
  'wrong-checksum',
  'unknown',
  'expired',
  'revoked',
  'wrong-address',
  'unavailable',
] as const;
export type RefusalKind = (typeof REFUSALS)[number];

export interface Refusal {
  readonly refused: RefusalKind;
  /** One sentence for the caller: what was wrong and what would be right. It never repeats a secret. */
  readonly reason: string;
}

export type Authentication = Principal | Refusal;

/** Tells who sends a request. Implementations: API keys, access tokens, or several of them in turn. */
export interface Credentials {
  /** @param address IP address of the client. A promise only where there is something to wait for. */
  authenticate(headers: CredentialHeaders, address: string): Authentication | Promise<Authentication>;
}

/** Credentials that are keys of this ledger. */
export interface KeyCredentials extends Credentials {
  /**
   * Who has the key of this hash, as `authenticate` answers for the key itself.
   * @param hashed `hashOfKey` of the key.
   */
  ofHash(hashed: string, address: string): Authentication | Promise<Authentication>;
}

export function refusal(refused: RefusalKind, reason: string): Refusal {
  return { refused, reason };
}

export function isRefusal(authentication: Authentication): authentication is Refusal {
  return 'refused' in authentication;
}
