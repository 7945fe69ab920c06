import type { KeyFilter, KeySort } from '../../apps/console/src/address/page';
import { shownKeys, type Key } from '../../apps/console/src/pages/settings/shown-keys';

const NOW = '2026-11-02T09:30:00.000Z';

function key(keyId: string, more: Partial<Key> = {}): Key {
  return {
    ...{ keyId, name: keyId, owner: 'Desk', tenant: 'default', environment: 'live', scopes: ['statestore.read'] },
    ...{ definitions: null, cidrs: null, status: 'active', createdAt: '2026-01-01T00:00:00.000Z', reason: null },
    ...{ createdBy: { subject: 'lead', kind: 'operator' }, expiresAt: '2027-11-02T09:30:00.000Z' },
    ...{ lastUsedAt: NOW, replaces: null, replacedBy: null, revokedAt: null },
    ...more,
  };
}

const KEYS = [
  key('usual'),
  key('ends-in-30-days', { expiresAt: '2026-12-02T09:30:00.000Z', scopes: ['admin'] }),
  key('ends-later', { expiresAt: '2026-12-02T09:30:00.001Z' }),
  key('unused-for-90-days', { lastUsedAt: '2026-08-04T09:30:00.000Z' }),
  key('used-later', { lastUsedAt: '2026-08-04T09:30:00.001Z', owner: 'Jane Doe' }),
  key('never-used', { lastUsedAt: null }),
  key('rotating', { status: 'rotating', expiresAt: '2026-11-03T09:30:00.000Z', lastUsedAt: null }),
  key('revoked', { status: 'revoked', lastUsedAt: null }),
  key('expired', { status: 'expired', expiresAt: '2026-11-01T09:30:00.000Z', lastUsedAt: null }),
];

describe('the keys that a list shows', () => {
  const shown = (filter: object, like = ''): string[] =>
    shownKeys(KEYS, filter, like, Date.parse(NOW)).map(({ keyId }) => keyId);

  it.each<[KeyFilter | undefined, string[]]>([
    ['expiring', ['ends-in-30-days']],
    ['unused', ['never-used', 'rotating', 'unused-for-90-days']],
    ['ended', ['expired', 'revoked']],
    ['accepted', KEYS.slice(0, 7).map(({ keyId }) => keyId)],
    [undefined, KEYS.slice(0, 7).map(({ keyId }) => keyId)],
    ['all', KEYS.map(({ keyId }) => keyId)],
  ])('are, of %s, those and no others', (keys, expected) => {
    expect(shown({ keys })).toEqual([...expected].sort());
  });

  it.each<[KeySort, string]>([
    ['expires', 'rotating'],
    ['used', 'never-used'],
    ['name', 'ends-in-30-days'],
  ])('come by %s with %s first', (sort, first) => {
    expect(shown({ sort })[0]).toBe(first);
  });

  it('have a scope, and a text in their name, owner or id', () => {
    expect(shown({ scope: 'admin' })).toEqual(['ends-in-30-days']);
    expect(shown({}, ' jane ')).toEqual(['used-later']);
    expect(shown({}, 'UNUSED-FOR')).toEqual(['unused-for-90-days']);
    expect(shown({}, 'nothing like it')).toEqual([]);
  });
});
