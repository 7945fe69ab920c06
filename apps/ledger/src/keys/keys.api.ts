import { apiCall, jsonReply } from '../openapi/api-call';
import { location, REPLAYED } from '../openapi/headers';
import { KeyBody, KeyQuery, KeysQuery, RevocationBody, RotationBody } from './key.bodies';
import { KeyDetails, KeyList, NewKey, RevokedKey, type Key, type KeyChange } from './key.schemas';

const CALL = { tag: 'Keys', scope: 'admin', query: KeyQuery } as const;
const CHANGE = { ...CALL, headers: ['Idempotency-Key'] } as const;
const REFUSALS = ['REVISION_CONFLICT', 'IDEMPOTENCY_KEY_REUSED'] as const;

const ACTOR = { subject: 'first-admin', clientId: 'q3Zt0aWp', kind: 'operator' } as const;

const KEY: Key = {
  keyId: 'a7Kd93Xw',
  name: 'payment-flow',
  owner: 'Contact centre',
  tenant: 'default',
  environment: 'live',
  scopes: ['statestore.read', 'statestore.write'],
  definitions: ['CustomerJourneyState'],
  cidrs: ['10.20.0.0/16'],
  status: 'active',
  createdAt: '2026-11-02T09:30:00.000Z',
  createdBy: ACTOR,
  reason: 'Go-live of the payment flow',
  expiresAt: '2027-11-02T09:30:00.000Z',
  lastUsedAt: '2026-11-03T10:12:00.000Z',
  replaces: null,
  replacedBy: null,
  revokedAt: null,
};

const CREATED: KeyChange = {
  type: 'KeyCreated',
  keyId: KEY.keyId,
  revision: 1,
  position: '4711',
  occurredAt: KEY.createdAt,
  actor: ACTOR,
  reason: 'Go-live of the payment flow',
  commandId: 'payment-flow-key-1',
};

const NEXT: Key = {
  ...KEY,
  keyId: 'f0Rm2LqE',
  createdAt: '2027-10-01T08:00:00.000Z',
  expiresAt: '2028-09-30T08:00:00.000Z',
  lastUsedAt: null,
  reason: 'Yearly rotation',
  replaces: KEY.keyId,
};
const ROTATED: KeyChange = {
  ...CREATED,
  type: 'KeyRotated',
  keyId: NEXT.keyId,
  replacedKeyId: KEY.keyId,
  revision: 2,
  position: '9214',
  occurredAt: NEXT.createdAt,
  reason: 'Yearly rotation',
  commandId: 'payment-flow-key-2',
};
const REVOKED: KeyChange = {
  ...CREATED,
  type: 'KeyRevoked',
  revision: 3,
  position: '9301',
  occurredAt: '2027-10-01T09:12:00.000Z',
  reason: 'The key was in a log',
  commandId: 'payment-flow-key-3',
};

/** Not a key: as long as one, and with another checksum than it would have. */
const SECRET = (keyId: string): string => `jlk_live_${keyId}${'x'.repeat(28)}`;

export const KEY_CALLS = {
  create: apiCall({
    ...CHANGE,
    summary: 'Create a key',
    description:
      'The key itself is in this reply alone: the ledger stores its SHA-256. It is accepted by every process within a ' +
      'second. The first key of another tenant opens that tenant.',
    body: {
      schema: KeyBody,
      examples: {
        'a flow': {
          name: 'payment-flow',
          owner: 'Contact centre',
          scopes: ['statestore.read', 'statestore.write'],
          definitions: ['CustomerJourneyState'],
          cidrs: ['10.20.0.0/16'],
          reason: 'Go-live of the payment flow',
          commandId: 'payment-flow-key-1',
        },
      },
    },
    replies: {
      201: jsonReply(
        NewKey,
        'The key.',
        { outcome: 'CREATED', key: { ...KEY, lastUsedAt: null }, secret: SECRET(KEY.keyId), change: CREATED },
        { headers: location('key') },
      ),
      200: jsonReply(
        NewKey,
        'A repeat: the key exists, and is not shown again.',
        { outcome: 'CREATED', key: KEY, secret: null, change: CREATED },
        { headers: REPLAYED },
      ),
    },
    problems: [...REFUSALS, 'KEY_NAME_TAKEN'],
  }),
  list: apiCall({
    ...CALL,
    summary: 'List the keys of a tenant',
    description: 'Keys of API_KEYS are listed apart: they are settings of the server.',
    query: KeysQuery,
    replies: {
      200: jsonReply(KeyList, 'The keys, in the order in which they were created.', {
        revision: 1,
        keys: [KEY],
        lastAdminKey: null,
        fromSettings: [{ clientId: 'bootstrap', scopes: ['admin'] }],
      }),
    },
  }),
  read: apiCall({
    ...CALL,
    summary: 'Read a key, and who changed it',
    replies: { 200: jsonReply(KeyDetails, 'The key with its history.', { ...KEY, history: [CREATED] }) },
    problems: ['KEY_NOT_FOUND'],
  }),
  rotate: apiCall({
    ...CHANGE,
    summary: 'Replace a key by a new one',
    description:
      'The new key has the terms of the old one, which is accepted until the overlap ends: give callers the new key ' +
      'meanwhile. Without an overlap (0) the old key is refused at once.',
    body: {
      schema: RotationBody,
      examples: { 'a day of overlap': { overlapSeconds: 86_400, reason: 'Yearly rotation' } },
      optional: true,
    },
    replies: {
      200: jsonReply(
        NewKey,
        'The new key.',
        { outcome: 'ROTATED', key: NEXT, secret: SECRET(NEXT.keyId), change: ROTATED },
        { headers: REPLAYED },
      ),
    },
    problems: [...REFUSALS, 'KEY_NOT_FOUND', 'KEY_ENDED', 'LAST_ADMIN_KEY'],
  }),
  revoke: apiCall({
    ...CHANGE,
    summary: 'Revoke a key',
    description: 'Every process refuses it within a second, for good. A key that replaced it is not revoked with it.',
    body: { schema: RevocationBody, examples: { 'a leak': { reason: 'The key was in a log' } } },
    replies: {
      200: jsonReply(
        RevokedKey,
        'The key.',
        {
          outcome: 'REVOKED',
          key: { ...KEY, status: 'revoked', revokedAt: REVOKED.occurredAt },
          change: REVOKED,
        },
        { headers: REPLAYED },
      ),
    },
    problems: [...REFUSALS, 'KEY_NOT_FOUND', 'LAST_ADMIN_KEY'],
  }),
} as const;
