import { defined } from '@ledger/plain-data';
import { DEFAULT_TENANT } from '../principal';
import { keyStatus, type Key } from './key';
import type { KeyOutcome } from './key-catalog';
import type { KeyChange } from './key-change';
import type { KeysStream } from './key-streams';
import { lastAdminKeyOf, lastAdminKeyWarning } from './last-admin-key';

/** What a view of keys needs beside the stream. */
export interface KeyViewing {
  readonly tenant: string;
  /** RFC 3339. */
  readonly now: string;
  /** RFC 3339 by key id. */
  readonly lastUses: ReadonlyMap<string, string>;
}

type Changed = Exclude<KeyOutcome, { readonly kind: 'refused' }>;

/** A key as it may be shown: with null where something is absent, and without its hash. */
export function keyView(key: Key, { tenant, now, lastUses }: KeyViewing) {
  const { hash: _, scopes, reason, definitions, cidrs, replaces, replacedBy, revokedAt, ...shown } = key;
  return {
    ...shown,
    ...{ tenant, scopes: [...scopes], status: keyStatus(key, now), lastUsedAt: lastUses.get(key.keyId) ?? null },
    ...{ reason: reason ?? null, definitions: definitions ? [...definitions] : null, cidrs: cidrs ? [...cidrs] : null },
    ...{ replaces: replaces ?? null, replacedBy: replacedBy ?? null, revokedAt: revokedAt ?? null },
  };
}

/** A key with what became of it; undefined if there is none. */
export function keyDetailsView(stream: KeysStream | undefined, keyId: string, viewing: KeyViewing) {
  const key = stream?.keys.get(keyId);
  if (stream === undefined || key === undefined) return undefined;
  const changes = stream.changes.filter((change) => change.keyId === keyId || change.replacedKeyId === keyId);
  return { ...keyView(key, viewing), history: changes.map(keyChangeView) };
}

/** The keys of a tenant. @param hasOtherAdmins whether others than keys of the ledger may manage keys. */
export function keyListView(stream: KeysStream | undefined, viewing: KeyViewing, hasOtherAdmins: boolean) {
  const isKept = viewing.tenant === DEFAULT_TENANT && !hasOtherAdmins;
  const last = isKept && stream !== undefined ? lastAdminKeyOf(stream.keys, viewing.now) : undefined;
  const lastAdminKey = last && {
    ...{ keyId: last.keyId, name: last.name, expiresAt: last.expiresAt },
    warning: lastAdminKeyWarning(last, viewing.now) ?? null,
  };
  return {
    revision: Number(stream?.revision ?? -1n),
    keys: [...(stream?.keys.values() ?? [])].map((key) => keyView(key, viewing)),
    lastAdminKey: lastAdminKey ?? null,
  };
}

/** What a creation or a rotation made. */
export function newKeyView<Outcome extends string>(
  outcome: Outcome,
  { key, change, secret }: Changed,
  viewing: KeyViewing,
) {
  return { outcome, key: keyView(key, viewing), secret: secret ?? null, change: keyChangeView(change) };
}

export function revokedKeyView({ kind, key, change }: Changed, viewing: KeyViewing) {
  const outcome: 'UNCHANGED' | 'REVOKED' = kind === 'unchanged' ? 'UNCHANGED' : 'REVOKED';
  return { outcome, key: keyView(key, viewing), change: keyChangeView(change) };
}

function keyChangeView({ commandId, fingerprint: _, ...change }: KeyChange) {
  return defined({ ...change, commandId: commandId ?? null });
}
