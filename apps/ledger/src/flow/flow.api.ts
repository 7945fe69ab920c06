import { FORM_TYPE, JSON_TYPE } from '../http/media-types';
import { apiCall, type CallDescription } from '../openapi/api-call';
import { FLOW_EXAMPLE } from '../openapi/examples';
import { ALWAYS } from '../openapi/headers';

const STATUS = { ...FLOW_EXAMPLE, outcome: 'UNCHANGED' } as const;

function flowCall(
  summary: string,
  schema: string,
  examples: Readonly<Record<string, unknown>>,
  example: object,
  headers: CallDescription['headers'] = ['Idempotency-Key', ...ALWAYS],
): MethodDecorator {
  return apiCall({
    tag: 'Flow',
    summary,
    description:
      'Flat in, flat out: fields that begin with ctx_ are context properties. 200 for every domain outcome, at most 8 KB; omitted names what did not fit.',
    body: { schema, examples, types: [JSON_TYPE, FORM_TYPE] },
    headers,
    replies: { 200: { description: 'What the call came to.', schema: 'FlowAnswer', example } },
    problems: ['VALIDATION_FAILED', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  });
}

/** The calls for flows. */
export const FLOW_CALLS = {
  ensure: flowCall(
    'Start a journey, or resume it',
    'FlowEnsure',
    {
      'a call comes in': {
        sessionId: 'call-4711',
        definitionId: 'CustomerJourneyState',
        channel: 'voice',
        ctx_verified: false,
      },
    },
    { ...FLOW_EXAMPLE, outcome: 'CREATED', stateId: 'INTRO_WELCOME', previousStateId: '', revision: 0, version: 1 },
  ),
  transition: flowCall(
    'Move a journey',
    'FlowTransition',
    { 'payment begins': { sessionId: 'call-4711', targetStateId: 'PAYMENT_COLLECTOR', commandId: 'call-4711-step-2' } },
    FLOW_EXAMPLE,
  ),
  context: flowCall(
    'Change a journey’s context',
    'FlowContext',
    { 'the caller is verified': { sessionId: 'call-4711', ctx_verified: true } },
    { ...FLOW_EXAMPLE, revision: 2, version: 3, ctx_verified: true },
  ),
  status: flowCall(
    'Ask how a journey stands',
    'FlowStatus',
    { 'by its session': { sessionId: 'call-4711' } },
    STATUS,
    ALWAYS,
  ),
} as const;
