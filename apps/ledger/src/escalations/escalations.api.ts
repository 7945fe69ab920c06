import { apiCall } from '../openapi/api-call';
import { ALWAYS, type DocumentedHeader } from '../openapi/headers';
import { ClaimBody, CompleteBody, ReleaseBody, ReplayBody } from './escalation.bodies';
import { CLAIMED_EXAMPLE, ESCALATION_EXAMPLE, HISTORY_EXAMPLE, WEBHOOK_EXAMPLE } from './escalation.examples';

const TAG = 'Escalations';
const OF_COMMANDS: readonly DocumentedHeader[] = ['Idempotency-Key', ...ALWAYS];
const REPLAYED = { 'Idempotency-Replayed': 'true where this is the answer to an earlier command of the same id.' };

const advanced = (escalation: object): object => ({ ...escalation, outcome: 'ADVANCED', replayed: false });

/** The calls of desks and of those who look after them. */
export const ESCALATION_CALLS = {
  list: apiCall({
    tag: TAG,
    summary: 'List escalations, those due first',
    description:
      'status=open is the pull queue: what waits to be claimed, claims that have run out included. Those without a due ' +
      'time come last.',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'One page; nextCursor asks for the next and is absent on the last.',
        schema: 'EscalationPage',
        example: { escalations: [ESCALATION_EXAMPLE] },
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
  read: apiCall({
    tag: TAG,
    summary: 'Read an escalation and its history',
    headers: ALWAYS,
    replies: {
      200: {
        description: 'The escalation as it stands, and every event of it.',
        schema: 'EscalationDetails',
        example: { ...ESCALATION_EXAMPLE, history: HISTORY_EXAMPLE },
      },
    },
    problems: ['VALIDATION_FAILED', 'ESCALATION_NOT_FOUND', 'UNAVAILABLE'],
  }),
  claim: apiCall({
    tag: TAG,
    summary: 'Take an escalation for a while',
    description:
      'One desk has it until its lease runs out, and renews it in time where it needs longer. Then it is open again.',
    body: {
      schema: ClaimBody,
      optional: true,
      examples: {
        claim: { claimant: 'desk-7/ann', leaseSeconds: 300 },
        renew: { claimant: 'desk-7/ann', renew: true },
      },
    },
    headers: OF_COMMANDS,
    replies: {
      200: {
        description: 'The claimant has it until claim.until.',
        schema: 'EscalationResult',
        example: advanced(CLAIMED_EXAMPLE),
        headers: REPLAYED,
      },
    },
    problems: [
      'VALIDATION_FAILED',
      'ESCALATION_NOT_FOUND',
      'ESCALATION_CLAIMED',
      'ESCALATION_CLAIM_LOST',
      'ESCALATION_NOT_CLAIMABLE',
      'ESCALATION_ENDED',
      'REVISION_CONFLICT',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'UNAVAILABLE',
    ],
  }),
  release: apiCall({
    tag: TAG,
    summary: 'Give an escalation back',
    body: { schema: ReleaseBody, optional: true, examples: { release: { note: 'Nobody answered' } } },
    headers: OF_COMMANDS,
    replies: {
      200: {
        description: 'It is open to everybody again.',
        schema: 'EscalationResult',
        example: advanced(ESCALATION_EXAMPLE),
        headers: REPLAYED,
      },
    },
    problems: [
      'VALIDATION_FAILED',
      'ESCALATION_NOT_FOUND',
      'ESCALATION_CLAIM_LOST',
      'ESCALATION_ENDED',
      'REVISION_CONFLICT',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'UNAVAILABLE',
    ],
  }),
  complete: apiCall({
    tag: TAG,
    summary: 'Say that an escalation was looked after',
    description:
      'By who has claimed it. What a webhook delivers needs no claim, and is sent no more once it is completed.',
    body: { schema: CompleteBody, optional: true, examples: { complete: { outcome: 'Called back, paid' } } },
    headers: OF_COMMANDS,
    replies: {
      200: {
        description: 'It is done with.',
        schema: 'EscalationResult',
        example: advanced({
          ...CLAIMED_EXAMPLE,
          status: 'completed',
          completion: { claimant: 'desk-7/ann', at: '2026-11-02T09:44:00.000Z', outcome: 'Called back, paid' },
          revision: 2,
          position: '45',
        }),
        headers: REPLAYED,
      },
    },
    problems: [
      'VALIDATION_FAILED',
      'ESCALATION_NOT_FOUND',
      'ESCALATION_CLAIM_LOST',
      'ESCALATION_ENDED',
      'REVISION_CONFLICT',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'UNAVAILABLE',
    ],
  }),
  replay: apiCall({
    tag: TAG,
    summary: 'Deliver a dead letter anew',
    description: 'Under the same id, so that a target which took it after all does nothing twice.',
    body: { schema: ReplayBody, optional: true, examples: { replay: { reason: 'The desk is back' } } },
    headers: OF_COMMANDS,
    replies: {
      200: {
        description: 'It is sent again at once, and for as long as a new one would be.',
        schema: 'EscalationResult',
        example: advanced(WEBHOOK_EXAMPLE),
        headers: REPLAYED,
      },
    },
    problems: [
      'VALIDATION_FAILED',
      'ESCALATION_NOT_FOUND',
      'ESCALATION_NOT_DEAD_LETTERED',
      'REVISION_CONFLICT',
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'UNAVAILABLE',
    ],
  }),
} as const;
