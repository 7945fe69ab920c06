import { Type } from '@sinclair/typebox';
import type { Context } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { COMMAND_SCOPES } from '../access/command-scopes';
import { JSON_TYPE, MERGE_PATCH_TYPE } from '../http/media-types';
import type { ProblemCode } from '../http/problem-codes';
import { apiCall, jsonReply, type CallDescription } from '../openapi/api-call';
import { ETAG, location, OF_COMMANDS, REPLAYED } from '../openapi/headers';
import { AsOfQuery } from './as-of.query';
import { CustomerJourneysQuery, JourneySearchQuery, TimelineQuery } from './journey-search.query';
import {
  AliasBody,
  AliasRemovalQuery,
  ChannelBody,
  DeadlineBody,
  MigrateBody,
  MoveBody,
  RestartBody,
  StartBody,
  TransitionBody,
} from './journey.bodies';
import {
  JOURNEY_EXAMPLE,
  JOURNEY_ROW_EXAMPLE,
  RESUMED_EXAMPLE,
  resultExample,
  START_RESULT_EXAMPLE,
  TIMELINE_EXAMPLE,
  TRANSITION_RESULT_EXAMPLE,
} from './journey.examples';
import { CommandResult, Journey, JourneyPage, Timeline } from './journey.schemas';

const TAG = 'Journeys';
const READS = { tag: TAG, scope: 'statestore.read', auditedRead: true } as const;
const REFUSALS: readonly ProblemCode[] = [
  ...(['JOURNEY_NOT_FOUND', 'JOURNEY_ENDED', 'JOURNEY_EXPIRED', 'REVISION_CONFLICT'] as const),
  'IDEMPOTENCY_KEY_REUSED',
];

const MergePatch = Type.Unsafe<Context>({
  $id: 'MergePatch',
  type: 'object',
  additionalProperties: true,
  description: 'Context properties to set; null removes one (RFC 7396).',
});

interface Command {
  readonly summary: string;
  readonly scope?: 'statestore.write' | 'operations.write';
  readonly body?: NonNullable<CallDescription['body']>;
  readonly query?: CallDescription['query'];
  readonly example: CommandResult;
  readonly refusals?: readonly ProblemCode[];
}

function command({ summary, scope = 'statestore.write', body, query, example, refusals = [] }: Command) {
  return apiCall({
    tag: TAG,
    summary,
    scope,
    boundCredentials: 'checked',
    ...defined({ body, query }),
    headers: OF_COMMANDS,
    replies: {
      200: jsonReply(CommandResult, 'The journey after the command, and the events that it appended.', example, {
        headers: { ...ETAG, ...REPLAYED },
      }),
    },
    problems: [...REFUSALS, ...refusals, 'READ_NOT_RECORDED'],
    otherStatuses: { 412: 'REVISION_CONFLICT' },
  });
}

export const JOURNEY_CALLS = {
  start: apiCall({
    tag: TAG,
    summary: 'Start a journey, or resume it if the session exists',
    boundCredentials: 'checked',
    scope: 'statestore.write',
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
    headers: ['Idempotency-Key'],
    replies: {
      201: jsonReply(CommandResult, 'The journey was started.', START_RESULT_EXAMPLE, {
        headers: { ...ETAG, ...location('journey') },
      }),
      200: jsonReply(CommandResult, 'The session exists; this is its journey, nothing was reset.', RESUMED_EXAMPLE, {
        headers: { ...ETAG, ...REPLAYED },
      }),
    },
    problems: [
      'DEFINITION_NOT_FOUND',
      'SESSION_OF_ANOTHER_DEFINITION',
      'CONTEXT_INVALID',
      'CONTEXT_TOO_LARGE',
      'IDEMPOTENCY_KEY_REUSED',
      'JOURNEY_EXPIRED',
      'READ_NOT_RECORDED',
    ],
    otherStatuses: { 422: 'VALIDATION_FAILED' },
  }),
  read: apiCall({
    ...READS,
    summary: 'Read a journey, as it is or as it was',
    boundCredentials: 'checked',
    description:
      'Always current. asOf gives what the ledger knew at a time, asOccurred what had happened by then, asOfRevision ' +
      'the journey at a revision.',
    query: AsOfQuery,
    headers: ['If-None-Match'],
    replies: {
      200: jsonReply(Journey, 'The journey.', JOURNEY_EXAMPLE, { headers: ETAG }),
      304: { description: 'The journey still has the ETag of If-None-Match.', headers: ETAG },
    },
    problems: ['JOURNEY_NOT_FOUND'],
  }),
  transition: command({
    summary: 'Move a journey to a state, or by an event',
    body: {
      schema: TransitionBody,
      examples: {
        'to a state': { targetStateId: 'PAYMENT_COLLECTOR', expectedRevision: 0, commandId: 'call-4711-step-2' },
        'with context': { targetStateId: 'IDENTIFY', context: { verified: true } },
      },
    },
    example: TRANSITION_RESULT_EXAMPLE,
    refusals: ['TRANSITION_NOT_ALLOWED', 'GUARD_FAILED', 'CONTEXT_INVALID', 'CONTEXT_TOO_LARGE'],
  }),
  context: command({
    summary: 'Change a journey’s context by a JSON merge patch (RFC 7396)',
    body: {
      schema: MergePatch,
      types: [MERGE_PATCH_TYPE, JSON_TYPE],
      examples: { 'set one property, remove another': { verified: true, cardLast4: null } },
    },
    example: resultExample(
      'ContextChanged',
      { set: { verified: true }, unset: ['cardLast4'] },
      { context: { verified: true, fraudScore: 0 } },
    ),
    refusals: ['CONTEXT_INVALID', 'CONTEXT_TOO_LARGE'],
  }),
  channel: command({
    summary: 'Hand a journey over to another channel',
    body: { schema: ChannelBody, examples: { 'voice to chat': { channel: 'chat', conversationId: 'conv-81' } } },
    example: resultExample(
      'ChannelChanged',
      { from: 'voice', to: 'chat', conversationId: 'conv-81' },
      { channel: 'chat' },
    ),
  }),
  addAlias: command({
    summary: 'Add an alias to a journey',
    body: { schema: AliasBody, examples: { 'the customer writes as well': { alias: 'whatsapp:4915112345' } } },
    example: resultExample('AliasAdded', { alias: 'whatsapp:4915112345' }, { aliases: ['whatsapp:4915112345'] }),
    refusals: ['ALIAS_TAKEN', 'TOO_MANY_ALIASES'],
  }),
  removeAlias: command({
    summary: 'Remove an alias from a journey',
    query: AliasRemovalQuery,
    example: resultExample('AliasRemoved', { alias: 'whatsapp:4915112345' }),
  }),
  deadline: command({
    summary: 'Change the deadline of one journey’s state',
    scope: COMMAND_SCOPES.ChangeDeadline,
    body: {
      schema: DeadlineBody,
      examples: {
        'more time': { deadline: '2026-11-02T10:00:00Z', reason: 'Customer asked for more time' },
        'no deadline': { deadline: null, reason: 'Waits for a colleague' },
      },
    },
    example: resultExample(
      'DeadlineChanged',
      {
        stateId: 'PAYMENT_COLLECTOR',
        from: '2026-11-02T09:40:00.000Z',
        to: '2026-11-02T10:00:00.000Z',
        reason: 'Customer asked for more time',
      },
      { deadline: '2026-11-02T10:00:00.000Z' },
    ),
  }),
  restart: command({
    summary: 'Put a journey back into its initial state',
    body: {
      schema: RestartBody,
      optional: true,
      examples: { 'with a reason': { reason: 'Customer chose another product' } },
    },
    example: resultExample(
      'JourneyRestarted',
      {
        from: 'PAYMENT_COLLECTOR',
        to: 'INTRO_WELCOME',
        reason: 'Customer chose another product',
        enteredAt: '2026-11-02T09:31:00.000Z',
      },
      { stateId: 'INTRO_WELCOME', previousStateId: 'PAYMENT_COLLECTOR' },
    ),
  }),
  move: command({
    summary: 'Move a journey to any state of its definition, as an operator',
    scope: COMMAND_SCOPES.MoveJourney,
    body: {
      schema: MoveBody,
      examples: {
        'past a step that hangs': { targetStateId: 'AGENT_ESCALATION', reason: 'The payment provider is down' },
        abort: { targetStateId: 'ABORT_TIMEOUT', reason: 'Test calls of this morning' },
      },
    },
    example: resultExample(
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
    refusals: ['TRANSITION_NOT_ALLOWED'],
  }),
  migrate: command({
    summary: 'Migrate a journey to another version of its definition',
    scope: COMMAND_SCOPES.MigrateJourney,
    body: {
      schema: MigrateBody,
      examples: {
        'a state was renamed': {
          toVersion: 2,
          stateMap: { PAYMENT_COLLECTOR: 'PAYMENT' },
          reason: 'Version 1 is being retired',
        },
      },
    },
    example: resultExample(
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
    refusals: [
      ...[
        'TRANSITION_NOT_ALLOWED',
        'CONTEXT_INVALID',
        'CONTEXT_TOO_LARGE',
        'DEFINITION_NOT_FOUND',
        'MIGRATION_NEEDS_FORCE',
      ],
    ] as const,
  }),
  timeline: apiCall({
    tag: TAG,
    scope: ['statestore.read', 'audit.read'],
    auditedRead: true,
    summary: 'Read a journey’s timeline, page by page: events, attempts and escalations, in order',
    boundCredentials: 'checked',
    description:
      'It begins with what the session was refused before its journey started. Nearly every timeline is one page. A page of large events ends before its limit. A line that the read models learn of late, while pages are read, is on a later page.',
    query: TimelineQuery,
    replies: { 200: jsonReply(Timeline, 'The timeline.', TIMELINE_EXAMPLE) },
    problems: ['JOURNEY_NOT_FOUND'],
  }),
  ofCustomer: apiCall({
    ...READS,
    boundCredentials: 'filtered',
    summary: 'List a customer’s journeys, page by page, newest first',
    description:
      'Journeys of all definitions that were started with this customerId, those that have ended included. No journey ' +
      'that is there comes twice or not at all.',
    query: CustomerJourneysQuery,
    replies: {
      200: jsonReply(JourneyPage, 'One page; empty if no journey has this customer.', {
        journeys: [{ ...JOURNEY_ROW_EXAMPLE, customerId: 'customer-93' }],
      }),
    },
  }),
  search: apiCall({
    ...READS,
    boundCredentials: 'filtered',
    summary: 'Search journeys, page by page',
    description:
      'A cursor belongs to its search and sort. If rows are sorted by what events change, a journey that changes between ' +
      'two pages may come twice or not at all; newest first, it does not. Journeys without a deadline come last. A page of large contexts ends before its limit.',
    query: JourneySearchQuery,
    replies: {
      200: jsonReply(
        JourneyPage,
        'One page.',
        { journeys: [JOURNEY_ROW_EXAMPLE], nextCursor: 'MjAyNi0xMS0wMlQwOTozMHxjYWxsLTQ3MTE' },
        {
          csv: 'sessionId,stateId,deadline\r\ncall-4711,PAYMENT_COLLECTOR,2026-11-02T09:40:00.000Z\r\n',
          headers: {
            Link: { description: 'Of CSV: address of the next page (rel="next"); absent on the last.' },
            Vary: { description: 'The reply depends on the header Accept.', required: true },
          },
        },
      ),
    },
  }),
} as const;
