import type { KeyFilter, KeySort, SettingsPage } from '../../address/page';
import type { components } from '../../api/schema';

export type Key = components['schemas']['Key'];

export const DAY_MS = 86_400_000;
/** A key that ends within this time is marked. */
export const SOON_DAYS = 30;
/** So is one that was not used for so long. */
export const UNUSED_DAYS = 90;

/** A key as far as its marks go. */
export type KeyUse = Pick<Key, 'status' | 'expiresAt' | 'lastUsedAt'>;

export function isAccepted({ status }: Pick<Key, 'status'>): boolean {
  return status === 'active' || status === 'rotating';
}

/** Whether it ends soon by its age; one that a rotation ends is meant to. `now`: milliseconds since 1970. */
export function endsSoon({ status, expiresAt }: KeyUse, now: number): boolean {
  return status === 'active' && Date.parse(expiresAt) - now <= SOON_DAYS * DAY_MS;
}

export function isUnused(key: KeyUse, now: number): boolean {
  return isAccepted(key) && (key.lastUsedAt === null || now - Date.parse(key.lastUsedAt) >= UNUSED_DAYS * DAY_MS);
}

const FILTERS: Readonly<Record<KeyFilter, (key: Key, now: number) => boolean>> = {
  accepted: isAccepted,
  expiring: endsSoon,
  unused: isUnused,
  ended: (key) => !isAccepted(key),
  all: () => true,
};

const SORTS: Readonly<Record<KeySort, (one: Key, other: Key) => number>> = {
  name: (one, other) => one.name.localeCompare(other.name),
  expires: (one, other) => one.expiresAt.localeCompare(other.expiresAt),
  // Never used comes first: it is what the reader looks for.
  used: (one, other) => (one.lastUsedAt ?? '').localeCompare(other.lastUsedAt ?? ''),
  made: (one, other) => other.createdAt.localeCompare(one.createdAt),
};

type Shown = Pick<SettingsPage, 'keys' | 'scope' | 'sort'>;

/**
 * The keys that a filter leaves, in the order that is asked for.
 * @param like part of a name, an owner or an id.
 */
export function shownKeys(all: readonly Key[], shown: Shown, like: string, now: number): Key[] {
  const { keys = 'accepted', scope, sort = 'name' } = shown;
  const isLike = ({ keyId, name, owner }: Key): boolean =>
    `${keyId}\n${name}\n${owner}`.toLowerCase().includes(like.trim().toLowerCase());
  return all
    .filter((key) => FILTERS[keys](key, now) && isLike(key))
    .filter(({ scopes }) => scope === undefined || scopes.some((each) => each === scope))
    .sort((one, other) => SORTS[sort](one, other) || one.keyId.localeCompare(other.keyId));
}
