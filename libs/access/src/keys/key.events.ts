import type { KeyEnvironment } from '../principal';
import type { Scope } from '../scopes';

/** Persisted type names; they stand in the stream `access.<tenant>-keys`. */
export const KEY_CREATED = 'KeyCreated';
export const KEY_ROTATED = 'KeyRotated';
export const KEY_REVOKED = 'KeyRevoked';

/** Persisted type name; stands in the stream `access.default-tenants`. */
export const TENANT_OPENED = 'TenantOpened';

/** What a key allows, and to whom. */
export interface KeyTerms {
  /** What people call it; recorded as the subject of all that is done with it. */
  readonly name: string;
  /** The person or team that answers for it. */
  readonly owner: string;
  readonly environment: KeyEnvironment;
  readonly scopes: readonly Scope[];
  /** The only definitions that it may read and write; absent: all of its tenant. */
  readonly definitions?: readonly string[];
  /** The only networks that it may be used from, in CIDR notation; absent: all. */
  readonly cidrs?: readonly string[];
}

/** Of a key its hash is stored, never the key. */
interface KeyIdentity {
  readonly keyId: string;
  /** SHA-256 of the whole key, lower-case hexadecimal. */
  readonly hash: string;
  /** RFC 3339: from then on it is refused. */
  readonly expiresAt: string;
}

export interface KeyCreated extends KeyTerms, KeyIdentity {
  readonly reason?: string;
}

/** A new key takes the place of another, under the same terms. */
export interface KeyRotated extends KeyIdentity {
  readonly replacedKeyId: string;
  /** RFC 3339: until then the key that is replaced is accepted as well. */
  readonly overlapUntil: string;
  readonly reason?: string;
}

export interface KeyRevoked {
  readonly keyId: string;
  readonly reason: string;
}

export interface TenantOpened {
  readonly tenant: string;
}
