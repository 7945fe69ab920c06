import { apiCall, jsonReply } from '../openapi/api-call';
import { location } from '../openapi/headers';
import { JOURNEY_ROW_EXAMPLE } from '../journeys/journey.examples';
import {
  OperationBody,
  OperationListQuery,
  OperationResultsQuery,
  OperationStepBody,
  StuckQuery,
} from './operation.bodies';
import { Operation, OperationDryRun, OperationPage, OperationResultPage, StuckJourneyPage } from './operation.schemas';

const OF_READS = {
  tag: 'Batch operations',
  boundCredentials: 'filtered',
  scope: 'statestore.read',
  auditedRead: false,
} as const;
const OF_CHANGES = { tag: 'Batch operations', boundCredentials: 'checked', scope: 'operations.write' } as const;

const OPERATION: Operation = {
  operationId: '0f8e2d5c-7a41-4c55-9a0b-2f1f6c1d4e11',
  kind: 'move',
  filter: { state: 'PAYMENT_COLLECTOR', stuck: ['overdue', 'slow', 'orphaned'] },
  target: { stateId: 'AGENT_ESCALATION' },
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
};

const REQUESTED: Operation = {
  ...OPERATION,
  status: 'SELECTING',
  startedAt: null,
  selected: 0,
  done: 0,
  progress: null,
  rate: null,
  eta: null,
  counts: { changed: 0, unchanged: 0, expired: 0, refused: 0, moved: 0, failed: 0 },
  codes: {},
  revision: 0,
};

const DRY_RUN: OperationDryRun = {
  dryRun: true,
  journeys: 2410,
  byState: [{ definitionId: 'CustomerJourneyState', stateId: 'PAYMENT_COLLECTOR', journeys: 2410 }],
  outcomes: { changed: 2405, expired: 5 },
  refusals: [
    { code: 'JOURNEY_EXPIRED', journeys: 5, example: 'Its deadline has passed, so it would time out instead.' },
  ],
  sample: [
    {
      sessionId: 'call-4711',
      definitionId: 'CustomerJourneyState',
      definitionVersion: 1,
      stateId: 'PAYMENT_COLLECTOR',
      enteredAt: '2026-11-02T09:11:00.000Z',
      revision: 3,
      outcome: 'changed',
    },
  ],
  position: '41666',
  token: 'NWE0ZjdjMGUyYjlkMTY4M3sicG9zaXRpb24iOiI0MTY2NiJ9',
  target: { stateId: 'AGENT_ESCALATION' },
};

const stepped = (status: Operation['status']) => ({
  200: jsonReply(Operation, 'The batch operation, always current.', { ...OPERATION, status, eta: null }),
});
const STEP = { ...OF_CHANGES, headers: ['Idempotency-Key'] } as const;
const STEP_PROBLEMS = ['OPERATION_NOT_FOUND', 'OPERATION_ENDED', 'IDEMPOTENCY_KEY_REUSED'] as const;
const REASON = {
  schema: OperationStepBody,
  optional: true,
  examples: { 'with a reason': { reason: 'Peak hour' } },
} as const;

export const OPERATION_CALLS = {
  stuck: apiCall({
    ...OF_READS,
    auditedRead: true,
    summary: 'Find stuck journeys, with the reasons',
    description:
      'overdue: the deadline has passed and no timeout is recorded. slow: in its state for longer than slowerThan times ' +
      'the median of the visits that ended. orphaned: in a state that the newest version of its definition lacks. The ' +
      'longest wait comes first.',
    query: StuckQuery,
    replies: {
      200: jsonReply(StuckJourneyPage, 'One page.', {
        journeys: [
          {
            ...JOURNEY_ROW_EXAMPLE,
            stateId: 'AGENT_ESCALATION',
            enteredAt: '2026-11-02T09:00:00.000Z',
            deadline: null,
            stuck: [
              {
                kind: 'slow',
                reason: 'In AGENT_ESCALATION for 30 min; the median of 412 visits is 4 min.',
                waitedMs: 1_800_000,
                medianMs: 240_000,
                visits: 412,
              },
            ],
          },
        ],
      }),
    },
  }),
  request: apiCall({
    ...OF_CHANGES,
    auditedRead: 'noted',
    summary: 'Start a batch operation (dry run by default)',
    description:
      'Aborts, moves, restarts or migrates many journeys. Without dryRun: false nothing is stored: the reply shows how ' +
      'many journeys are affected, in which states, with which outcomes, and why some would be refused. With dryRun: ' +
      'false it is recorded and runs in the background, at ratePerSecond at most. With the token of the dry run it ' +
      'selects the journeys that were shown; one that has changed since is left alone and counted. With credentials for ' +
      'some definitions it is over one of these: filter.definitionId may be omitted if there is only one.',
    body: {
      schema: OperationBody,
      // The token carries the figures of the dry run.
      limit: 'definition',
      examples: {
        'dry run': {
          kind: 'move',
          filter: { state: 'PAYMENT_COLLECTOR', stuck: 'any' },
          target: { stateId: 'AGENT_ESCALATION' },
          reason: OPERATION.reason,
        },
        start: { kind: 'abort', filter: { state: 'NO_SUCH_STATE' }, reason: 'Test calls', dryRun: false },
      },
    },
    headers: ['Idempotency-Key'],
    replies: {
      200: jsonReply(OperationDryRun, 'What it would do; nothing was stored.', DRY_RUN),
      202: jsonReply(Operation, 'Recorded; GET /v1/operations/{operationId} shows its progress.', REQUESTED, {
        headers: {
          ...location('batch operation'),
          'Idempotency-Replayed': { description: 'true if this request was recorded before.' },
        },
      }),
    },
    problems: ['DEFINITION_NOT_FOUND', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  list: apiCall({
    ...OF_READS,
    summary: 'List batch operations, the newest first',
    query: OperationListQuery,
    replies: { 200: jsonReply(OperationPage, 'One page.', { operations: [OPERATION] }) },
  }),
  read: apiCall({
    ...OF_READS,
    boundCredentials: 'checked',
    summary: 'Read a batch operation and its progress',
    replies: { 200: jsonReply(Operation, 'The batch operation, always current.', OPERATION) },
    problems: ['OPERATION_NOT_FOUND'],
  }),
  results: apiCall({
    ...OF_READS,
    auditedRead: true,
    boundCredentials: 'checked',
    summary: 'List the outcome of each journey of a batch operation',
    description: 'In the order in which they were processed.',
    query: OperationResultsQuery,
    replies: {
      200: jsonReply(OperationResultPage, 'One page.', {
        journeys: [
          { sessionId: 'call-4711', outcome: 'changed', revision: 4 },
          {
            sessionId: 'call-4712',
            outcome: 'refused',
            revision: 6,
            code: 'JOURNEY_ENDED',
            reason: 'The journey has ended in "COMPLETED"; a final state changes no more.',
          },
        ],
        nextCursor: '12.250',
      }),
    },
    problems: ['OPERATION_NOT_FOUND'],
  }),
  pause: apiCall({
    ...STEP,
    summary: 'Pause a batch operation',
    body: REASON,
    replies: stepped('PAUSED'),
    problems: STEP_PROBLEMS,
  }),
  resume: apiCall({
    ...STEP,
    summary: 'Resume a paused batch operation',
    body: REASON,
    replies: stepped('RUNNING'),
    problems: STEP_PROBLEMS,
  }),
  cancel: apiCall({
    ...STEP,
    summary: 'Cancel a batch operation; journeys that were changed stay changed',
    body: REASON,
    replies: stepped('CANCELLING'),
    problems: STEP_PROBLEMS,
  }),
} as const;
