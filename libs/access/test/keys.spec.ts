import {
  adminKeyWarning,
  decideCreation,
  decideRevocation,
  decideRotation,
  evolveKeys,
  keyStatus,
  type KeyCreated,
  type KeyEvent,
  type KeyRules,
  type KeyRevoked,
  type KeyRotated,
  type Keys,
} from '../src';

const NOW = '2026-11-02T09:30:00.000Z';
const YEAR_ON = '2027-11-02T09:30:00.000Z';
const ACTOR = { subject: 'lead', kind: 'operator' } as const;
const TERMS = { name: 'flow', owner: 'Desk', environment: 'live', scopes: ['statestore.write'] } as const;
const ONE = { keyId: 'one', hash: '1'.repeat(64) };
const TWO = { keyId: 'two', hash: '2'.repeat(64) };

const created = (more: Partial<KeyCreated> = {}, occurredAt = NOW): KeyEvent => ({
  ...{ type: 'KeyCreated', occurredAt, actor: ACTOR },
  data: { ...ONE, ...TERMS, expiresAt: YEAR_ON, ...more } satisfies KeyCreated,
});
const rotated = (more: Partial<KeyRotated> = {}, occurredAt = NOW): KeyEvent => ({
  ...{ type: 'KeyRotated', occurredAt, actor: ACTOR },
  data: { ...TWO, replacedKeyId: 'one', expiresAt: YEAR_ON, overlapUntil: '2026-11-03T09:30:00.000Z', ...more },
});
const revoked = (keyId: string, occurredAt = NOW): KeyEvent => ({
  ...{ type: 'KeyRevoked', occurredAt, actor: ACTOR },
  data: { keyId, reason: 'leaked' } satisfies KeyRevoked,
});

/** Of a ledger whose administrators are keys alone. */
const rules = (now = NOW, keepsAdmin = true): KeyRules => ({ now, keepsAdmin });

const given = (...events: readonly KeyEvent[]): Keys => events.reduce<Keys>(evolveKeys, new Map());

describe('creating a key', () => {
  it('appends its terms and its hash, for a year', () => {
    expect(decideCreation(given(), { terms: TERMS, reason: 'go-live' }, ONE, NOW)).toEqual({
      events: [{ type: 'KeyCreated', data: { ...ONE, ...TERMS, expiresAt: YEAR_ON, reason: 'go-live' } }],
    });
  });

  it('takes an expiry, and none that is past', () => {
    const expiresAt = '2026-12-01T00:00:00.000Z';
    expect(decideCreation(given(), { terms: TERMS, expiresAt }, ONE, NOW)).toMatchObject({
      events: [{ data: { expiresAt } }],
    });
    expect(decideCreation(given(), { terms: TERMS, expiresAt: NOW }, ONE, NOW)).toMatchObject({
      kind: 'refused',
      code: 'VALIDATION_FAILED',
    });
  });

  it('refuses a name that an accepted key has, and takes it again once that has ended', () => {
    const again = (...events: readonly KeyEvent[]) => decideCreation(given(...events), { terms: TERMS }, TWO, NOW);
    expect(again(created())).toMatchObject({ kind: 'refused', code: 'KEY_NAME_TAKEN' });
    expect(again(created(), revoked('one'))).toMatchObject({ events: [{ type: 'KeyCreated' }] });
    expect(again(created({ expiresAt: NOW }))).toMatchObject({ events: [{ type: 'KeyCreated' }] });
  });

  it('refuses what is not a network', () => {
    const terms = { ...TERMS, cidrs: ['10.0.0.0/8', '10.0.0.0/40'] };
    expect(decideCreation(given(), { terms }, ONE, NOW)).toEqual({
      ...{ kind: 'refused', code: 'VALIDATION_FAILED' },
      reason: 'cidrs: "10.0.0.0/40" is not a network such as 10.20.0.0/16.',
    });
  });

  it('refuses to bind an administrator to definitions', () => {
    const terms = { ...TERMS, scopes: ['admin'], definitions: ['Call'] } as const;
    expect(decideCreation(given(), { terms }, ONE, NOW)).toMatchObject({ kind: 'refused', code: 'VALIDATION_FAILED' });
  });
});

describe('rotating a key', () => {
  it('appends a new key for as long as the old one was made for, and the end of the overlap', () => {
    const later = '2027-10-01T00:00:00.000Z';
    expect(decideRotation(given(created()), { keyId: 'one', overlapSeconds: 3_600 }, TWO, rules(later))).toEqual({
      events: [
        {
          type: 'KeyRotated',
          data: {
            ...TWO,
            replacedKeyId: 'one',
            expiresAt: '2028-09-30T00:00:00.000Z',
            overlapUntil: '2027-10-01T01:00:00.000Z',
          },
        },
      ],
    });
  });

  it('leaves both accepted until the overlap ends, and never longer than the old one lasted', () => {
    const keys = given(created({ definitions: ['Call'], cidrs: ['10.0.0.0/8'] }), rotated());
    expect(keys.get('two')).toMatchObject({ ...TERMS, definitions: ['Call'], cidrs: ['10.0.0.0/8'], replaces: 'one' });
    const statuses = (now: string) => ['one', 'two'].map((id) => keyStatus(keys.get(id) ?? fail(), now));
    expect(statuses('2026-11-03T09:29:59.999Z')).toEqual(['rotating', 'active']);
    expect(statuses('2026-11-03T09:30:00.000Z')).toEqual(['replaced', 'active']);
    const short = given(created({ expiresAt: '2026-11-02T10:00:00.000Z' }), rotated());
    expect(short.get('one')?.expiresAt).toBe('2026-11-02T10:00:00.000Z');
  });

  it.each<[string, readonly KeyEvent[], string]>([
    ['is not there', [], 'KEY_NOT_FOUND'],
    ['is revoked', [created(), revoked('one')], 'KEY_ENDED'],
    ['has expired', [created({ expiresAt: NOW })], 'KEY_ENDED'],
    ['is replaced already', [created(), rotated()], 'KEY_ENDED'],
  ])('refuses one that %s', (_, events, code) => {
    expect(decideRotation(given(...events), { keyId: 'one' }, TWO, rules())).toMatchObject({ kind: 'refused', code });
  });
});

describe('revoking a key', () => {
  it.each<[string, readonly KeyEvent[]]>([
    ['that is accepted', [created()]],
    ['that is being replaced', [created(), rotated()]],
    ['that has expired', [created({ expiresAt: NOW })]],
  ])('appends its end, of one %s', (_, events) => {
    const keys = given(...events);
    expect(decideRevocation(keys, { keyId: 'one', reason: 'leaked' }, rules())).toEqual({
      events: [{ type: 'KeyRevoked', data: { keyId: 'one', reason: 'leaked' } }],
    });
    expect(keyStatus(evolveKeys(keys, revoked('one')).get('one') ?? fail(), NOW)).toBe('revoked');
  });

  it('changes nothing the second time, and leaves other keys as they are', () => {
    const keys = given(created(), rotated(), revoked('one'));
    expect(decideRevocation(keys, { keyId: 'one', reason: 'leaked' }, rules())).toEqual({ standing: 'one' });
    expect(keyStatus(keys.get('two') ?? fail(), NOW)).toBe('active');
  });

  it('refuses a key that is not there', () => {
    expect(decideRevocation(given(), { keyId: 'one', reason: 'x' }, rules())).toMatchObject({ code: 'KEY_NOT_FOUND' });
  });
});

describe('the fold of keys', () => {
  it('leaves events that it does not know, and of keys that it does not know, without effect', () => {
    const keys = given(created());
    expect(evolveKeys(keys, { type: 'KeyPolished', data: {}, occurredAt: NOW, actor: ACTOR })).toBe(keys);
    expect(evolveKeys(keys, revoked('other'))).toBe(keys);
    expect(evolveKeys(keys, rotated({ replacedKeyId: 'other' }))).toBe(keys);
  });
});

function fail(): never {
  throw new Error('The key is not there.');
}

describe('the last key with the scope admin', () => {
  const admin = (keyId: string, more: Partial<KeyCreated> = {}): KeyEvent =>
    created({ keyId, hash: keyId.padEnd(64, '0'), name: keyId, scopes: ['admin'], ...more });
  const revoke = (keys: Keys, keyId = 'one', more: object = {}, keepsAdmin = true) =>
    decideRevocation(keys, { keyId, reason: 'leaked', ...more }, rules(NOW, keepsAdmin));
  const rotate = (keys: Keys, rotation: object, keepsAdmin = true) =>
    decideRotation(keys, { keyId: 'one', ...rotation }, TWO, rules(NOW, keepsAdmin));
  const done = { events: [expect.anything()] };
  const refused = { kind: 'refused', code: 'LAST_ADMIN_KEY' };

  it('is not revoked, and the sentence says what to do', () => {
    expect(revoke(given(admin('one'), created({ keyId: 'flow' })))).toEqual({
      ...refused,
      reason:
        'The key one is the last one with the scope admin; without it no key could manage keys. Create another one first, or send force.',
    });
  });

  it.each<[string, Keys]>([
    ['another one is accepted', given(admin('one'), admin('two'))],
    ['it has expired', given(admin('one', { expiresAt: NOW }))],
    ['it is replaced by another', given(admin('one'), rotated())],
    ['it has no such scope', given(admin('two'), created())],
  ])('may be revoked where %s', (_, keys) => {
    expect(revoke(keys)).toEqual(done);
  });

  it.each<[string, KeyEvent]>([
    ['expired', admin('two', { expiresAt: NOW })],
    ['revoked', revoked('two')],
  ])('is the last one beside one that is %s', (_, event) => {
    expect(revoke(given(admin('one'), admin('two'), event))).toMatchObject(refused);
  });

  it('is the new one during a rotation, since the old one ends with the overlap', () => {
    expect(revoke(given(admin('one'), rotated()), 'two')).toMatchObject(refused);
  });

  it('is rotated with an overlap, and to a key that lasts', () => {
    const keys = given(admin('one'));
    expect(rotate(keys, {})).toEqual(done);
    expect(rotate(keys, { overlapSeconds: 60 })).toEqual(done);
    expect(rotate(keys, { overlapSeconds: 0 })).toMatchObject(refused);
    expect(rotate(keys, { expiresAt: '2026-11-02T10:30:00.000Z' })).toMatchObject(refused);
    expect(rotate(keys, { expiresAt: '2026-11-03T10:30:00.000Z' })).toEqual(done);
    expect(rotate(given(admin('one'), admin('three')), { overlapSeconds: 0 })).toEqual(done);
  });

  it('ends by force, and where others may manage keys', () => {
    const keys = given(admin('one'));
    expect([revoke(keys, 'one', { force: true }), revoke(keys, 'one', {}, false)]).toEqual([done, done]);
    expect([rotate(keys, { overlapSeconds: 0, force: true }), rotate(keys, { overlapSeconds: 0 }, false)]).toEqual([
      ...[done, done],
    ]);
  });

  it('is warned of in its last 30 days, and so is that there is none', () => {
    const warned = (expiresAt: string, ...more: readonly KeyEvent[]) =>
      adminKeyWarning(given(admin('one', { expiresAt }), ...more), NOW);
    expect(warned('2026-12-03T09:30:00.000Z')).toBeUndefined();
    expect(warned('2026-12-02T09:30:00.000Z')).toBe(
      'one (one), the last key with the scope admin, expires in 30 days, at 2026-12-02T09:30:00.000Z: journey keys rotate one.',
    );
    expect(warned('2026-11-03T10:00:00.000Z')).toContain('expires in 1 day,');
    expect(warned('2026-11-02T10:00:00.000Z')).toContain('expires in less than a day,');
    expect(warned('2026-12-02T09:30:00.000Z', admin('two'))).toBeUndefined();
    expect(warned(NOW)).toMatch(/^No key with the scope admin is accepted/);
  });
});
