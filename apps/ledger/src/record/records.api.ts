import { apiCall, jsonReply } from '../openapi/api-call';
import { ETAG, OF_COMMANDS, REPLAYED } from '../openapi/headers';
import { JourneyRecord, NewRecord, RecordUpdate } from './record.schemas';

const TAG = 'Records';

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

const UPDATED: JourneyRecord = {
  key: 'call-4711',
  value: {
    stateId: 'PAYMENT_COLLECTOR',
    sessionId: 'call-4711',
    createdAt: '2023-10-27T10:00:00.000Z',
    lastUpdated: '2023-10-27T10:05:00.000Z',
    version: 2,
    status: 'ACTIVE',
    deadline: '2023-10-27T10:15:00.000Z',
    overdue: false,
    allowedTargets: ['COMPLETED', 'AGENT_ESCALATION'],
    metadata: {
      ...{ verified: false, fraudScore: 0 },
      channel: 'voice',
      initiatingSource: 'inbound_queue',
      previousState: 'INTRO_WELCOME',
    },
  },
};

const CREATED: JourneyRecord = {
  key: 'call-4711',
  value: {
    ...UPDATED.value,
    stateId: 'INTRO_WELCOME',
    lastUpdated: '2023-10-27T10:00:00.000Z',
    version: 1,
    deadline: '2023-10-27T10:02:00.000Z',
    allowedTargets: ['IDENTIFY', 'PAYMENT_COLLECTOR', 'AGENT_ESCALATION'],
    metadata: { ...UPDATED.value.metadata, previousState: null },
  },
};

export const RECORD_CALLS = {
  read: apiCall({
    tag: TAG,
    boundCredentials: 'path',
    summary: 'Read a journey as a data-store record',
    scope: 'statestore.read',
    auditedRead: true,
    headers: ['If-None-Match'],
    replies: {
      200: jsonReply(JourneyRecord, 'The record.', UPDATED, { headers: ETAG }),
      304: { description: 'The record still has the ETag of If-None-Match.', headers: ETAG },
    },
    problems: ['JOURNEY_NOT_FOUND'],
  }),
  create: apiCall({
    tag: TAG,
    boundCredentials: 'path',
    summary: 'Create a record: start a journey in its initial state',
    description:
      'Sent again, it returns the record as it is now and resets nothing. The times in the record are business times.',
    scope: 'statestore.write',
    body: { schema: NewRecord, examples: { 'a call comes in': NEW_RECORD } },
    headers: ['Idempotency-Key'],
    replies: {
      201: jsonReply(JourneyRecord, 'The record was created.', CREATED, { headers: ETAG }),
      200: jsonReply(
        JourneyRecord,
        'The record exists, or an alias led to it (see its key); this is its present content.',
        UPDATED,
        {
          headers: { ...ETAG, ...REPLAYED },
        },
      ),
    },
    problems: [
      'DEFINITION_NOT_FOUND',
      'SESSION_OF_ANOTHER_DEFINITION',
      'CONTEXT_INVALID',
      'CONTEXT_TOO_LARGE',
      'IDEMPOTENCY_KEY_REUSED',
      'READ_NOT_RECORDED',
      'JOURNEY_EXPIRED',
    ],
    otherStatuses: { 422: 'VALIDATION_FAILED' },
  }),
  update: apiCall({
    tag: TAG,
    boundCredentials: 'path',
    summary: 'Update a record: move the journey by a validated transition',
    description:
      'The optimistic lock is whichever is given: If-Match, value.version or metadata.previousState. ' +
      'metadata.maxDuration is this session’s own timeout of the state entered (P1M is a calendar month); all other metadata goes to the context.',
    scope: 'statestore.write',
    body: {
      schema: RecordUpdate,
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
      200: jsonReply(JourneyRecord, 'The record after the transition.', UPDATED, {
        headers: { ...ETAG, ...REPLAYED },
      }),
    },
    problems: [
      'JOURNEY_NOT_FOUND',
      'SESSION_OF_ANOTHER_DEFINITION',
      'JOURNEY_ENDED',
      'JOURNEY_EXPIRED',
      'REVISION_CONFLICT',
      'TRANSITION_NOT_ALLOWED',
      'GUARD_FAILED',
      'CONTEXT_INVALID',
      'CONTEXT_TOO_LARGE',
      'IDEMPOTENCY_KEY_REUSED',
      'READ_NOT_RECORDED',
    ],
    otherStatuses: { 412: 'REVISION_CONFLICT' },
  }),
} as const;
