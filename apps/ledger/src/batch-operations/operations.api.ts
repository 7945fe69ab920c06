import type { ProblemCode } from '../http/problem-codes';
import { apiCall, type CallDescription } from '../openapi/api-call';
import { ALWAYS } from '../openapi/headers';
import { OperationBody, OperationStepBody } from './operation.bodies';

const TAG = 'Batch operations';
const ID = '0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11';
const BODY_PROBLEMS: readonly ProblemCode[] = ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

const ASKED = {
  kind: 'move',
  filter: { state: 'PAYMENT_COLLECTOR', stuck: ['overdue', 'slow', 'orphaned'] },
  target: { stateId: 'AGENT_ESCALATION' },
} as const;

const OPERATION = {
  operationId: ID,
  ...ASKED,
  reason: 'The payment provider is down',
  ratePerSecond: 50,
  requestedBy: { subject: 'desk-lead', clientId: 'desk-lead' },
  status: 'RUNNING',
  asOf: { position: '41666', at: '2026-11-02T09:30:00.000Z' },
  requestedAt: '2026-11-02T09:30:04.000Z',
  startedAt: '2026-11-02T09:30:05.000Z',
  updatedAt: '2026-11-02T09:30:25.000Z',
  endedAt: null,
  shown: 2410,
  selected: 2404,
  done: 1000,
  progress: 0.416,
  rate: 50,
  eta: '2026-11-02T09:30:53.080Z',
  counts: { changed: 988, unchanged: 0, expired: 4, refused: 5, moved: 3, failed: 0 },
  codes: { JOURNEY_ENDED: 5, JOURNEY_EXPIRED: 4, REVISION_CONFLICT: 3 },
  revision: 83,
  position: '43719',
} as const;

const DRY_RUN = {
  dryRun: true,
  journeys: 2410,
  byState: [{ definitionId: 'CustomerJourneyState', stateId: 'PAYMENT_COLLECTOR', journeys: 2410 }],
  outcomes: { changed: 2405, expired: 5 },
  refusals: [
    { code: 'JOURNEY_EXPIRED', journeys: 5, example: 'Its deadline has passed, so it would time out instead.' },
  ],
  sample: [
    {
      ...{ sessionId: 'call-4711', definitionId: 'CustomerJourneyState', definitionVersion: 1 },
      ...{ stateId: 'PAYMENT_COLLECTOR', enteredAt: '2026-11-02T09:11:00.000Z', revision: 3, outcome: 'changed' },
    },
  ],
  position: '41666',
  token: 'NWE0ZjdjMGUyYjlkMTY4M3sicG9zaXRpb24iOiI0MTY2NiJ9',
  target: { stateId: 'AGENT_ESCALATION' },
} as const;

function step(summary: string, status: string, takesReason: boolean): MethodDecorator {
  const body: CallDescription['body'] = takesReason
    ? { schema: OperationStepBody, optional: true, examples: { 'with a reason': { reason: 'Peak hour' } } }
    : undefined;
  return apiCall({
    tag: TAG,
    summary,
    ...(body === undefined ? {} : { body }),
    headers: ALWAYS,
    replies: {
      200: {
        description: 'The operation as it stands.',
        schema: 'Operation',
        example: { ...OPERATION, status, eta: null },
      },
    },
    problems: [
      ...(['VALIDATION_FAILED', 'OPERATION_NOT_FOUND', 'OPERATION_ENDED', 'UNAVAILABLE'] as const),
      ...(takesReason ? BODY_PROBLEMS : []),
    ],
  });
}

/** The calls by which operators do something to many journeys. */
export const OPERATION_CALLS = {
  stuck: apiCall({
    tag: TAG,
    summary: 'Find journeys that are stuck, and why each of them is',
    description:
      'overdue: the deadline has passed and no time-out is recorded. slow: longer in its state than slowerThan times the ' +
      'median of the visits that ended there. orphaned: in a state that the newest version of its definition lacks. Who ' +
      'has waited longest comes first.',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'One page; nextCursor asks for the next and is absent on the last.',
        schema: 'StuckJourneyPage',
        example: {
          journeys: [
            {
              ...{
                sessionId: 'call-4711',
                definitionId: 'CustomerJourneyState',
                definitionVersion: 1,
                status: 'ACTIVE',
              },
              ...{ stateId: 'AGENT_ESCALATION', previousStateId: 'IDENTIFY', revision: 2, channel: 'voice' },
              ...{ enteredAt: '2026-11-02T09:00:00.000Z', startedAt: '2026-11-02T08:58:00.000Z' },
              ...{ lastUpdatedAt: '2026-11-02T09:00:00.000Z', deadline: null, overdue: false, customerId: null },
              ...{ context: { verified: true }, position: '41' },
              stuck: [
                {
                  ...{ kind: 'slow', waitedMs: 1_800_000, medianMs: 240_000, visits: 412 },
                  reason:
                    'It has waited in AGENT_ESCALATION for 1800 s, and half of 412 visits before took no more than 240 s.',
                },
              ],
            },
          ],
        },
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
  request: apiCall({
    tag: TAG,
    summary: 'Abort, move, restart or migrate many journeys: first see what it comes to, then have it done',
    description:
      'Without dryRun: false nothing is stored: the reply says how many journeys it is for, in which states, what would ' +
      'come of them, and why some would be refused. With dryRun: false it is put on record and carried out in the ' +
      'background, at ratePerSecond at most. With the token of the dry run it is done to the journeys that were shown; ' +
      'one that has moved since is left alone and counted.',
    body: {
      schema: OperationBody,
      // The token carries the figures that the dry run went by.
      limit: 'definition',
      examples: {
        'what it would come to': {
          ...ASKED,
          filter: { state: 'PAYMENT_COLLECTOR', stuck: 'any' },
          reason: OPERATION.reason,
        },
        'have it done': { kind: 'abort', filter: { state: 'NO_SUCH_STATE' }, reason: 'Test calls', dryRun: false },
      },
    },
    headers: ['Idempotency-Key', ...ALWAYS],
    replies: {
      200: { description: 'What it would come to; nothing is stored.', schema: 'OperationDryRun', example: DRY_RUN },
      202: {
        description: 'On record; GET /v1/operations/{operationId} shows how it goes.',
        schema: 'Operation',
        example: {
          ...OPERATION,
          ...{ status: 'SELECTING', startedAt: null, selected: 0, done: 0, progress: null, rate: null, eta: null },
          ...{
            counts: { changed: 0, unchanged: 0, expired: 0, refused: 0, moved: 0, failed: 0 },
            codes: {},
            revision: 0,
          },
        },
        headers: {
          Location: 'Address of the operation.',
          'Idempotency-Replayed': 'true where this very request had been put on record before.',
        },
      },
    },
    problems: ['VALIDATION_FAILED', 'DEFINITION_NOT_FOUND', ...BODY_PROBLEMS, 'UNAVAILABLE'],
  }),
  list: apiCall({
    tag: TAG,
    summary: 'List batch operations, the newest first',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'One page; nextCursor asks for the next and is absent on the last.',
        schema: 'OperationPage',
        example: { operations: [OPERATION] },
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
  read: apiCall({
    tag: TAG,
    summary: 'See how a batch operation goes',
    headers: ALWAYS,
    replies: { 200: { description: 'The operation, always current.', schema: 'Operation', example: OPERATION } },
    problems: ['VALIDATION_FAILED', 'OPERATION_NOT_FOUND', 'UNAVAILABLE'],
  }),
  results: apiCall({
    tag: TAG,
    summary: 'See what came of each journey of a batch operation',
    description: 'In the order in which they were dealt with, as the operation’s own stream has it.',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'One page; nextCursor asks for the next and is absent on the last.',
        schema: 'OperationResultPage',
        example: {
          journeys: [
            { sessionId: 'call-4711', outcome: 'changed', revision: 4 },
            {
              ...{ sessionId: 'call-4712', outcome: 'refused', revision: 6, code: 'JOURNEY_ENDED' },
              reason: 'The journey has ended in "COMPLETED"; a final state changes no more.',
            },
          ],
          nextCursor: '12.250',
        },
      },
    },
    problems: ['VALIDATION_FAILED', 'OPERATION_NOT_FOUND', 'UNAVAILABLE'],
  }),
  pause: step('Pause a batch operation', 'PAUSED', true),
  resume: step('Go on with a batch operation that is paused', 'RUNNING', false),
  cancel: step('Cancel a batch operation: what is done stays done', 'CANCELLING', true),
} as const;
