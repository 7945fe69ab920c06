import { MERGE_PATCH_TYPE, JSON_TYPE } from '../http/media-types';
import type { ProblemCode } from '../http/problem-codes';
import { apiCall, type CallDescription } from '../openapi/api-call';
import {
  JOURNEY_EXAMPLE,
  START_RESULT_EXAMPLE,
  STARTED_EXAMPLE,
  TIMELINE_EXAMPLE,
  TRANSITION_RESULT_EXAMPLE,
  resultExample,
} from '../openapi/examples';
import { ALWAYS, OF_COMMANDS } from '../openapi/headers';
import {
  ChannelBody,
  DeadlineBody,
  MigrateBody,
  MoveBody,
  RestartBody,
  StartBody,
  TransitionBody,
} from './journey.bodies';

const TAG = 'Journeys';
const ETAG = { ETag: 'Revision of the journey, for If-Match.' };
const REPLAYED = { 'Idempotency-Replayed': 'true where this command was applied before.' };
const BODY_PROBLEMS: readonly ProblemCode[] = [
  'VALIDATION_FAILED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'UNAVAILABLE',
];
const REFUSALS: readonly ProblemCode[] = ['JOURNEY_NOT_FOUND', 'JOURNEY_ENDED', 'JOURNEY_EXPIRED', 'REVISION_CONFLICT'];

function command(
  summary: string,
  body: NonNullable<CallDescription['body']>,
  example: unknown,
  refusals: readonly ProblemCode[] = [],
  path: readonly string[] = [],
): MethodDecorator {
  return apiCall({
    tag: TAG,
    summary,
    body,
    path,
    headers: OF_COMMANDS,
    replies: {
      200: {
        description: 'The journey after the command, what it came to, and the events it appended.',
        schema: 'CommandResult',
        example,
        headers: { ...ETAG, ...REPLAYED },
      },
    },
    problems: [...BODY_PROBLEMS, ...REFUSALS, ...refusals],
    otherStatuses: { 412: 'REVISION_CONFLICT' },
  });
}

/** The calls of the resource face that concern one journey. */
export const JOURNEY_CALLS = {
  start: apiCall({
    tag: TAG,
    summary: 'Start a journey, or resume it where the session exists',
    body: {
      schema: StartBody,
      examples: {
        'a call comes in': {
          sessionId: 'call-4711',
          definitionId: 'CustomerJourneyState',
          channel: 'voice',
          initiatingSource: 'inbound_queue',
          context: { verified: false },
        },
      },
    },
    headers: ['Idempotency-Key', ...ALWAYS],
    replies: {
      201: {
        description: 'The journey was started.',
        schema: 'CommandResult',
        example: START_RESULT_EXAMPLE,
        headers: { ...ETAG, Location: 'Address of the journey.' },
      },
      200: {
        description: 'The session exists: the journey as it stands, nothing reset.',
        schema: 'CommandResult',
        example: { ...STARTED_EXAMPLE, outcome: 'RESUMED', replayed: false, events: [] },
        headers: { ...ETAG, ...REPLAYED },
      },
    },
    problems: [...BODY_PROBLEMS, 'DEFINITION_NOT_FOUND', 'CONTEXT_INVALID', 'JOURNEY_EXPIRED'],
  }),
  read: apiCall({
    tag: TAG,
    summary: 'Read a journey as it stands, or as it stood',
    description:
      'Always current: the journey’s own stream is folded. asOf shows what the ledger knew at an instant, asOccurred what had happened by then, asOfRevision the journey at a revision.',
    takesQuery: true,
    headers: ['If-None-Match', ...ALWAYS],
    replies: {
      200: { description: 'The journey.', schema: 'Journey', example: JOURNEY_EXAMPLE, headers: ETAG },
      304: { description: 'The journey is still at the entity tag of If-None-Match.' },
    },
    problems: ['VALIDATION_FAILED', 'JOURNEY_NOT_FOUND', 'UNAVAILABLE'],
  }),
  transition: command(
    'Move a journey to a state, or by an event',
    {
      schema: TransitionBody,
      examples: {
        'to a state': { targetStateId: 'PAYMENT_COLLECTOR', expectedRevision: 0, commandId: 'call-4711-step-2' },
        'with context': { targetStateId: 'IDENTIFY', context: { verified: true } },
      },
    },
    TRANSITION_RESULT_EXAMPLE,
    ['TRANSITION_NOT_ALLOWED', 'GUARD_FAILED', 'CONTEXT_INVALID'],
    ['sessionId'],
  ),
  context: command(
    'Change a journey’s context by a JSON merge patch (RFC 7396)',
    {
      schema: 'MergePatch',
      types: [MERGE_PATCH_TYPE, JSON_TYPE],
      examples: { 'set one property, remove another': { verified: true, cardLast4: null } },
    },
    resultExample(
      'ContextChanged',
      { set: { verified: true }, unset: ['cardLast4'] },
      { context: { verified: true, fraudScore: 0 } },
    ),
    ['CONTEXT_INVALID'],
  ),
  channel: command(
    'Hand a journey over to another channel',
    { schema: ChannelBody, examples: { 'voice to chat': { channel: 'chat', conversationId: 'conv-81' } } },
    resultExample('ChannelChanged', { from: 'voice', to: 'chat', conversationId: 'conv-81' }, { channel: 'chat' }),
  ),
  deadline: command(
    'Change the deadline of the state that one journey is in',
    {
      schema: DeadlineBody,
      examples: {
        'more time': { deadline: '2026-11-02T10:00:00Z', reason: 'Customer asked for more time' },
        'no deadline': { deadline: null, reason: 'Waits for a colleague' },
      },
    },
    resultExample(
      'DeadlineChanged',
      {
        stateId: 'PAYMENT_COLLECTOR',
        from: '2026-11-02T09:40:00.000Z',
        to: '2026-11-02T10:00:00.000Z',
        reason: 'Customer asked for more time',
      },
      { deadline: '2026-11-02T10:00:00.000Z' },
    ),
  ),
  restart: command(
    'Take a journey back to its initial state',
    {
      schema: RestartBody,
      optional: true,
      examples: { 'with a reason': { reason: 'Customer chose another product' } },
    },
    resultExample(
      'JourneyRestarted',
      {
        from: 'PAYMENT_COLLECTOR',
        to: 'INTRO_WELCOME',
        reason: 'Customer chose another product',
        enteredAt: '2026-11-02T09:31:00.000Z',
      },
      { stateId: 'INTRO_WELCOME', previousStateId: 'PAYMENT_COLLECTOR' },
    ),
  ),
  move: command(
    'Put a journey into any state of its definition, by an operator’s authority',
    {
      schema: MoveBody,
      examples: {
        'past a step that hangs': { targetStateId: 'AGENT_ESCALATION', reason: 'The payment provider is down' },
        abort: { targetStateId: 'ABORT_TIMEOUT', reason: 'Test calls of this morning' },
      },
    },
    resultExample(
      'JourneyMoved',
      {
        from: 'PAYMENT_COLLECTOR',
        to: 'AGENT_ESCALATION',
        reason: 'The payment provider is down',
        enteredAt: '2026-11-02T09:31:00.000Z',
        deadline: '2026-11-02T10:01:00.000Z',
        deadlinePolicy: 'definition',
      },
      { stateId: 'AGENT_ESCALATION', previousStateId: 'PAYMENT_COLLECTOR' },
    ),
    ['TRANSITION_NOT_ALLOWED'],
  ),
  migrate: command(
    'Take a journey to another version of its definition',
    {
      schema: MigrateBody,
      examples: {
        'a state has a new name': {
          toVersion: 2,
          stateMap: { PAYMENT_COLLECTOR: 'PAYMENT' },
          reason: 'Version 1 is being retired',
        },
      },
    },
    resultExample(
      'JourneyMigrated',
      {
        fromVersion: 1,
        toVersion: 2,
        toHash: '3f0d2b1c9e8a7f6d5c4b3a2918070605f4e3d2c1b0a99887766554433221100f',
        stateMap: { PAYMENT_COLLECTOR: 'PAYMENT' },
        reason: 'Version 1 is being retired',
      },
      { definitionVersion: 2, stateId: 'PAYMENT' },
    ),
    ['TRANSITION_NOT_ALLOWED', 'CONTEXT_INVALID', 'DEFINITION_NOT_FOUND'],
  ),
  timeline: apiCall({
    tag: TAG,
    summary: 'Read a journey’s timeline: its events, its refused commands and the steps of its escalations, in order',
    takesQuery: true,
    headers: ALWAYS,
    replies: { 200: { description: 'The timeline.', schema: 'Timeline', example: TIMELINE_EXAMPLE } },
    problems: ['VALIDATION_FAILED', 'JOURNEY_NOT_FOUND', 'UNAVAILABLE'],
  }),
  search: apiCall({
    tag: TAG,
    summary: 'Search journeys, page by page',
    description:
      'A cursor belongs to its search and sort. Sorted by what an event changes, a journey that moves between two pages ' +
      'may be seen twice or missed; newest first, none is. Journeys without a deadline come behind those that have one.',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'One page; nextCursor asks for the next and is absent on the last.',
        schema: 'JourneyPage',
        example: { journeys: [withoutLive(JOURNEY_EXAMPLE)], nextCursor: 'MjAyNi0xMS0wMlQwOTozMHxjYWxsLTQ3MTE' },
        csv: 'sessionId,stateId,deadline\r\ncall-4711,PAYMENT_COLLECTOR,2026-11-02T09:40:00.000Z\r\n',
        headers: { Link: 'Of CSV: the address of the next page (rel="next"); absent on the last.' },
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
} as const;

/** A row of the read model knows no allowed targets: those are worked out when a journey is read. */
function withoutLive({ allowedTargets: _, initiatingSource: __, ...row }: typeof JOURNEY_EXAMPLE): object {
  return row;
}
