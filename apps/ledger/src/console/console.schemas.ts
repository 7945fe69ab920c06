import { SCOPES } from '@ledger/access';
import { AUTH_MODES, ROLES } from '../config/ledger.config';
import { choice, component, count, instant, list, orNull, text, type Reply } from '../openapi/schema-parts';

export const ConsoleSettings = component('ConsoleSettings', 'What the console needs to know before it asks for more.', {
  version: text('Version of the ledger.'),
  ledgerId: orNull(
    text('The same as long as the ledger has the same first event; null if it has none, or cannot be read.'),
  ),
  authentication: choice(AUTH_MODES, 'How callers prove who they are.'),
  ledger: choice(['embedded', 'eventstoredb'], 'Where events are stored.'),
  readModels: choice(['embedded', 'postgresql'], 'Where read models are stored.'),
  roles: list('What this process does.', choice(ROLES, 'api, projector or saga.')),
  now: instant('The clock of the ledger.'),
  heartbeatMs: count(
    'Silence after which a stream of events sends a comment, milliseconds: after twice as long without anything, take it for lost.',
  ),
});
export type ConsoleSettings = Reply<typeof ConsoleSettings>;

export const Access = component('Access', 'Who the caller is, and what it may do.', {
  clientId: orNull(text('Client of the key; null without authentication.')),
  name: orNull(text('What the key is called, or who the token is of; null without authentication.')),
  tenant: text('The tenant whose journeys it reads and writes.'),
  scopes: list('What the caller may do.', choice(SCOPES, 'A scope.')),
  definitions: orNull(list('The only definitions that it may use; null: all of its tenant.', text('A definition.'))),
  expiresAt: orNull(instant('From when on its key or token is refused; null if it has no end.')),
});
export type Access = Reply<typeof Access>;
