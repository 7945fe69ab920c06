import { Type } from '@sinclair/typebox';
import { KEY_CHANGES, KEY_ENVIRONMENTS, KEY_STATUSES, SCOPES, type KeyChange as Change } from '@ledger/access';
import {
  ACTOR,
  choice,
  component,
  count,
  instant,
  list,
  object,
  orNull,
  text,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

const KEY = {
  keyId: text('Its visible part: the eight characters after jlk_live_ or jlk_test_. Also the clientId of its actor.'),
  name: text('What it is called.'),
  owner: text('The person or team that answers for it.'),
  tenant: text('The tenant whose journeys it reads and writes.'),
  environment: choice(KEY_ENVIRONMENTS, 'What it was made for.'),
  scopes: list('What it allows.', choice(SCOPES, 'A scope.')),
  definitions: orNull(list('The only definitions that it may use; null: all of its tenant.', text('A definition.'))),
  cidrs: orNull(list('The only networks that it may be used from; null: all.', text('A network.'))),
  status: choice(
    KEY_STATUSES,
    'active; rotating: accepted beside the key that replaces it; replaced: the rotation has ended it; expired; revoked.',
  ),
  createdAt: instant('When it was created.'),
  createdBy: ACTOR,
  reason: orNull(text('Why it was created or, of a rotation, why it replaces the other; null if no reason was given.')),
  expiresAt: instant('From when on it is refused.'),
  lastUsedAt: orNull(instant('When it was used last, as written at most once a minute; null if it is not known.')),
  replaces: orNull(text('The key that it replaces.')),
  replacedBy: orNull(text('The key that replaces it.')),
  revokedAt: orNull(instant('When it was revoked.')),
} as const;

export const Key = component('Key', 'A key. The key itself is shown once, when it is made.', KEY);
export type Key = Reply<typeof Key>;

export const KeyChange = component('KeyChange', 'A change of keys, as the ledger has it.', {
  type: choice(KEY_CHANGES, 'Type of the event.'),
  keyId: text('The key that was created or revoked, or that replaces another.'),
  replacedKeyId: Type.Optional(text('Of a rotation: the key that is replaced.')),
  revision: count('Its revision in the tenant’s stream of keys.'),
  position: text('Its position in the ledger.'),
  occurredAt: instant('When it was made.'),
  actor: ACTOR,
  reason: Type.Optional(text('Reason that was given.')),
  commandId: orNull(text('The commandId of the request.')),
} satisfies PropertiesOf<Omit<Change, 'fingerprint'>>);
export type KeyChange = Reply<typeof KeyChange>;

const REVISION = Type.Integer({
  description: 'Revision of the tenant’s stream of keys: what expectedRevision is compared with; -1 before the first.',
  minimum: -1,
});

export const KeyList = component('KeyList', 'The keys of a tenant, in the order in which they were created.', {
  revision: REVISION,
  keys: list('The keys.', Key),
  lastAdminKey: orNull(
    object(
      'The only accepted key with the scope admin, if API_KEYS names no administrator and no identity provider is set up; else null.',
      {
        keyId: text('Its visible part.'),
        name: text('What it is called.'),
        expiresAt: instant('From when on it is refused.'),
        warning: orNull(text('What to do, in its last 30 days; before that null.')),
      },
    ),
  ),
  fromSettings: list(
    'The keys of API_KEYS, of the tenant default: settings of the server, without expiry, that no call changes.',
    object('A key of API_KEYS.', {
      clientId: text('What the settings call it; the actor of all that is done with it.'),
      scopes: list('What it allows.', choice(SCOPES, 'A scope.')),
    }),
  ),
});
export type KeyList = Reply<typeof KeyList>;

export const KeyDetails = component('KeyDetails', 'A key with its history.', {
  ...KEY,
  history: list('Its changes, oldest first.', KeyChange),
});
export type KeyDetails = Reply<typeof KeyDetails>;

export const NewKey = component('NewKey', 'A key that was made.', {
  outcome: choice(['CREATED', 'ROTATED'], 'What was done.'),
  key: Key,
  secret: orNull(text('The key itself, this once: only its hash is stored. null if the request is a repeat.')),
  change: KeyChange,
});
export type NewKey = Reply<typeof NewKey>;

export const RevokedKey = component('RevokedKey', 'A key that is revoked.', {
  outcome: choice(['REVOKED', 'UNCHANGED'], 'UNCHANGED: it was revoked already.'),
  key: Key,
  change: KeyChange,
});
export type RevokedKey = Reply<typeof RevokedKey>;
