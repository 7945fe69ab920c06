import { apiCall, jsonReply } from '../openapi/api-call';
import { PolicyViolationPage, PolicyViolationSearch, type PolicyViolation } from './policy.schemas';

const VIOLATION: PolicyViolation = {
  sessionId: 'claim-4711',
  policy: 'identified',
  kind: 'precedence',
  definitionId: 'CardClaim',
  definitionVersion: 1,
  journeyRevision: 2,
  brokenAt: '2026-11-03T09:14:07.120Z',
  deadline: null,
  stateId: 'PAID_OUT',
  customerId: null,
  escalationId: null,
  position: '4711',
  recordedAt: '2026-11-03T09:14:08.020Z',
};

export const POLICY_CALLS = {
  violations: apiCall({
    tag: 'Policies',
    summary: 'List the violations of policies, newest first',
    description: 'What the watch over live journeys has recorded. For imported history, use journey audit.',
    boundCredentials: 'filtered',
    scope: 'statestore.read',
    auditedRead: true,
    query: PolicyViolationSearch,
    replies: { 200: jsonReply(PolicyViolationPage, 'One page.', { violations: [VIOLATION] }) },
  }),
} as const;
