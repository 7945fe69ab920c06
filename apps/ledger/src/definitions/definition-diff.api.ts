import { apiCall, jsonReply } from '../openapi/api-call';
import { CandidateDiffQuery, DefinitionDiff, DiffQuery } from './definition-diff.schemas';
import { BODY, TAG } from './definitions.api';

const DIFF: DefinitionDiff = {
  id: 'CallbackRequest',
  from: 1,
  to: 2,
  same: false,
  changes: [
    {
      part: 'timeout',
      kind: 'changed',
      path: '/states/REQUESTED/timeout/after',
      stateId: 'REQUESTED',
      message: 'Timeout of "REQUESTED": after is "PT1H" instead of "PT2H".',
      before: 'PT2H',
      after: 'PT1H',
    },
  ],
  affectedStates: ['REQUESTED'],
  upgrade: {
    from: 1,
    when: 'resume',
    why: 'Proven safe: every state keeps its transitions, and the context takes what it took, with defaults for what it requires.',
  },
  openJourneys: {
    position: '4720',
    count: 1,
    states: [{ stateId: 'REQUESTED', journeys: 1 }],
    sample: [{ sessionId: 'call-4711', version: 1, stateId: 'REQUESTED', enteredAt: '2026-11-03T09:58:00.000Z' }],
  },
};

const CALL = { tag: TAG, boundCredentials: 'path', scope: 'statestore.read', auditedRead: true } as const;
const reply = jsonReply(
  DefinitionDiff,
  'The differences, and the open journeys of the earlier version that are in an affected state.',
  DIFF,
);

export const DIFF_CALLS = {
  published: apiCall({
    ...CALL,
    summary: 'Compare two versions of a definition',
    description:
      'States, transitions, guards, timeouts, escalations, context and upgrade rule. A state that was renamed by the ' +
      'upgrade rule is compared with what it was. `upgrade` says how open journeys would come over.',
    query: DiffQuery,
    replies: { 200: reply },
    problems: ['DEFINITION_NOT_FOUND'],
  }),
  candidate: apiCall({
    ...CALL,
    summary: 'Compare a version with a document that is not published',
    description: 'As the comparison of two versions. Nothing is published.',
    query: CandidateDiffQuery,
    body: BODY,
    replies: { 200: reply },
    problems: ['DEFINITION_NOT_FOUND', 'DEFINITION_INVALID'],
  }),
} as const;
