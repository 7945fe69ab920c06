import type { TObject } from '@sinclair/typebox';
import { FORM_TYPE, JSON_TYPE } from '../http/media-types';
import { apiCall, jsonReply } from '../openapi/api-call';
import { FlowAnswer, FlowContext, FlowEnsure, FlowStatus, FlowTransition } from './flow.schemas';

const ADVANCED: FlowAnswer = {
  contract: '2026-11',
  outcome: 'ADVANCED',
  replayed: false,
  sessionId: 'call-4711',
  resumedBy: '',
  aliasNotAdded: false,
  commandId: '',
  definitionId: 'CustomerJourneyState',
  definitionVersion: 1,
  upgradeTo: 0,
  stateId: 'PAYMENT_COLLECTOR',
  previousStateId: 'INTRO_WELCOME',
  status: 'ACTIVE',
  revision: 1,
  version: 2,
  allowedTargets: 'COMPLETED,AGENT_ESCALATION',
  deadline: '2026-11-02T09:40:00.000Z',
  overdue: false,
  reasonCode: '',
  reasonText: '',
  position: '41',
  masked: '',
  omitted: '',
  ctx_verified: false,
  ctx_fraudScore: 0,
};

interface FlowCall {
  readonly summary: string;
  readonly schema: TObject;
  readonly examples: Readonly<Record<string, object>>;
  readonly answer: FlowAnswer;
}

function flowCall(scope: 'statestore.read' | 'statestore.write', { summary, schema, examples, answer }: FlowCall) {
  return apiCall({
    tag: 'Flow',
    summary,
    description:
      'Flat in, flat out: fields whose names begin with ctx_ are context properties. The status is 200 for every ' +
      'domain outcome, also while the ledger is unavailable; branch on outcome. The answer has at most 8 KB.',
    ...(scope === 'statestore.read' ? { scope, auditedRead: true } : { scope }),
    boundCredentials: 'checked',
    busy: 'answer',
    body: { schema, examples, types: [JSON_TYPE, FORM_TYPE] },
    headers: scope === 'statestore.write' ? ['Idempotency-Key'] : [],
    replies: { 200: jsonReply(FlowAnswer, 'What the call did, and the journey after it.', answer) },
  });
}

export const FLOW_CALLS = {
  ensure: flowCall('statestore.write', {
    summary: 'Start a journey, or resume it',
    schema: FlowEnsure,
    examples: {
      'a call comes in': {
        sessionId: 'call-4711',
        definitionId: 'CustomerJourneyState',
        channel: 'voice',
        ctx_verified: false,
      },
      'a customer who may be known': {
        conversationId: 'conv-81',
        alias: 'crm:contact-93',
        definitionId: 'CustomerJourneyState',
        channel: 'chat',
      },
    },
    answer: {
      ...ADVANCED,
      outcome: 'CREATED',
      stateId: 'INTRO_WELCOME',
      previousStateId: '',
      revision: 0,
      version: 1,
      allowedTargets: 'IDENTIFY,PAYMENT_COLLECTOR,AGENT_ESCALATION',
    },
  }),
  transition: flowCall('statestore.write', {
    summary: 'Move a journey',
    schema: FlowTransition,
    examples: {
      'payment begins': {
        sessionId: 'call-4711',
        targetStateId: 'PAYMENT_COLLECTOR',
        commandId: 'call-4711-step-2',
      },
    },
    answer: { ...ADVANCED, commandId: 'call-4711-step-2' },
  }),
  context: flowCall('statestore.write', {
    summary: 'Change a journey’s context',
    schema: FlowContext,
    examples: { 'the caller is verified': { sessionId: 'call-4711', ctx_verified: true } },
    answer: { ...ADVANCED, revision: 2, version: 3, ctx_verified: true },
  }),
  status: flowCall('statestore.read', {
    summary: 'Read a journey’s status',
    schema: FlowStatus,
    examples: { 'by its session': { sessionId: 'call-4711' } },
    answer: { ...ADVANCED, outcome: 'UNCHANGED' },
  }),
} as const;
