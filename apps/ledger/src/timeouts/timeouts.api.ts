import { apiCall, jsonReply } from '../openapi/api-call';
import { REPLAYED } from '../openapi/headers';
import { DeadlinesQuery, OverrideBody, OverrideQuery, PauseBody, RemovalQuery } from './timeout.bodies';
import {
  DeadlinePage,
  DefinitionTimeouts,
  StateTimeout,
  TenantTimeouts,
  TimeoutChangeOrPreview,
  TimeoutChangeReply,
  type StateOfDefinition,
  type TimeoutChange,
  type TimeoutPreview,
} from './timeout.schemas';

const OF_READS = { tag: 'Timeouts', scope: 'statestore.read', auditedRead: false } as const;
const OF_CHANGES = { tag: 'Timeouts', scope: 'operations.write' } as const;

const ACTOR = { subject: 'desk-lead', clientId: 'desk-lead', kind: 'operator' } as const;

const CHANGE: TimeoutChange = {
  type: 'TimeoutOverridden',
  stateId: 'PAYMENT_COLLECTOR',
  after: 'PT30M',
  applyTo: 'waiting',
  reason: 'The payment provider is slow today',
  revision: 1,
  position: '4711',
  occurredAt: '2026-11-02T09:30:00.000Z',
  actor: ACTOR,
  commandId: 'slow-provider-1',
};

const STATE: StateOfDefinition = { stateId: 'PAYMENT_COLLECTOR', ofDefinition: 'PT10M', inForce: CHANGE };
const OF_DEFINITION = { definitionId: 'CustomerJourneyState', revision: 1, history: [CHANGE] } as const;

const PREVIEW: TimeoutPreview = {
  preview: true,
  at: '2026-11-02T09:30:00.000Z',
  position: '4710',
  waiting: 2410,
  moved: 2404,
  abortingAtOnce: 0,
  earliest: '2026-11-02T09:31:12.000Z',
  latest: '2026-11-02T09:59:58.000Z',
  sample: [
    {
      sessionId: 'call-4711',
      enteredAt: '2026-11-02T09:01:12.000Z',
      deadline: '2026-11-02T09:11:12.000Z',
      newDeadline: '2026-11-02T09:31:12.000Z',
    },
  ],
};

const PAUSED: TimeoutChange = {
  type: 'TimeoutsPaused',
  reason: 'Maintenance of the telephone system',
  revision: 4,
  position: '4720',
  occurredAt: '2026-11-02T22:00:00.000Z',
  actor: ACTOR,
  commandId: 'maintenance-17',
};

const changed = (description: string, change: TimeoutChange) =>
  jsonReply(
    TimeoutChangeReply,
    description,
    { outcome: 'CHANGED', change, position: change.position },
    { headers: REPLAYED },
  );

export const TIMEOUT_CALLS = {
  deadlines: apiCall({
    ...OF_READS,
    auditedRead: true,
    boundCredentials: 'filtered',
    summary: 'List open deadlines, earliest first',
    query: DeadlinesQuery,
    replies: {
      200: jsonReply(DeadlinePage, 'One page.', {
        deadlines: [
          {
            sessionId: 'call-4711',
            definitionId: 'CustomerJourneyState',
            stateId: 'PAYMENT_COLLECTOR',
            enteredAt: '2026-11-02T09:30:00.000Z',
            deadline: '2026-11-02T09:40:00.000Z',
            enteredRevision: 1,
          },
        ],
      }),
    },
  }),
  list: apiCall({
    ...OF_READS,
    boundCredentials: 'path',
    summary: 'List the timeouts of a definition’s states, with overrides and history',
    replies: {
      200: jsonReply(DefinitionTimeouts, 'Every state in which journeys wait; the changes, oldest first.', {
        ...OF_DEFINITION,
        states: [STATE],
      }),
    },
    problems: ['DEFINITION_NOT_FOUND'],
  }),
  read: apiCall({
    ...OF_READS,
    boundCredentials: 'path',
    summary: 'Read the timeout of one state',
    replies: {
      200: jsonReply(StateTimeout, 'What applies to new entrants; the state’s changes, oldest first.', {
        ...OF_DEFINITION,
        ...STATE,
      }),
    },
    problems: ['DEFINITION_NOT_FOUND', 'STATE_NOT_FOUND'],
  }),
  override: apiCall({
    ...OF_CHANGES,
    auditedRead: 'noted',
    boundCredentials: 'path',
    summary: 'Override the timeout of a state, for new entrants or waiting journeys too',
    description:
      'Applies to every command from now on. preview=true shows the affected journeys. ' +
      'Waiting journeys that would time out at once need a grace, or confirmAborting. DELETE removes it.',
    query: OverrideQuery,
    body: {
      schema: OverrideBody,
      examples: {
        'waiting journeys too': {
          after: 'PT30M',
          applyTo: 'waiting',
          reason: CHANGE.reason,
          commandId: 'slow-provider-1',
        },
        'shorter, with a grace': { after: 'PT2M', applyTo: 'waiting', grace: 'PT5M', reason: 'The queue is closing' },
        'shorter, at once': { after: 'PT2M', applyTo: 'waiting', confirmAborting: 3, reason: 'The queue is closed' },
      },
    },
    headers: ['Idempotency-Key'],
    replies: {
      200: jsonReply(
        TimeoutChangeOrPreview,
        'The change; with preview=true, the journeys that it would affect.',
        { outcome: 'CHANGED', change: CHANGE, position: CHANGE.position },
        { headers: REPLAYED },
      ),
    },
    problems: [
      'DEFINITION_NOT_FOUND',
      'STATE_NOT_FOUND',
      'TIMEOUT_INVALID',
      'ABORTS_NOT_CONFIRMED',
      'REVISION_CONFLICT',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
  remove: apiCall({
    ...OF_CHANGES,
    auditedRead: 'noted',
    boundCredentials: 'path',
    summary: 'Remove an override',
    description:
      'The override before it applies again, or the definition’s timeout. reason is required unless preview=true.',
    query: RemovalQuery,
    headers: ['Idempotency-Key'],
    replies: {
      200: jsonReply(
        TimeoutChangeOrPreview,
        'The change; with preview=true, the journeys that it would affect.',
        PREVIEW,
        { headers: REPLAYED },
      ),
    },
    problems: [
      'DEFINITION_NOT_FOUND',
      'STATE_NOT_FOUND',
      'TIMEOUT_INVALID',
      'ABORTS_NOT_CONFIRMED',
      'OVERRIDE_NOT_FOUND',
      'REVISION_CONFLICT',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
  tenant: apiCall({
    ...OF_READS,
    boundCredentials: 'checked',
    summary: 'Read whether timeouts are paused, and when they were',
    replies: {
      200: jsonReply(TenantTimeouts, 'Pauses apply to all definitions; the changes, oldest first.', {
        paused: true,
        pausedSince: PAUSED.occurredAt,
        revision: 4,
        history: [PAUSED],
      }),
    },
  }),
  pause: apiCall({
    ...OF_CHANGES,
    summary: 'Pause all timeouts',
    body: { schema: PauseBody, examples: { maintenance: { reason: PAUSED.reason, commandId: 'maintenance-17' } } },
    headers: ['Idempotency-Key'],
    replies: { 200: changed('Deadlines are paused from occurredAt.', PAUSED) },
    problems: ['TIMEOUTS_PAUSED', 'REVISION_CONFLICT', 'IDEMPOTENCY_KEY_REUSED'],
  }),
  resume: apiCall({
    ...OF_CHANGES,
    summary: 'Resume all timeouts; open deadlines move by the length of the pause',
    body: { schema: PauseBody, examples: { 'maintenance done': { reason: 'Maintenance is done' } } },
    headers: ['Idempotency-Key'],
    replies: { 200: changed('Open deadlines were moved.', { ...PAUSED, type: 'TimeoutsResumed', revision: 5 }) },
    problems: ['TIMEOUTS_NOT_PAUSED', 'REVISION_CONFLICT', 'IDEMPOTENCY_KEY_REUSED'],
  }),
} as const;
