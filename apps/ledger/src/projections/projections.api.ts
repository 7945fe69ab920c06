import { apiCall, jsonReply } from '../openapi/api-call';
import {
  CancelQuery,
  DeadLetterList,
  DeadLettersQuery,
  ProjectionList,
  ProjectionsQuery,
  RebuildBody,
  RequestedRebuild,
  RequestedRetry,
  RetryBody,
  type DeadLetter,
  type Projection,
  type Rebuild,
} from './projection.schemas';

const OF_READS = { tag: 'Projections', scope: 'analytics.read', auditedRead: false, ofAllTenants: true } as const;
const OF_CHANGES = { tag: 'Projections', scope: 'admin', ofAllTenants: true } as const;

const REBUILD: Rebuild = {
  id: 3,
  projection: 'timeline',
  reason: 'An operator asked for it.',
  status: 'building',
  cancelling: false,
  acceptMismatch: false,
  position: '20000',
  events: 20_000,
  requestedAt: '2026-11-02T09:30:00.000Z',
  startedAt: '2026-11-02T09:30:00.120Z',
  finishedAt: null,
  error: null,
  equal: null,
  digests: null,
  progress: 0.48,
};

const ROW: Projection = {
  name: 'current-state',
  version: 2,
  position: '41666',
  state: 'live',
  lastError: null,
  events: 41_666,
  gaps: 0,
  rate: 184.2,
  appliedAt: '2026-11-02T09:30:11.000Z',
  deadLetters: 0,
  lag: 0,
  lagSeconds: 0,
};

const LETTER: DeadLetter = {
  projection: 'state-visits',
  position: '41',
  eventId: '5f0c6f6e-8f0e-4b57-9d0a-3b1f2c1f4a11',
  stream: 'journey.default-call-4711',
  type: 'JourneyStarted',
  error: 'NOT NULL constraint failed: visits_v1.entered_ms',
  attempts: 6,
  firstFailedAt: '2026-11-02T09:30:00.000Z',
  lastFailedAt: '2026-11-02T09:30:00.000Z',
  retryRequestedAt: null,
};

/** A command id that stands for another request, or requests that came at once. */
const REPEATS = ['IDEMPOTENCY_KEY_REUSED', 'REVISION_CONFLICT'] as const;

export const PROJECTION_CALLS = {
  list: apiCall({
    ...OF_READS,
    summary: 'List the projections with position, lag and last error',
    description: 'With the rebuild that is running, or the last one. digest=true reads all rows.',
    query: ProjectionsQuery,
    replies: {
      200: jsonReply(ProjectionList, 'All projections, in the order in which they are applied.', {
        projections: [ROW],
        rebuild: REBUILD,
      }),
    },
  }),
  rebuild: apiCall({
    ...OF_CHANGES,
    summary: 'Rebuild the read models',
    description:
      'All projections are rebuilt in one pass, into shadow tables; the live tables are served until all are switched ' +
      'in one transaction. If live rows differ from what the ledger gives, nothing is switched and the rebuild ends as ' +
      'mismatch, with both digests; acceptMismatch=true switches. If a rebuild is running, it is returned, with ' +
      'acceptMismatch applied to it.',
    body: {
      schema: RebuildBody,
      optional: true,
      examples: { 'live rows are wrong': { acceptMismatch: true, reason: 'A column was computed wrongly' } },
    },
    replies: {
      202: jsonReply(RequestedRebuild, 'Requested; GET /v1/projections shows its progress.', {
        ...REBUILD,
        status: 'requested',
        position: null,
        events: 0,
        startedAt: null,
        progress: 0,
        recordedAt: '41667',
      }),
    },
    problems: ['PROJECTION_NOT_FOUND', ...REPEATS],
  }),
  cancel: apiCall({
    ...OF_CHANGES,
    summary: 'Cancel the rebuild',
    description: 'The live tables stay as they are; the shadow tables are dropped.',
    query: CancelQuery,
    replies: {
      202: jsonReply(RequestedRebuild, 'Requested; carried out before its next batch.', {
        ...REBUILD,
        cancelling: true,
        recordedAt: '41668',
      }),
    },
    problems: ['PROJECTION_NOT_FOUND', 'REBUILD_NOT_FOUND', ...REPEATS],
  }),
  deadLetters: apiCall({
    ...OF_READS,
    auditedRead: true,
    summary: 'List the dead letters of a projection',
    description:
      'Events that it failed to apply and skipped, with PROJECTION_FAILURE=dead-letter; in the ledger’s order.',
    query: DeadLettersQuery,
    replies: { 200: jsonReply(DeadLetterList, 'The dead letters.', { deadLetters: [LETTER] }) },
    problems: ['PROJECTION_NOT_FOUND'],
  }),
  retry: apiCall({
    ...OF_CHANGES,
    summary: 'Retry a dead letter',
    description:
      'Later events of its journey were applied meanwhile and belong after it, so all rows of this journey are rebuilt ' +
      'from its streams. If it applies, it is no longer a dead letter; if it fails again, attempts and error say so. If ' +
      'rows belong to no single journey (definitions, escalations, batch operations), or if a projection has stopped, a ' +
      'rebuild is requested instead.',
    body: {
      schema: RetryBody,
      optional: true,
      examples: { 'after a fix': { reason: 'The column is wide enough now' } },
    },
    replies: {
      202: jsonReply(RequestedRetry, 'Requested; the list of dead letters shows the result.', {
        ...LETTER,
        retryRequestedAt: '2026-11-02T10:00:00.000Z',
        recordedAt: '41669',
      }),
    },
    problems: ['PROJECTION_NOT_FOUND', 'DEAD_LETTER_NOT_FOUND', ...REPEATS],
  }),
} as const;
