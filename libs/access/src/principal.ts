import type { Scope } from './scopes';

/** Tenant of callers without authentication, and of the keys in API_KEYS; its administrators manage all tenants' keys. */
export const DEFAULT_TENANT = 'default';

/** What a key was made for; it stands in the key itself. */
export const KEY_ENVIRONMENTS = ['live', 'test'] as const;
export type KeyEnvironment = (typeof KEY_ENVIRONMENTS)[number];

/** Who calls, and what it may do, whichever credentials prove it. */
export interface Principal {
  /** Recorded with all that it does. */
  readonly clientId: string;
  /** What people call it. Default: the client id. */
  readonly name?: string;
  readonly tenant: string;
  readonly scopes: ReadonlySet<Scope>;
  /** The only definitions whose journeys it may read and write; absent: all of its tenant. */
  readonly definitions?: ReadonlySet<string>;
  /** RFC 3339: from then on its credentials are refused; absent: they have no end, as keys of API_KEYS. */
  readonly expiresAt?: string;
  /** Of a key of the ledger. */
  readonly environment?: KeyEnvironment;
}

/**
 * Whether a caller may read and write journeys of a definition, as far as its scopes go.
 * @param definitionId undefined of what concerns no definition, or several.
 */
export function mayUse({ definitions }: Pick<Principal, 'definitions'>, definitionId: string | undefined): boolean {
  return definitions === undefined || (definitionId !== undefined && definitions.has(definitionId));
}
