import * as field from '../http/fields';
import type { Given } from '../http/validated';
import { component } from '../openapi/schema-parts';

const CHANGE = {
  reason: field.sentence('Reason, for the audit trail.', 'Version 2 sends every caller to the desk'),
  expectedRevision: field.optional(field.revision('Optimistic lock: the revision last read of the definition.', 1)),
  commandId: field.optional(
    field.commandId(
      'Identifies the request: sent again, it changes nothing again. The header Idempotency-Key does the same.',
      'roll-back-1',
    ),
  ),
};

export const VersionChangeBody = component('VersionChangeRequest', 'Retires or un-retires a version.', CHANGE);
export type VersionChangeBody = Given<typeof VersionChangeBody>;

export const CurrentVersionBody = component('CurrentVersionRequest', 'Makes a version current.', {
  version: field.version('The version that new journeys start with.', 1),
  ...CHANGE,
});
