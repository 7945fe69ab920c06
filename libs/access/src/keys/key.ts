import type { Actor } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import {
  KEY_CREATED,
  KEY_REVOKED,
  KEY_ROTATED,
  type KeyCreated,
  type KeyRevoked,
  type KeyRotated,
  type KeyTerms,
} from './key.events';

/** What a key may be called. */
export const KEY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const KEY_NAME_SHAPE = '1 to 64 letters, digits, dots, underscores or dashes, beginning with a letter or digit';

/** A key as its tenant's stream tells of it. Never changed in place. */
export interface Key extends KeyTerms {
  readonly keyId: string;
  /** SHA-256 of the whole key, lower-case hexadecimal. */
  readonly hash: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** RFC 3339: from then on it is refused. A rotation shortens it to the end of the overlap. */
  readonly expiresAt: string;
  readonly createdBy: Actor;
  /** Why it was made, if a reason was given. */
  readonly reason?: string;
  /** The key whose place it took. */
  readonly replaces?: string;
  /** The key that took its place. */
  readonly replacedBy?: string;
  /** RFC 3339. */
  readonly revokedAt?: string;
}

/** `replaced`: a rotation ended it. `rotating`: it is accepted until then, beside the key that takes its place. */
export const KEY_STATUSES = ['active', 'rotating', 'replaced', 'expired', 'revoked'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

export type Keys = ReadonlyMap<string, Key>;

/** What the fold of keys takes of an event. */
export interface KeyEvent {
  readonly type: string;
  readonly data: object;
  /** RFC 3339. */
  readonly occurredAt: string;
  readonly actor: Actor;
}

/** The keys after one more event; types that it does not know change nothing. */
export function evolveKeys(keys: Keys, { type, data, occurredAt, actor }: KeyEvent): Keys {
  switch (type) {
    case KEY_CREATED: {
      return withKey(keys, { ...(data as KeyCreated), createdAt: occurredAt, createdBy: actor });
    }
    case KEY_ROTATED: {
      const { keyId, hash, expiresAt, replacedKeyId, overlapUntil, reason } = data as KeyRotated;
      const replaced = keys.get(replacedKeyId);
      if (replaced === undefined) return keys;
      const { name, owner, environment, scopes, definitions, cidrs } = replaced;
      const terms: KeyTerms = { name, owner, environment, scopes, ...defined({ definitions, cidrs }) };
      const next = {
        ...{ ...terms, keyId, hash, expiresAt, createdAt: occurredAt, createdBy: actor },
        ...{ replaces: replacedKeyId, ...defined({ reason }) },
      };
      const end = overlapUntil < replaced.expiresAt ? overlapUntil : replaced.expiresAt;
      return withKey(withKey(keys, { ...replaced, replacedBy: keyId, expiresAt: end }), next);
    }
    case KEY_REVOKED: {
      const revoked = keys.get((data as KeyRevoked).keyId);
      return revoked === undefined ? keys : withKey(keys, { ...revoked, revokedAt: occurredAt });
    }
    default:
      return keys;
  }
}

/** @param now RFC 3339, UTC, milliseconds, as all times here: they compare as texts. */
export function keyStatus({ revokedAt, replacedBy, expiresAt }: Key, now: string): KeyStatus {
  if (revokedAt !== undefined) return 'revoked';
  if (expiresAt <= now) return replacedBy === undefined ? 'expired' : 'replaced';
  return replacedBy === undefined ? 'active' : 'rotating';
}

function withKey(keys: Keys, key: Key): Keys {
  return new Map(keys).set(key.keyId, key);
}
