import { problemType, PROBLEMS, type ProblemCode } from '../http/problem-codes';
import { JOURNEY_EXAMPLE } from './examples';

const PRESENT = {
  sessionId: 'call-4711',
  stateId: 'PAYMENT_COLLECTOR',
  revision: 1,
  allowedTargets: ['COMPLETED', 'AGENT_ESCALATION'],
} as const;

const refused = (outcome: string, more: object = {}): object => ({ outcome, replayed: false, ...PRESENT, ...more });

const ofEscalation = (escalationStatus: string): object => ({
  outcome: 'REJECTED',
  replayed: false,
  escalationId: 'call-4711:2',
  escalationStatus,
  claim: { claimant: 'desk-7/ann', at: '2026-11-02T09:41:00.000Z', until: '2026-11-02T09:46:00.000Z' },
});

/** What each code's detail and members look like. */
const EXAMPLES: Readonly<Record<ProblemCode, { readonly detail: string; readonly members?: object }>> = {
  VALIDATION_FAILED: {
    detail:
      'Field "targetState" is not known: known are occurredAt, commandId, expectedRevision, targetStateId, event, context, channel.',
    members: {
      errors: [
        'Field "targetState" is not known: known are occurredAt, commandId, expectedRevision, targetStateId, event, context, channel.',
      ],
    },
  },
  UNAUTHENTICATED: { detail: 'The request carries no credentials.' },
  FORBIDDEN: { detail: 'The credentials lack the scope statestore.write.' },
  JOURNEY_NOT_FOUND: { detail: 'There is no journey call-4711: start it first.' },
  DEFINITION_NOT_FOUND: { detail: 'Nothing is published as CustomerJourneyState version 9.' },
  PROJECTION_NOT_FOUND: {
    detail: 'There is no projection of this name: known are definitions, current-state, timeline.',
  },
  REBUILD_NOT_FOUND: { detail: 'No rebuild of the projections is asked for or under way.' },
  DEAD_LETTER_NOT_FOUND: { detail: 'The projection timeline has no dead letter at position 41.' },
  ROUTE_NOT_FOUND: { detail: 'There is nothing at "/v1/journey": /docs lists all calls.' },
  METHOD_NOT_ALLOWED: { detail: '"/v1/commands" does not take GET; it takes POST.' },
  TRANSITION_NOT_ALLOWED: {
    detail: 'No transition leads from PAYMENT_COLLECTOR to IDENTIFY; allowed now are COMPLETED, AGENT_ESCALATION.',
    members: refused('REJECTED'),
  },
  GUARD_FAILED: {
    detail: 'The guard of the transition from IDENTIFY to PAYMENT_COLLECTOR does not hold.',
    members: refused('REJECTED', {
      stateId: 'IDENTIFY',
      guard: { expression: 'context.verified == true', inputs: { 'context.verified': false } },
    }),
  },
  CONTEXT_INVALID: {
    detail: 'The context would break the schema: /verified should be boolean.',
    members: refused('REJECTED'),
  },
  JOURNEY_ENDED: {
    detail: 'Journey call-4711 has ended in COMPLETED; no command moves it.',
    members: refused('REJECTED', {
      stateId: 'COMPLETED',
      allowedTargets: [],
      journey: { ...JOURNEY_EXAMPLE, status: 'COMPLETED', stateId: 'COMPLETED', deadline: null, allowedTargets: [] },
    }),
  },
  OUT_OF_ORDER: {
    detail:
      "This happened at 2026-11-02T09:10:00.000Z, before the journey's last event (2026-11-02T09:30:00.000Z); nothing is put between recorded events.",
    members: refused('REJECTED'),
  },
  JOURNEY_EXPIRED: {
    detail:
      'The deadline 2026-11-02T09:40:00.000Z of state PAYMENT_COLLECTOR had passed, so that the journey timed out into ABORT_TIMEOUT.',
    members: refused('EXPIRED', {
      stateId: 'ABORT_TIMEOUT',
      allowedTargets: ['CALLBACK_SCHEDULED', 'AGENT_ESCALATION'],
      journey: { ...JOURNEY_EXAMPLE, status: 'TIMED_OUT', stateId: 'ABORT_TIMEOUT', revision: 2, deadline: null },
    }),
  },
  REVISION_CONFLICT: {
    detail: 'Revision 0 was expected and the journey is at 1: read it again and decide anew.',
    members: refused('CONFLICT', { journey: JOURNEY_EXAMPLE }),
  },
  STATE_NOT_FOUND: { detail: 'No journey of CustomerJourneyState waits in a state PAYMENT.' },
  TIMEOUT_INVALID: { detail: 'The duration "P1M" should be in weeks, days, hours, minutes and seconds.' },
  OVERRIDE_NOT_FOUND: {
    detail: 'No override of PAYMENT_COLLECTOR is in force, so that there is none to take back.',
  },
  TIMEOUTS_PAUSED: {
    detail: 'The timeouts are paused since 2026-11-02T22:00:00.000Z: resume them before they are paused again.',
  },
  TIMEOUTS_NOT_PAUSED: { detail: 'The timeouts are not paused, so that there is nothing to resume.' },
  OPERATION_NOT_FOUND: { detail: 'There is no operation 0f8e2d5c: GET /v1/operations lists them.' },
  OPERATION_ENDED: { detail: 'The operation is completed, so it cannot be cancelled; ask for another one.' },
  ESCALATION_NOT_FOUND: { detail: 'There is no escalation call-4711:9: GET /v1/escalations lists them.' },
  ESCALATION_CLAIMED: {
    detail: '"desk-7/ann" has claimed this escalation until 2026-11-02T09:46:00.000Z: take another one.',
    members: ofEscalation('claimed'),
  },
  ESCALATION_CLAIM_LOST: {
    detail:
      'The claim of "desk-7/ann" ran out at 2026-11-02T09:46:00.000Z (now 2026-11-02T09:47:00.000Z): claim it again.',
    members: ofEscalation('open'),
  },
  ESCALATION_NOT_CLAIMABLE: {
    detail: 'A webhook delivers this escalation, so that nobody has to claim it: complete it once it is done.',
    members: { ...ofEscalation('delivering'), claim: null },
  },
  ESCALATION_ENDED: {
    detail: 'This escalation is completed: nothing more is to be done about it.',
    members: ofEscalation('completed'),
  },
  ESCALATION_NOT_DEAD_LETTERED: {
    detail: 'Only a dead letter is replayed, and this escalation is delivering: let it be.',
    members: { ...ofEscalation('delivering'), claim: null },
  },
  DEFINITION_VERSION_TAKEN: {
    detail: 'Version 1 of CustomerJourneyState is published with another content: publish version 2.',
  },
  DEFINITION_VERSION_STALE: {
    detail: 'Version 3 of CustomerJourneyState is published: publish this document as version 4.',
  },
  DEFINITION_INVALID: {
    detail: 'The definition has 1 error: state IDENTIFY names the unknown target PAYMENT.',
    members: {
      errors: [
        {
          code: 'UNKNOWN_TARGET',
          path: '/states/IDENTIFY/transitions/0/target',
          message: 'State IDENTIFY names the unknown target PAYMENT.',
        },
      ],
    },
  },
  PAYLOAD_TOO_LARGE: { detail: 'The body is over 65536 bytes.' },
  UNSUPPORTED_MEDIA_TYPE: { detail: 'The header Content-Type should be application/json.' },
  TOO_MANY_REQUESTS: { detail: 'At most 50 requests a second are accepted from one caller.' },
  INTERNAL_ERROR: { detail: 'The ledger could not answer this request; its log says why.' },
  UNAVAILABLE: { detail: 'The ledger did not answer within 2000 ms: send the same command again.' },
};

/** A problem document of this code, as a reply of that status carries it. */
export function problemExample(code: ProblemCode, status: number): object {
  const { detail, members } = EXAMPLES[code];
  return { type: problemType(code), title: PROBLEMS[code].title, status, detail, code, ...members };
}
