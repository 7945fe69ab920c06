import { Type } from '@sinclair/typebox';
import { OVERRIDE_SCOPES } from '@ledger/journey';
import * as field from '../http/fields';
import { PAGED_QUERY, queryOf } from '../http/paged-query';
import type { Given } from '../http/validated';
import { component } from '../openapi/schema-parts';

const DURATION = 'ISO 8601 duration in weeks, days, hours, minutes and seconds.';

const grace = () =>
  field.name(
    `Time that is left to journeys that would time out at once. Default: none; see confirmAborting. ${DURATION}`,
    'PT2M',
  );
const confirmAborting = () =>
  field.count(
    'The most journeys that may time out at once; preview=true counts them (abortingAtOnce). Default: none may.',
    3,
  );
const reason = (example: string) => field.sentence('Reason, for the audit trail.', example);
const expectedRevision = (example: number) =>
  field.revision('Optimistic lock: the revision last read of the timeouts.', example);
const commandId = (example: string) =>
  field.commandId(
    'Identifies the request: sent again, it changes nothing again. The header Idempotency-Key does the same.',
    example,
  );

export const OverrideBody = component('OverrideRequest', 'Overrides the timeout of a state.', {
  after: field.name(`The state’s new timeout. ${DURATION}`, 'PT30M'),
  applyTo: field.choice(OVERRIDE_SCOPES, 'new: new entrants only. waiting: waiting journeys too.', 'waiting'),
  grace: field.optional(grace()),
  confirmAborting: field.optional(confirmAborting()),
  reason: reason('The payment provider is slow today'),
  expectedRevision: field.optional(expectedRevision(0)),
  commandId: field.optional(commandId('slow-provider-1')),
});
export type OverrideBody = Given<typeof OverrideBody>;

const OVERRIDE_QUERY = {
  preview: Type.Optional(field.queryFlag('true shows the affected journeys and changes nothing.')),
  atLeast: Type.Optional(field.name('Position that the preview must include: it waits for the read models.', '41')),
};

export const OverrideQuery = queryOf(OVERRIDE_QUERY);
export type OverrideQuery = Given<typeof OverrideQuery>;

/** In the query, since proxies drop the bodies of DELETE. */
export const RemovalQuery = queryOf({
  ...OVERRIDE_QUERY,
  reason: Type.Optional(reason('The payment provider is fast again')),
  grace: Type.Optional(grace()),
  confirmAborting: Type.Optional(confirmAborting()),
  overrideRevision: Type.Optional(field.version('Revision of the override. Default: the one in force.', 4)),
  expectedRevision: Type.Optional(expectedRevision(0)),
  commandId: Type.Optional(commandId('slow-provider-2')),
});
export type RemovalQuery = Given<typeof RemovalQuery>;

export const PauseBody = component('PauseRequest', 'Pauses or resumes all timeouts.', {
  reason: reason('Maintenance of the telephone system'),
  expectedRevision: field.optional(expectedRevision(3)),
  commandId: field.optional(commandId('maintenance-17')),
});
export type PauseBody = Given<typeof PauseBody>;

export const DeadlinesQuery = queryOf({
  ...PAGED_QUERY,
  dueBy: Type.Optional(field.instant('Only deadlines at or before this time.')),
});
export type DeadlinesQuery = Given<typeof DeadlinesQuery>;
