import { apiCall } from '../openapi/api-call';
import { ALWAYS } from '../openapi/headers';
import { RebuildBody } from './rebuild.dto';

const TAG = 'Operations';

const REBUILD = {
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
} as const;

const ROW = {
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
} as const;

const LETTER = {
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
} as const;

/** The calls that show and rebuild projections. */
export const PROJECTION_CALLS = {
  list: apiCall({
    tag: TAG,
    summary: 'See how far each read model is',
    description:
      'Position, lag, rate, state and last error of each projection, and the rebuild that is open or was the last. ' +
      'digest=true adds the SHA-256 over the rows of each, for which all of them are read.',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'All projections, in the order in which they are applied.',
        schema: 'ProjectionList',
        example: { projections: [ROW], rebuild: REBUILD },
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
  rebuild: apiCall({
    tag: TAG,
    summary: 'Rebuild the read models beside the live ones',
    description:
      'All projections are built in one pass, since they rest on one another; the live ones go on being fed and read ' +
      'until the new ones are switched to in one transaction. Where live rows turn out not to be what the ledger gives, ' +
      'nothing is switched and the rebuild ends as mismatch, with both digests; acceptMismatch=true takes what the ledger ' +
      'gives. Where a rebuild is open already, that one is given, and told what is accepted.',
    body: {
      schema: RebuildBody,
      optional: true,
      examples: { 'where live rows are wrong': { acceptMismatch: true } },
    },
    headers: ALWAYS,
    replies: {
      202: {
        description: 'Asked for; GET /v1/projections shows how it goes.',
        schema: 'Rebuild',
        example: { ...REBUILD, status: 'requested', position: null, events: 0, startedAt: null, progress: 0 },
      },
    },
    problems: [
      'VALIDATION_FAILED',
      'PROJECTION_NOT_FOUND',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'UNAVAILABLE',
    ],
  }),
  cancel: apiCall({
    tag: TAG,
    summary: 'Cancel the rebuild',
    description: 'What is live stays as it is, and what was built is thrown away.',
    headers: ALWAYS,
    replies: {
      202: {
        description: 'Asked for; carried out before its next batch.',
        schema: 'Rebuild',
        example: { ...REBUILD, cancelling: true },
      },
    },
    problems: ['VALIDATION_FAILED', 'PROJECTION_NOT_FOUND', 'REBUILD_NOT_FOUND', 'UNAVAILABLE'],
  }),
  deadLetters: apiCall({
    tag: TAG,
    summary: 'List the events that a projection was led past',
    description:
      'With PROJECTION_FAILURE=dead-letter; in the ledger’s order, as many as limit says, 100 where it is absent.',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'The dead letters.',
        schema: 'DeadLetterList',
        example: {
          deadLetters: [LETTER],
        },
      },
    },
    problems: ['VALIDATION_FAILED', 'PROJECTION_NOT_FOUND', 'UNAVAILABLE'],
  }),
  retry: apiCall({
    tag: TAG,
    summary: 'Offer an event to its projection again',
    description:
      'Later events of its journey have been applied meanwhile and it belongs before them: so all rows of this one journey ' +
      'are made anew from its streams, in the projections concerned. Taken, it is no dead letter any more; refused again, ' +
      'its attempts and its error say so. Where rows are of no single journey (definitions, escalations, batch operations), and where a projection that is ' +
      'concerned has stopped, a rebuild is asked for instead.',
    headers: ALWAYS,
    replies: {
      202: {
        description: 'Asked for; the list of dead letters shows what became of it.',
        schema: 'DeadLetter',
        example: { ...LETTER, retryRequestedAt: '2026-11-02T10:00:00.000Z' },
      },
    },
    problems: ['VALIDATION_FAILED', 'PROJECTION_NOT_FOUND', 'DEAD_LETTER_NOT_FOUND', 'UNAVAILABLE'],
  }),
} as const;
