import { keyStatus, type Key, type Keys } from './key';

const DAY_MS = 86_400_000;
/** Time to notice that the last administrator's key ends, and to make another one. */
const WARNED_MS = 30 * DAY_MS;

/** The one key with `admin` that is accepted and that no other replaces; undefined if there are several, or none. */
export function lastAdminKeyOf(keys: Keys, now: string): Key | undefined {
  const [first, ...others] = adminKeys(keys, now);
  return others.length === 0 ? first : undefined;
}

/** What administrators of a ledger without other ones have to know now; undefined: nothing. */
export function adminKeyWarning(keys: Keys, now: string): string | undefined {
  if (adminKeys(keys, now).length === 0) {
    return 'No key with the scope admin is accepted; make one while the server is stopped: journey keys create … --data-dir …, or set API_KEYS.';
  }
  const last = lastAdminKeyOf(keys, now);
  return last && lastAdminKeyWarning(last, now);
}

/** That the last key with `admin` ends within 30 days; undefined if it does not. */
export function lastAdminKeyWarning(
  { keyId, name, expiresAt }: Pick<Key, 'keyId' | 'name' | 'expiresAt'>,
  now: string,
): string | undefined {
  const leftMs = Date.parse(expiresAt) - Date.parse(now);
  if (leftMs > WARNED_MS) return undefined;
  const days = Math.floor(leftMs / DAY_MS);
  const left = days === 0 ? 'in less than a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`;
  return `${name} (${keyId}), the last key with the scope admin, expires ${left}, at ${expiresAt}: journey keys rotate ${keyId}.`;
}

function adminKeys(keys: Keys, now: string): Key[] {
  return [...keys.values()].filter((key) => key.scopes.includes('admin') && keyStatus(key, now) === 'active');
}
