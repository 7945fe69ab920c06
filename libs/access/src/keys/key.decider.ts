import type { DecidedEvent } from '@ledger/event-store';
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
import { keyStatus, type Keys } from './key';
import { lastAdminKeyOf } from './last-admin-key';
import { isCidr } from './networks';

const DAY_MS = 86_400_000;
/** How long a key lasts that was given no expiry. */
export const DEFAULT_EXPIRY_DAYS = 365;
/** How long a replaced key is accepted beside the new one, where nothing else is asked for. */
export const DEFAULT_OVERLAP_SECONDS = 86_400;
export const MOST_OVERLAP_SECONDS = 30 * 86_400;

/** A key that was generated, as it is stored. */
export interface GeneratedKey {
  readonly keyId: string;
  /** SHA-256 of the whole key, lower-case hexadecimal. */
  readonly hash: string;
}

export type KeyRefusalCode =
  | 'KEY_NOT_FOUND'
  /** It is revoked, expired or replaced. */
  | 'KEY_ENDED'
  /** Without it no key could manage keys. */
  | 'LAST_ADMIN_KEY'
  /** A key of this name is accepted. */
  | 'KEY_NAME_TAKEN'
  /** The terms cannot be used together, or the expiry is past. */
  | 'VALIDATION_FAILED'
  /** The command id stands for another change. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The expected revision is stale, or other changes were faster at every try. */
  | 'REVISION_CONFLICT';

export interface KeyRefusal {
  readonly kind: 'refused';
  readonly code: KeyRefusalCode;
  /** One sentence: what was wrong and what would be right. */
  readonly reason: string;
}

export type KeyDecision = { readonly events: readonly [DecidedEvent] } | { readonly standing: string } | KeyRefusal;

export interface KeyCreation {
  readonly terms: KeyTerms;
  /** RFC 3339. Default: a year from now. */
  readonly expiresAt?: string;
  readonly reason?: string;
}

export interface KeyRotation {
  readonly keyId: string;
  readonly overlapSeconds?: number;
  /** RFC 3339. Default: as long as the key that is replaced was made for. */
  readonly expiresAt?: string;
  readonly reason?: string;
  /** Also if it is the last key with `admin`. */
  readonly force?: true;
}

export interface KeyRevocation {
  readonly keyId: string;
  readonly reason: string;
  /** Also if it is the last key with `admin`. */
  readonly force?: true;
}

/** What a change is decided by, beside the keys. */
export interface KeyRules {
  /** RFC 3339, UTC, milliseconds. */
  readonly now: string;
  /** Whether the last key with `admin` has to stay. */
  readonly keepsAdmin: boolean;
}

/** @param now RFC 3339, UTC, milliseconds. */
export function decideCreation(keys: Keys, creation: KeyCreation, key: GeneratedKey, now: string): KeyDecision {
  const { terms, expiresAt = later(now, DEFAULT_EXPIRY_DAYS * DAY_MS), reason } = creation;
  if (terms.definitions !== undefined && terms.scopes.includes('admin')) {
    return refused('VALIDATION_FAILED', 'A key bound to definitions cannot have the scope admin; omit one of the two.');
  }
  const wrong = terms.cidrs?.find((cidr) => !isCidr(cidr));
  if (wrong !== undefined) {
    return refused('VALIDATION_FAILED', `cidrs: ${JSON.stringify(wrong)} is not a network such as 10.20.0.0/16.`);
  }
  const taken = [...keys.values()].find((one) => one.name === terms.name && keyStatus(one, now) === 'active');
  if (taken !== undefined) {
    const sentence = `The key ${taken.keyId} has the name ${terms.name}`;
    return refused('KEY_NAME_TAKEN', `${sentence}; rotate or revoke it, or choose another name.`);
  }
  const data: KeyCreated = defined({ ...key, ...terms, expiresAt, reason });
  return past(expiresAt, now) ?? { events: [{ type: KEY_CREATED, data }] };
}

/** The new key has the terms of the one that it replaces, which is accepted until the overlap ends. */
export function decideRotation(keys: Keys, rotation: KeyRotation, key: GeneratedKey, rules: KeyRules): KeyDecision {
  const { now } = rules;
  const { keyId: replacedKeyId, overlapSeconds = DEFAULT_OVERLAP_SECONDS, reason } = rotation;
  const replaced = keys.get(replacedKeyId);
  if (replaced === undefined) return notFound(replacedKeyId);
  const status = keyStatus(replaced, now);
  if (status !== 'active') {
    const successor =
      replaced.replacedBy === undefined ? 'create another one' : `rotate ${replaced.replacedBy} instead`;
    return refused('KEY_ENDED', `The key ${replacedKeyId} is ${status}; ${successor}.`);
  }
  const lifetime = Date.parse(replaced.expiresAt) - Date.parse(replaced.createdAt);
  const expiresAt = rotation.expiresAt ?? later(now, lifetime);
  const overlapUntil = later(now, overlapSeconds * 1_000);
  if (isKept(keys, rotation, rules)) {
    if (overlapSeconds === 0) {
      return lastAdmin(replacedKeyId, 'if the new key gets lost, no other can manage keys. Rotate it with an overlap');
    }
    if (expiresAt > now && expiresAt < later(now, DAY_MS)) {
      return lastAdmin(replacedKeyId, `with ${expiresAt} none would be left after a day. Choose a later expiry`);
    }
  }
  const data: KeyRotated = defined({ ...key, replacedKeyId, expiresAt, overlapUntil, reason });
  return past(expiresAt, now) ?? { events: [{ type: KEY_ROTATED, data }] };
}

/** A key may be revoked in any state: one that leaked and has expired, too. */
export function decideRevocation(keys: Keys, revocation: KeyRevocation, rules: KeyRules): KeyDecision {
  const { keyId, reason } = revocation;
  const key = keys.get(keyId);
  if (key === undefined) return notFound(keyId);
  if (key.revokedAt !== undefined) return { standing: keyId };
  if (isKept(keys, revocation, rules)) {
    return lastAdmin(keyId, 'without it no key could manage keys. Create another one first');
  }
  const data: KeyRevoked = { keyId, reason };
  return { events: [{ type: KEY_REVOKED, data }] };
}

function isKept(
  keys: Keys,
  { keyId, force }: Pick<KeyRevocation, 'keyId' | 'force'>,
  { now, keepsAdmin }: KeyRules,
): boolean {
  return keepsAdmin && force !== true && lastAdminKeyOf(keys, now)?.keyId === keyId;
}

function lastAdmin(keyId: string, why: string): KeyRefusal {
  return refused('LAST_ADMIN_KEY', `The key ${keyId} is the last one with the scope admin; ${why}, or send force.`);
}

export function refused(code: KeyRefusalCode, reason: string): KeyRefusal {
  return { kind: 'refused', code, reason };
}

function notFound(keyId: string): KeyRefusal {
  return refused(
    'KEY_NOT_FOUND',
    `There is no key ${JSON.stringify(keyId.slice(0, 64))}; list the keys to see their ids.`,
  );
}

function past(expiresAt: string, now: string): KeyRefusal | undefined {
  if (expiresAt > now) return undefined;
  return refused('VALIDATION_FAILED', `expiresAt must be later than now, ${now}; you sent ${expiresAt}.`);
}

function later(now: string, milliseconds: number): string {
  return new Date(Date.parse(now) + milliseconds).toISOString();
}
