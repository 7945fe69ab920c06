import { Type } from '@sinclair/typebox';
import {
  DEFAULT_EXPIRY_DAYS,
  DEFAULT_OVERLAP_SECONDS,
  KEY_ENVIRONMENTS,
  KEY_STATUSES,
  MOST_OVERLAP_SECONDS,
  SCOPES,
} from '@ledger/access';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
import type { Given } from '../http/validated';
import { component } from '../openapi/schema-parts';

const expiresAt = (otherwise: string) =>
  field.instant(`When it is refused from, later than now. Default: ${otherwise}.`, '2027-11-02T09:30:00Z');
const reason = (example: string) => field.sentence('Reason, for the audit trail.', example);
const commandId = (example: string) =>
  field.commandId(
    'Identifies the request: sent again, it changes nothing again, and the key itself is not shown again. The header ' +
      'Idempotency-Key does the same.',
    example,
  );
const force = () =>
  field.flag('true: also if it is the last key with the scope admin and no other administrator is set up.');
const expectedRevision = () => field.revision('Optimistic lock: the revision last read of the keys.', 3);

export const KeyBody = component('KeyRequest', 'Creates a key.', {
  name: field.keyName('What it is called; recorded as the actor of all that is done with it.', 'payment-flow'),
  owner: field.name('The person or team that answers for it.', 'Contact centre'),
  scopes: field.words(SCOPES, 'What it allows.', ['statestore.read', 'statestore.write']),
  definitions: field.optional(
    field.definitionIds('The only definitions whose journeys it may read and write. Default: all of its tenant.', [
      'CustomerJourneyState',
    ]),
  ),
  cidrs: field.optional(
    field.cidrs('The only networks that it may be used from. Default: all.', ['10.20.0.0/16', '2001:db8::/32']),
  ),
  environment: field.optional(field.choice(KEY_ENVIRONMENTS, 'Stands in the key. Default: live.', 'live')),
  expiresAt: field.optional(expiresAt(`${DEFAULT_EXPIRY_DAYS} days from now`)),
  reason: field.optional(reason('Go-live of the payment flow')),
  expectedRevision: field.optional(expectedRevision()),
  commandId: field.optional(commandId('payment-flow-key-1')),
});
export type KeyBody = Given<typeof KeyBody>;

export const RotationBody = component('KeyRotationRequest', 'Replaces a key by a new one with the same terms.', {
  overlapSeconds: field.optional(
    field.overlapSeconds(
      `How long the old key is accepted beside the new one, 0 to ${MOST_OVERLAP_SECONDS.toLocaleString('en')} seconds. ` +
        `Default: ${DEFAULT_OVERLAP_SECONDS.toLocaleString('en')}, a day.`,
      DEFAULT_OVERLAP_SECONDS,
    ),
  ),
  expiresAt: field.optional(expiresAt('as long as the old key was made for')),
  reason: field.optional(reason('Yearly rotation')),
  force: field.optional(force()),
  expectedRevision: field.optional(expectedRevision()),
  commandId: field.optional(commandId('payment-flow-key-2')),
});
export type RotationBody = Given<typeof RotationBody>;

export const RevocationBody = component('KeyRevocationRequest', 'Revokes a key, at once and for good.', {
  reason: reason('The key was in a log'),
  force: field.optional(force()),
  expectedRevision: field.optional(expectedRevision()),
  commandId: field.optional(commandId('payment-flow-key-3')),
});
export type RevocationBody = Given<typeof RevocationBody>;

const TENANT = {
  tenant: Type.Optional(
    field.tenant(
      'Tenant of the keys; only keys of the tenant default may name another. Default: the caller’s.',
      'acme',
    ),
  ),
};

export const KeyQuery = queryOf(TENANT);
export type KeyQuery = Given<typeof KeyQuery>;

export const KeysQuery = queryOf({
  ...TENANT,
  status: Type.Optional(field.choice(KEY_STATUSES, 'Only keys with this status. Default: all.', 'active')),
});
