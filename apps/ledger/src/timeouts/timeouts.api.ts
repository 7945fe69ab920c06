import type { ProblemCode } from '../http/problem-codes';
import { apiCall } from '../openapi/api-call';
import { ALWAYS } from '../openapi/headers';
import { OverrideBody, PauseBody } from './timeout.bodies';

const TAG = 'Timeouts';

const CHANGE = {
  type: 'TimeoutOverridden',
  stateId: 'PAYMENT_COLLECTOR',
  after: 'PT30M',
  applyTo: 'waiting',
  reason: 'The payment provider is slow today',
  revision: 1,
  position: '4711',
  occurredAt: '2026-11-02T09:30:00.000Z',
  actor: { subject: 'desk-lead', clientId: 'desk-lead', kind: 'operator' },
  commandId: 'slow-provider-1',
} as const;

const STATE = { stateId: 'PAYMENT_COLLECTOR', ofDefinition: 'PT10M', inForce: CHANGE } as const;
const OF_DEFINITION = { definitionId: 'CustomerJourneyState', revision: 1 } as const;

const PREVIEW = {
  ...{ preview: true, at: '2026-11-02T09:30:00.000Z', position: '4710' },
  ...{ waiting: 2410, moved: 2404, abortingAtOnce: 0 },
  ...{ earliest: '2026-11-02T09:31:12.000Z', latest: '2026-11-02T09:59:58.000Z' },
  sample: [
    {
      ...{ sessionId: 'call-4711', enteredAt: '2026-11-02T09:01:12.000Z' },
      ...{ deadline: '2026-11-02T09:11:12.000Z', newDeadline: '2026-11-02T09:31:12.000Z' },
    },
  ],
} as const;

const PAUSED = {
  type: 'TimeoutsPaused',
  reason: 'Maintenance of the telephone system',
  revision: 4,
  position: '4720',
  occurredAt: '2026-11-02T22:00:00.000Z',
  actor: { subject: 'desk-lead', clientId: 'desk-lead', kind: 'operator' },
  commandId: 'maintenance-17',
} as const;

const NAMED: readonly ProblemCode[] = ['VALIDATION_FAILED', 'DEFINITION_NOT_FOUND', 'UNAVAILABLE'];
const BODY: readonly ProblemCode[] = ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

function changed(description: string, change: object): object {
  const example = { outcome: 'CHANGED', change, position: (change as { readonly position: string }).position };
  return { description, schema: 'TimeoutChangeReply', example };
}

/** The calls by which operations change timeouts. */
export const TIMEOUT_CALLS = {
  list: apiCall({
    tag: TAG,
    summary: 'List the timeouts of a definition’s states: what it says, what overrides it, and who changed what',
    headers: ALWAYS,
    replies: {
      200: {
        description: 'Every state in which journeys wait; the changes, oldest first.',
        schema: 'DefinitionTimeouts',
        example: { ...OF_DEFINITION, states: [STATE], history: [CHANGE] },
      },
    },
    problems: NAMED,
  }),
  read: apiCall({
    tag: TAG,
    summary: 'Read the timeout of one state',
    headers: ALWAYS,
    replies: {
      200: {
        description: 'What holds for those who enter the state now; the state’s changes, oldest first.',
        schema: 'StateTimeout',
        example: { ...OF_DEFINITION, ...STATE, history: [CHANGE] },
      },
    },
    problems: [...NAMED, 'STATE_NOT_FOUND'],
  }),
  override: apiCall({
    tag: TAG,
    summary: 'Give a state another timeout, for new entrants or for those who wait as well',
    description:
      'Holds at once for every command. preview=true tells whom it would hit and changes nothing. DELETE takes it back.',
    takesQuery: true,
    body: {
      schema: OverrideBody,
      examples: {
        'for those who wait as well': {
          ...{ after: 'PT30M', applyTo: 'waiting', reason: CHANGE.reason, commandId: 'slow-provider-1' },
        },
        'shorter, with a grace': { after: 'PT2M', applyTo: 'waiting', grace: 'PT5M', reason: 'The queue is closing' },
      },
    },
    headers: ALWAYS,
    replies: {
      200: {
        description: 'The change; with preview=true, whom it would hit. UNCHANGED where that is in force already.',
        schema: 'TimeoutChangeOrPreview',
        example: { outcome: 'CHANGED', change: CHANGE, position: CHANGE.position },
      },
    },
    problems: [...NAMED, ...BODY, 'STATE_NOT_FOUND', 'TIMEOUT_INVALID', 'REVISION_CONFLICT'],
  }),
  remove: apiCall({
    tag: TAG,
    summary: 'Take an override back, as if it had never been',
    description: 'The override before it holds again, or the definition’s timeout. reason is needed but for a preview.',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'The change; with preview=true, whom it would hit.',
        schema: 'TimeoutChangeOrPreview',
        example: PREVIEW,
      },
    },
    problems: [...NAMED, 'STATE_NOT_FOUND', 'TIMEOUT_INVALID', 'OVERRIDE_NOT_FOUND', 'REVISION_CONFLICT'],
  }),
  tenant: apiCall({
    tag: TAG,
    summary: 'Read whether the timeouts stand still, and when they did',
    headers: ALWAYS,
    replies: {
      200: {
        description: 'Pauses hold for all definitions; the changes, oldest first.',
        schema: 'TenantTimeouts',
        example: { paused: true, pausedSince: PAUSED.occurredAt, revision: 4, history: [PAUSED] },
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
  pause: apiCall({
    tag: TAG,
    summary: 'Let no deadline elapse until the timeouts are resumed',
    body: { schema: PauseBody, examples: { maintenance: { reason: PAUSED.reason, commandId: 'maintenance-17' } } },
    headers: ALWAYS,
    replies: { 200: changed('Deadlines stand still from its occurredAt on.', PAUSED) as never },
    problems: ['VALIDATION_FAILED', ...BODY, 'TIMEOUTS_PAUSED', 'REVISION_CONFLICT', 'UNAVAILABLE'],
  }),
  resume: apiCall({
    tag: TAG,
    summary: 'Let deadlines elapse again, each as much later as the pause held for it',
    body: { schema: PauseBody, examples: { 'maintenance done': { reason: 'Maintenance is done' } } },
    headers: ALWAYS,
    replies: { 200: changed('Open deadlines moved on.', { ...PAUSED, type: 'TimeoutsResumed', revision: 5 }) as never },
    problems: ['VALIDATION_FAILED', ...BODY, 'TIMEOUTS_NOT_PAUSED', 'REVISION_CONFLICT', 'UNAVAILABLE'],
  }),
} as const;
