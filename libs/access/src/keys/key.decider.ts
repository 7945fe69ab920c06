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
}

export interface KeyRevocation {
  readonly keyId: string;
  readonly reason: string;
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
export function decideRotation(keys: Keys, rotation: KeyRotation, key: GeneratedKey, now: string): KeyDecision {
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
  const data: KeyRotated = defined({ ...key, replacedKeyId, expiresAt, overlapUntil, reason });
  return past(expiresAt, now) ?? { events: [{ type: KEY_ROTATED, data }] };
}

/** A key may be revoked in any state: one that leaked and has expired, too. */
export function decideRevocation(keys: Keys, { keyId, reason }: KeyRevocation): KeyDecision {
  const key = keys.get(keyId);
  if (key === undefined) return notFound(keyId);
  if (key.revokedAt !== undefined) return { standing: keyId };
  const data: KeyRevoked = { keyId, reason };
  return { events: [{ type: KEY_REVOKED, data }] };
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
