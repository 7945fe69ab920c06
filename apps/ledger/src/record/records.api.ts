import type { ProblemCode } from '../http/problem-codes';
import { apiCall } from '../openapi/api-call';
import { RECORD_EXAMPLE } from '../openapi/examples';
import { ALWAYS, OF_COMMANDS } from '../openapi/headers';

const TAG = 'Records';
const ETAG = { ETag: 'Revision of the journey, for If-Match.' };
const BODY_PROBLEMS: readonly ProblemCode[] = [
  'VALIDATION_FAILED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNAVAILABLE',
];

const NEW_RECORD = {
  key: 'call-4711',
  value: {
    stateId: 'INTRO_WELCOME',
    sessionId: 'call-4711',
    createdAt: '2023-10-27T10:00:00Z',
    lastUpdated: '2023-10-27T10:00:00Z',
    metadata: { channel: 'voice', initiatingSource: 'inbound_queue' },
  },
} as const;

const CREATED_RECORD = {
  key: 'call-4711',
  value: {
    stateId: 'INTRO_WELCOME',
    sessionId: 'call-4711',
    createdAt: '2023-10-27T10:00:00.000Z',
    lastUpdated: '2023-10-27T10:00:00.000Z',
    version: 1,
    metadata: {
      verified: false,
      fraudScore: 0,
      channel: 'voice',
      initiatingSource: 'inbound_queue',
      previousState: null,
    },
  },
} as const;

/** The data-store calls. */
export const RECORD_CALLS = {
  read: apiCall({
    tag: TAG,
    summary: 'Read a journey as a data-store record',
    headers: ['If-None-Match', ...ALWAYS],
    replies: {
      200: { description: 'The record.', schema: 'Record', example: RECORD_EXAMPLE, headers: ETAG },
      304: { description: 'The record is still at the entity tag of If-None-Match.' },
    },
    problems: ['VALIDATION_FAILED', 'JOURNEY_NOT_FOUND', 'UNAVAILABLE'],
  }),
  create: apiCall({
    tag: TAG,
    summary: 'Create a record: start a journey in its initial state',
    description: 'Sent again, the record as it stands comes back and nothing is reset. Given times are business times.',
    body: { schema: 'NewRecord', examples: { 'a call comes in': NEW_RECORD } },
    headers: ['Idempotency-Key', ...ALWAYS],
    replies: {
      201: { description: 'The record was created.', schema: 'Record', example: CREATED_RECORD, headers: ETAG },
      200: {
        description: 'The record exists: as it stands.',
        schema: 'Record',
        example: RECORD_EXAMPLE,
        headers: ETAG,
      },
    },
    problems: [...BODY_PROBLEMS, 'DEFINITION_NOT_FOUND', 'CONTEXT_INVALID', 'JOURNEY_EXPIRED'],
    otherStatuses: { 422: 'VALIDATION_FAILED' },
  }),
  update: apiCall({
    tag: TAG,
    summary: 'Update a record: move the journey by a validated transition',
    description:
      'The lock is whichever is given: If-Match, value.version, metadata.previousState. metadata.maxDuration is this session’s own timeout for the state entered (P1M is a calendar month); what else metadata holds goes to the context.',
    body: {
      schema: 'RecordUpdate',
      examples: {
        'payment begins': {
          value: {
            stateId: 'PAYMENT_COLLECTOR',
            lastUpdated: '2023-10-27T10:05:00Z',
            metadata: { previousState: 'INTRO_WELCOME' },
          },
        },
      },
    },
    headers: OF_COMMANDS,
    replies: {
      200: {
        description: 'The record after the transition.',
        schema: 'Record',
        example: RECORD_EXAMPLE,
        headers: { ...ETAG, 'Idempotency-Replayed': 'true where this update was applied before.' },
      },
    },
    problems: [
      ...BODY_PROBLEMS,
      'JOURNEY_NOT_FOUND',
      'JOURNEY_ENDED',
      'JOURNEY_EXPIRED',
      'REVISION_CONFLICT',
      'TRANSITION_NOT_ALLOWED',
      'GUARD_FAILED',
      'CONTEXT_INVALID',
    ],
    otherStatuses: { 412: 'REVISION_CONFLICT' },
  }),
} as const;
