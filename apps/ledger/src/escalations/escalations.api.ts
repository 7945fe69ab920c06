import { apiCall, jsonReply } from '../openapi/api-call';
import { REPLAYED } from '../openapi/headers';
import { ClaimBody, CompleteBody, EscalationSearch, ReleaseBody, ReplayBody } from './escalation.bodies';
import { CLAIMED_EXAMPLE, ESCALATION_EXAMPLE, HISTORY_EXAMPLE, WEBHOOK_EXAMPLE } from './escalation.examples';
import { EscalationDetails, EscalationPage, EscalationResult, type Escalation } from './escalation.schemas';

const OF_READS = {
  tag: 'Escalations',
  boundCredentials: 'filtered',
  scope: 'statestore.read',
  auditedRead: true,
} as const;
const OF_COMMANDS = {
  tag: 'Escalations',
  boundCredentials: 'checked',
  scope: 'operations.write',
  headers: ['Idempotency-Key'],
} as const;

const result = (description: string, escalation: Escalation) =>
  jsonReply(
    EscalationResult,
    description,
    { ...escalation, outcome: 'ADVANCED', replayed: false },
    { headers: REPLAYED },
  );

export const ESCALATION_CALLS = {
  list: apiCall({
    ...OF_READS,
    summary: 'List escalations, those due first',
    description:
      'status=open is the pull queue, claims that ran out included; status=overdue what should be handled by now. ' +
      'Escalations without a due time come last.',
    query: EscalationSearch,
    replies: {
      200: jsonReply(EscalationPage, 'One page.', { escalations: [ESCALATION_EXAMPLE] }),
    },
  }),
  read: apiCall({
    ...OF_READS,
    boundCredentials: 'checked',
    summary: 'Read an escalation and its history',
    replies: {
      200: jsonReply(EscalationDetails, 'The escalation, always current, and every event of it.', {
        ...ESCALATION_EXAMPLE,
        history: HISTORY_EXAMPLE,
      }),
    },
    problems: ['ESCALATION_NOT_FOUND'],
  }),
  claim: apiCall({
    ...OF_COMMANDS,
    summary: 'Claim an escalation',
    description:
      'The claimant holds it until its lease runs out; renew extends the lease. Then the escalation is open again.',
    body: {
      schema: ClaimBody,
      optional: true,
      examples: {
        claim: { claimant: 'desk-7/ann', leaseSeconds: 300 },
        renew: { claimant: 'desk-7/ann', renew: true },
      },
    },
    replies: { 200: result('The claimant holds it until claim.until.', CLAIMED_EXAMPLE) },
    problems: [
      'ESCALATION_NOT_FOUND',
      'ESCALATION_CLAIMED',
      'ESCALATION_CLAIM_LOST',
      'ESCALATION_NOT_CLAIMABLE',
      'ESCALATION_ENDED',
      'REVISION_CONFLICT',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
  release: apiCall({
    ...OF_COMMANDS,
    summary: 'Release a claim',
    body: {
      schema: ReleaseBody,
      optional: true,
      examples: { release: { note: 'The customer did not answer' } },
    },
    replies: { 200: result('It is open again.', ESCALATION_EXAMPLE) },
    problems: [
      'ESCALATION_NOT_FOUND',
      'ESCALATION_CLAIM_LOST',
      'ESCALATION_ENDED',
      'REVISION_CONFLICT',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
  complete: apiCall({
    ...OF_COMMANDS,
    summary: 'Complete an escalation',
    description:
      'By the claimant that holds it. One that a webhook delivers needs no claim, and is not sent again once completed.',
    body: { schema: CompleteBody, optional: true, examples: { complete: { outcome: 'Called back, paid' } } },
    replies: {
      200: result('It is completed.', {
        ...CLAIMED_EXAMPLE,
        status: 'completed',
        completion: { claimant: 'desk-7/ann', at: '2026-11-02T09:44:00.000Z', outcome: 'Called back, paid' },
        revision: 2,
        position: '45',
      }),
    },
    problems: [
      'ESCALATION_NOT_FOUND',
      'ESCALATION_CLAIM_LOST',
      'ESCALATION_ENDED',
      'REVISION_CONFLICT',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
  replay: apiCall({
    ...OF_COMMANDS,
    summary: 'Redeliver a dead-lettered escalation',
    description: 'With the same id, so that a target that had accepted it does nothing twice.',
    body: { schema: ReplayBody, optional: true, examples: { replay: { reason: 'The desk is back' } } },
    replies: { 200: result('It is sent at once, and retried for as long as a new one.', WEBHOOK_EXAMPLE) },
    problems: [
      'ESCALATION_NOT_FOUND',
      'ESCALATION_NOT_DEAD_LETTERED',
      'ESCALATION_ENDED',
      'REVISION_CONFLICT',
      'IDEMPOTENCY_KEY_REUSED',
    ],
  }),
} as const;
