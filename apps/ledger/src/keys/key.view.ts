import { keyStatus, type Key, type KeyChange, type KeyOutcome, type KeysStream } from '@ledger/access';
import { Problem } from '../http/problem';
import type { Key as KeyView, KeyChange as KeyChangeView } from './key.schemas';

/** What a view of keys needs beside the stream. */
export interface KeyViewing {
  readonly tenant: string;
  /** RFC 3339. */
  readonly now: string;
  /** RFC 3339 by key id. */
  readonly lastUses: ReadonlyMap<string, string>;
}

export function keyView(key: Key, { tenant, now, lastUses }: KeyViewing): KeyView {
  const { hash: _, scopes, reason, definitions, cidrs, replaces, replacedBy, revokedAt, ...shown } = key;
  return {
    ...shown,
    ...{ tenant, scopes, status: keyStatus(key, now), lastUsedAt: lastUses.get(key.keyId) ?? null },
    ...{ reason: reason ?? null, definitions: definitions ?? null, cidrs: cidrs ?? null },
    ...{ replaces: replaces ?? null, replacedBy: replacedBy ?? null, revokedAt: revokedAt ?? null },
  };
}

export function keyChangeView({ commandId, fingerprint: _, ...change }: KeyChange): KeyChangeView {
  return { ...change, commandId: commandId ?? null };
}

/** What became of one key. */
export function historyOf(stream: KeysStream, keyId: string): KeyChangeView[] {
  return stream.changes.filter((change) => change.keyId === keyId || change.replacedKeyId === keyId).map(keyChangeView);
}

/** Throws the problem that a refused change is. */
export function settled(outcome: KeyOutcome): Exclude<KeyOutcome, { readonly kind: 'refused' }> {
  if (outcome.kind === 'refused') throw new Problem(outcome.code, outcome.reason);
  return outcome;
}
