import { Type } from '@sinclair/typebox';
import type { DeadLetter as Letter, ProjectionDetails, Rebuild as StoredRebuild } from '@ledger/projections';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
import type { Given } from '../http/validated';
import {
  anyObject,
  choice,
  component,
  count,
  flag,
  hash,
  instant,
  list,
  number,
  object,
  orNull,
  text,
  valuesByName,
  version,
  type PropertiesOf,
  type Reply,
} from '../openapi/schema-parts';

const DETAILS = {
  name: text('Name of the projection.'),
  version: version('Version of its tables.'),
  position: orNull(text('Position of the last event applied; null before the first.')),
  state: choice(['catching-up', 'live', 'stopped'], 'stopped: an event failed to apply; lastError says why.'),
  lastError: orNull(text('Why it stopped; null if it did not.')),
  events: count('Events applied since its tables were empty.'),
  gaps: count('Positions for which there was no event; other than 0 it is a finding.'),
  rate: number('Events a second, of the last seconds with events; 0 if there were none for 10 seconds.'),
  appliedAt: orNull(instant('When the last batch was applied.')),
  deadLetters: count('Its dead letters.'),
} as const satisfies PropertiesOf<ProjectionDetails>;

const Projection = component('Projection', 'A projection and its progress.', {
  ...DETAILS,
  lag: orNull(count('Events of the ledger that are not applied yet; null if positions cannot be counted.')),
  lagSeconds: number('Age of the oldest of these, in seconds; 0 if there is none.'),
  digest: Type.Optional(hash('SHA-256 over its rows, with digest=true.')),
});
export type Projection = Reply<typeof Projection>;

const ComparedDigests = component('ComparedDigests', 'Digests of the live and of the rebuilt rows.', {
  live: hash('Digest of the live rows.'),
  built: hash('Digest of the rebuilt rows.'),
  firstDifference: Type.Optional(
    object('The first row that differs.', { table: text('Its table.'), key: anyObject('Its key, by column.') }),
  ),
});

const REBUILD = {
  id: count('Number of the rebuild.'),
  projection: text('The projection that was named; all are rebuilt in one pass, since they depend on one another.'),
  reason: text('Why it was requested.'),
  status: choice(
    ['requested', 'building', 'switched', 'mismatch', 'cancelled', 'failed'],
    'switched: the rebuilt rows are live. mismatch: live rows differ from the ledger, nothing was switched.',
  ),
  cancelling: flag('Whether it is being cancelled.'),
  acceptMismatch: flag('Whether it is switched even if live rows differ.'),
  position: orNull(text('Position of the last event applied; null before the first.')),
  events: count('Events applied so far.'),
  requestedAt: instant('When it was requested.'),
  startedAt: orNull(instant('When it started.')),
  finishedAt: orNull(instant('When it ended.')),
  error: orNull(text('Why it failed.')),
  equal: orNull(
    valuesByName('By projection; null before they are compared.', flag('Whether live and rebuilt rows are equal.')),
  ),
  digests: orNull(valuesByName('By projection; null before they are compared.', ComparedDigests)),
  progress: orNull(number('Share of the ledger that is applied, 0 to 1; null if positions cannot be counted.')),
} as const satisfies PropertiesOf<StoredRebuild> & Record<'progress', unknown>;
export const Rebuild = component('Rebuild', 'A rebuild of all projections.', REBUILD);
export type Rebuild = Reply<typeof Rebuild>;

const RECORDED = { recordedAt: text('Position of the event that records the request and its reason.') } as const;

export const RequestedRebuild = component('RequestedRebuild', 'A rebuild that was requested or cancelled.', {
  ...REBUILD,
  ...RECORDED,
});
export type RequestedRebuild = Reply<typeof RequestedRebuild>;

export const ProjectionList = component('ProjectionList', 'All projections, and the last rebuild.', {
  projections: list('In the order in which they are applied.', Projection),
  rebuild: orNull(Rebuild),
});
export type ProjectionList = Reply<typeof ProjectionList>;

const LETTER = {
  projection: text('The projection.'),
  position: text('Position of the event in the ledger.'),
  eventId: text('Id of the event.'),
  stream: text('Stream of the event.'),
  type: text('Type of the event.'),
  error: text('Why it failed the last time.'),
  attempts: count('How often it was tried.'),
  firstFailedAt: instant('When it failed first.'),
  lastFailedAt: instant('When it failed last.'),
  retryRequestedAt: orNull(instant('When a retry was requested; null if none is waiting.')),
} as const satisfies PropertiesOf<Letter>;
export const DeadLetter = component('DeadLetter', 'An event that a projection failed to apply and skipped.', LETTER);
export type DeadLetter = Reply<typeof DeadLetter>;

export const RequestedRetry = component('RequestedRetry', 'A dead letter whose retry was requested.', {
  ...LETTER,
  ...RECORDED,
});
export type RequestedRetry = Reply<typeof RequestedRetry>;

export const DeadLetterList = component('DeadLetterList', 'The dead letters of a projection.', {
  deadLetters: list('In the ledger’s order.', DeadLetter),
});

export const ProjectionsQuery = queryOf({
  digest: Type.Optional(field.queryFlag('true adds the SHA-256 over the rows of each projection.')),
});
export type ProjectionsQuery = Given<typeof ProjectionsQuery>;

export const DEFAULT_LETTERS = 100;

export const DeadLettersQuery = queryOf({
  limit: Type.Optional(field.pageSize(`Most dead letters, 1 to 1,000. Default: ${DEFAULT_LETTERS}.`, DEFAULT_LETTERS)),
});
export type DeadLettersQuery = Given<typeof DeadLettersQuery>;

const reason = () => field.sentence('Reason, for the audit trail.', 'A column was computed wrongly');

const commandId = () =>
  field.commandId(
    'Identifies the request: sent again, it is not recorded again. The header Idempotency-Key does the same.',
    'rebuild-17',
  );

/** In the query, since proxies drop the bodies of DELETE. */
export const CancelQuery = queryOf({ reason: Type.Optional(reason()), commandId: Type.Optional(commandId()) });
export type CancelQuery = Given<typeof CancelQuery>;

export const RetryBody = component('RetryRequest', 'Requests a retry of a dead letter.', {
  reason: field.optional(reason()),
  commandId: field.optional(commandId()),
});
export type RetryBody = Given<typeof RetryBody>;

export const RebuildBody = component('RebuildRequest', 'Requests a rebuild.', {
  reason: field.optional(reason()),
  acceptMismatch: field.optional(field.flag('Whether to switch even if live rows differ from the ledger.', true)),
  commandId: field.optional(commandId()),
});
export type RebuildBody = Given<typeof RebuildBody>;
