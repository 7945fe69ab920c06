import type { Key, KeyDetails, KeyList, NewKey, RevokedKey } from '@ledger/client';
import type { Palette } from './palette';
import { fields, table } from './table';

/** One line for each key, then those that the settings name. */
export function keysText({ keys, fromSettings }: KeyList, palette: Palette, width: number | undefined): string {
  const named = fromSettings.map(({ clientId, scopes }) => `\n${clientId}: ${scopes.join(' ')} (API_KEYS)`).join('');
  if (keys.length === 0) return `The ledger keeps no such key. journey keys create makes one.${named}`;
  const kept = table(
    keys,
    [
      { title: 'key', value: ({ keyId }) => keyId, paint: () => palette.cyan },
      { title: 'name', value: ({ name }) => name, shrinks: true },
      { title: 'owner', value: ({ owner }) => owner, shrinks: true },
      { title: 'status', value: ({ status }) => status, paint: ({ status }) => painted(status, palette) },
      { title: 'expires', value: ({ expiresAt }) => expiresAt },
      { title: 'last use', value: ({ lastUsedAt }) => lastUsedAt ?? 'none' },
      { title: 'scopes', value: ({ scopes }) => scopes.join(' '), shrinks: true },
      { title: 'definitions', value: ({ definitions }) => definitions?.join(' ') ?? 'all', shrinks: true },
    ],
    { width, header: palette.dim },
  );
  return kept + named;
}

/** A key and its history. */
export function keyText(key: KeyDetails, palette: Palette, width: number | undefined): string {
  const pairs: readonly (readonly [string, string])[] = [
    ['status', key.status],
    ['owner', key.owner],
    ['tenant', key.tenant],
    ['scopes', key.scopes.join(', ')],
    ['definitions', key.definitions?.join(', ') ?? 'all'],
    ['networks', key.cidrs?.join(', ') ?? 'all'],
    ['created', `${key.createdAt} by ${key.createdBy.subject}`],
    ['expires', key.expiresAt],
    ['last use', key.lastUsedAt ?? 'none'],
    ['replaces', key.replaces ?? ''],
    ['replaced by', key.replacedBy ?? ''],
  ];
  const history = table(
    key.history,
    [
      { title: 'when', value: ({ occurredAt }) => occurredAt },
      { title: 'what', value: ({ type }) => type },
      { title: 'who', value: ({ actor }) => actor.subject, shrinks: true },
      { title: 'why', value: ({ reason = '' }) => reason, shrinks: true },
    ],
    { width, header: palette.dim },
  );
  const title = `${palette.bold(key.name)} (${palette.cyan(key.keyId)})`;
  return [title, fields(pairs, palette.dim), '', history].join('\n');
}

/** A key that was made, with the key itself. */
export function newKeyText({ outcome, key, secret, change }: NewKey, palette: Palette): string {
  const what = outcome === 'CREATED' ? 'Created' : 'Rotated';
  const head = `${palette.green(what)}: ${key.name} (${key.keyId}), accepted until ${key.expiresAt}.`;
  const old =
    change.replacedKeyId === undefined
      ? []
      : [
          `It replaces ${change.replacedKeyId}; journey keys show ${change.replacedKeyId} says until when that is accepted.`,
        ];
  if (secret === null) {
    return [
      head,
      ...old,
      'It was made by an earlier run of this command, and is not shown again: rotate it if it was lost.',
    ].join('\n');
  }
  return [head, ...old, 'The key, shown this once:', '', `  ${palette.bold(secret)}`].join('\n');
}

export function revokedKeyText({ outcome, key }: RevokedKey, palette: Palette): string {
  const since = `since ${key.revokedAt ?? ''}`;
  if (outcome === 'UNCHANGED') return `${key.name} (${key.keyId}) was revoked before, ${since}; nothing was changed.`;
  return `${palette.green('Revoked')}: ${key.name} (${key.keyId}), ${since}.`;
}

function painted(status: Key['status'], palette: Palette): (text: string) => string {
  if (status === 'active') return palette.green;
  return status === 'rotating' ? palette.yellow : palette.dim;
}
