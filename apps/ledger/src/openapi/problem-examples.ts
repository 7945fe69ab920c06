import { PROBLEM_CODES, problemType, PROBLEMS, type ProblemCode } from '../http/problem-codes';
import { JOURNEY_EXAMPLE } from '../journeys/journey.examples';

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
  VALIDATION_FAILED: { detail: 'definitionId is missing.', members: { errors: ['definitionId is missing.'] } },
  UNAUTHENTICATED: {
    detail:
      'The request carries no API key; send it as X-Api-Key, as Authorization: Bearer, or as the password of ' +
      'Authorization: Basic.',
  },
  FORBIDDEN: {
    detail: 'This call needs the scope statestore.write; the credentials of desk-7 lack it.',
    members: { scope: 'statestore.write' },
  },
  JOURNEY_NOT_FOUND: { detail: 'There is no journey call-4711; start it first.' },
  DEFINITION_NOT_FOUND: { detail: 'There is no published definition CustomerJourneyState version 9.' },
  PROJECTION_NOT_FOUND: { detail: 'There is no projection timelines; GET /v1/projections lists them.' },
  REBUILD_NOT_FOUND: { detail: 'No rebuild is requested or running.' },
  DEAD_LETTER_NOT_FOUND: {
    detail: 'The projection timeline has no dead letter at this position; it may have been applied since.',
  },
  POSITION_NOT_FOUND: {
    detail:
      'This ledger has no position 9981; it ends at 41. The position is of another ledger, or of this one before a backup ' +
      'was restored. Use start, or a position that this ledger gave.',
    members: { position: '9981', end: '41' },
  },
  ROUTE_NOT_FOUND: { detail: 'There is nothing at "/v1/journey"; /docs lists all calls.' },
  METHOD_NOT_ALLOWED: { detail: '"/v1/commands" does not support GET; it supports POST.' },
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
    detail: 'amount must be a number; you sent the text "12.50".',
    members: refused('REJECTED'),
  },
  CONTEXT_TOO_LARGE: {
    detail: 'context would have 70,312 bytes as JSON; the limit is 65,536. Remove what the flow needs no more.',
    members: refused('REJECTED'),
  },
  CARD_DATA_REFUSED: {
    detail:
      'note has a payment card number in it. Send no card data to the ledger; mark a property that holds none with "x-not-card": true.',
    members: refused('REJECTED'),
  },
  IDEMPOTENCY_KEY_REUSED: {
    detail:
      'commandId "call-4711-step-2" stands for another command, which appended JourneyTransitioned at revision 1; send a new id with a new command.',
    members: refused('REJECTED'),
  },
  SESSION_OF_ANOTHER_DEFINITION: {
    detail: 'Session call-4711 belongs to CustomerJourneyState, not to PasswordReset; use another session id.',
    members: {
      outcome: 'CONFLICT',
      replayed: false,
      sessionId: 'call-4711',
      definitionId: 'CustomerJourneyState',
      definitionVersion: 1,
    },
  },
  JOURNEY_IS_LIVE: {
    detail: 'A live caller started this journey, so no history is imported into it; use another session id.',
    members: refused('REJECTED'),
  },
  OUT_OF_ORDER: {
    detail:
      'This happened at 2026-11-02T09:10:00.000Z, before the journey’s last event (2026-11-02T09:30:00.000Z); nothing ' +
      'is inserted between recorded events.',
    members: refused('REJECTED'),
  },
  ALIAS_TAKEN: {
    detail:
      'The alias "genesys:conv-81" belongs to the open journey call-4699 of CustomerJourneyState; remove it there first.',
    members: refused('REJECTED'),
  },
  TOO_MANY_ALIASES: {
    detail: 'The journey has 20 aliases, the most that it may have; remove one first.',
    members: refused('REJECTED'),
  },
  MIGRATION_NEEDS_FORCE: {
    detail:
      'Under CustomerJourneyState version 2 "PAYMENT" timed out at 2026-11-02T09:29:00.000Z, so the journey would abort ' +
      'at once; send force to migrate it all the same.',
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
  JOURNEY_EXPIRED: {
    detail:
      'The deadline 2026-11-02T09:40:00.000Z of state PAYMENT_COLLECTOR had passed, so the journey timed out into ' +
      'ABORT_TIMEOUT.',
    members: refused('EXPIRED', {
      stateId: 'ABORT_TIMEOUT',
      allowedTargets: ['CALLBACK_SCHEDULED', 'AGENT_ESCALATION'],
      journey: { ...JOURNEY_EXAMPLE, status: 'TIMED_OUT', stateId: 'ABORT_TIMEOUT', revision: 2, deadline: null },
    }),
  },
  REVISION_CONFLICT: {
    detail: 'The journey is at revision 1; you sent revision 0. Reload it and retry.',
    members: refused('CONFLICT', { journey: JOURNEY_EXAMPLE }),
  },
  STATE_NOT_FOUND: { detail: 'Journeys of CustomerJourneyState do not wait in a state PAYMENT.' },
  TIMEOUT_INVALID: { detail: 'The duration "P1M" must be in weeks, days, hours, minutes and seconds.' },
  OVERRIDE_NOT_FOUND: { detail: 'PAYMENT_COLLECTOR has no override.' },
  ABORTS_NOT_CONFIRMED: {
    detail: '3 waiting journeys would time out at once. Send grace to leave them time, or confirmAborting: 3.',
    members: { abortingAtOnce: 3 },
  },
  TIMEOUTS_PAUSED: { detail: 'Timeouts are paused since 2026-11-02T22:00:00.000Z; resume them first.' },
  TIMEOUTS_NOT_PAUSED: { detail: 'Timeouts are not paused; there is nothing to resume.' },
  SANDBOX_NOT_FOUND: { detail: 'There is no sandbox 0f8e2d5c; it may have expired. Create another.' },
  SANDBOX_FULL: {
    detail:
      'The sandbox has 100 journeys, 2,000 entries or 2,097,152 characters of JSON, the most that one may have; create another.',
  },
  OPERATION_NOT_FOUND: { detail: 'There is no batch operation 0f8e2d5c; GET /v1/operations lists them.' },
  OPERATION_ENDED: { detail: 'The batch operation is completed and cannot be cancelled.' },
  ESCALATION_NOT_FOUND: { detail: 'There is no escalation call-4711:9; GET /v1/escalations lists them.' },
  ESCALATION_CLAIMED: {
    detail: '"desk-7/ann" holds this escalation until 2026-11-02T09:46:00.000Z; claim another one.',
    members: ofEscalation('claimed'),
  },
  ESCALATION_CLAIM_LOST: {
    detail: 'The claim of "desk-7/ann" ran out at 2026-11-02T09:46:00.000Z; claim the escalation again.',
    members: ofEscalation('open'),
  },
  ESCALATION_NOT_CLAIMABLE: {
    detail: 'A webhook delivers this escalation; complete it without a claim.',
    members: { ...ofEscalation('delivering'), claim: null },
  },
  ESCALATION_ENDED: {
    detail: 'The escalation is completed; it accepts no further commands.',
    members: ofEscalation('completed'),
  },
  ESCALATION_NOT_DEAD_LETTERED: {
    detail: 'Only dead-lettered escalations can be redelivered; this one is being delivered.',
    members: { ...ofEscalation('delivering'), claim: null },
  },
  KEY_NOT_FOUND: { detail: 'There is no key "a7Kd93Xw"; list the keys to see their ids.' },
  KEY_ENDED: { detail: 'The key a7Kd93Xw is rotating; rotate f0Rm2LqE instead.' },
  LAST_ADMIN_KEY: {
    detail:
      'The key q3Zt0aWp is the last one with the scope admin; without it no key could manage keys. Create another one ' +
      'first, or send force.',
  },
  KEY_NAME_TAKEN: {
    detail: 'The key a7Kd93Xw has the name payment-flow; rotate or revoke it, or choose another name.',
  },
  DEFINITION_VERSION_TAKEN: {
    detail: 'Version 1 of CustomerJourneyState is published with different content; publish version 2.',
  },
  DEFINITION_VERSION_STALE: {
    detail: 'Version 3 of CustomerJourneyState is published; publish this document as version 4.',
  },
  DEFINITION_VERSION_RETIRED: {
    detail: 'Version 2 of definition "CustomerJourneyState" is retired: un-retire it before you make it current.',
  },
  DEFINITION_INVALID: {
    detail: 'The definition has 1 error: state IDENTIFY names the unknown target PAYMENT.',
    members: {
      errors: [
        {
          code: 'TARGET_UNKNOWN',
          path: '/states/IDENTIFY/transitions/0/target',
          message: 'State IDENTIFY names the unknown target PAYMENT.',
        },
      ],
    },
  },
  PAYLOAD_TOO_LARGE: { detail: 'The body is 70,000 bytes; the limit is 65,536 (BODY_LIMIT_BYTES).' },
  UNSUPPORTED_MEDIA_TYPE: { detail: 'The header Content-Type must be application/json; you sent text/html.' },
  TOO_MANY_REQUESTS: {
    detail: '256 requests are being answered, the most at one time; nothing was done. Retry.',
  },
  INTERNAL_ERROR: { detail: 'Internal error. See the server log for request id req-1.' },
  LEDGER_DAMAGED: {
    detail:
      'Stream journey.default-call-4711 is damaged and not served: at revision 2: The event follows on 5f…, and the one before it has 8d….',
  },
  READ_NOT_RECORDED: {
    detail: 'It cannot be recorded who reads this, and AUDIT_READS is required, so nothing is given. Retry.',
  },
  UNAVAILABLE: {
    detail:
      'The ledger did not answer within 2,000 ms. The command may have been applied: send it again, with this id (commandId "call-4711-step-2", sessionId "call-4711").',
    members: { commandId: 'call-4711-step-2', sessionId: 'call-4711' },
  },
};

/** Codes that have a second status on some calls. */
const OTHER_STATUSES: readonly (readonly [ProblemCode, number])[] = [
  ['REVISION_CONFLICT', 412],
  ['VALIDATION_FAILED', 422],
];

/** A problem document of this code, as a reply of that status carries it. */
function problemExample(code: ProblemCode, status: number): object {
  const { detail, members } = EXAMPLES[code];
  return { type: problemType(code), title: PROBLEMS[code].title, status, detail, code, ...members };
}

/** Name of the example among the components of the document. */
export function exampleName(code: ProblemCode, status: number): string {
  return status === PROBLEMS[code].status ? code : `${code}_${status}`;
}

/** An example of each code, each once for all calls. */
export const PROBLEM_EXAMPLES = Object.fromEntries(
  [...PROBLEM_CODES.map((code) => [code, PROBLEMS[code].status] as const), ...OTHER_STATUSES].map(([code, status]) => [
    exampleName(code, status),
    { summary: PROBLEMS[code].title, value: problemExample(code, status) },
  ]),
);
