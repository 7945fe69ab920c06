import { Type } from '@sinclair/typebox';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
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

/** In the query, since the body is the document. */
export const PublishQuery = queryOf({
  reason: Type.Optional(field.sentence('Reason, for the audit trail.', 'Callers with a dispute go to a person')),
});
export type PublishQuery = Given<typeof PublishQuery>;

export const VersionChangeBody = component('VersionChangeRequest', 'Retires or un-retires a version.', CHANGE);
export type VersionChangeBody = Given<typeof VersionChangeBody>;

export const CurrentVersionBody = component('CurrentVersionRequest', 'Makes a version current.', {
  version: field.version('The version that new journeys start with.', 1),
  ...CHANGE,
});
