/** What a problem document's `code` means over HTTP: the one place that maps codes to statuses. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** For people: when it is answered, and what to do. */
  readonly meaning: string;
}

export const PROBLEMS = {
  VALIDATION_FAILED: {
    status: 400,
    title: 'The request is malformed',
    meaning: 'A field, header or parameter is unknown, missing or wrong; the detail names it. Nothing was stored.',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'The caller is not known',
    meaning: 'The request carries no credentials, or credentials that are not accepted.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'The caller may not do this',
    meaning: 'The credentials are accepted and lack the scope that this call needs.',
  },
  JOURNEY_NOT_FOUND: {
    status: 404,
    title: 'There is no such journey',
    meaning: 'No journey was started under this session id, or none at the revision or instant asked for.',
  },
  DEFINITION_NOT_FOUND: {
    status: 404,
    title: 'There is no such definition',
    meaning: 'Nothing is published under this definition id and version.',
  },
  PROJECTION_NOT_FOUND: {
    status: 404,
    title: 'There is no such projection',
    meaning: 'No projection has this name; GET /v1/projections lists them.',
  },
  REBUILD_NOT_FOUND: {
    status: 404,
    title: 'No rebuild is under way',
    meaning: 'None was asked for, or the last one has ended; GET /v1/projections says how.',
  },
  DEAD_LETTER_NOT_FOUND: {
    status: 404,
    title: 'There is no such dead letter',
    meaning: 'The projection was led past no event at this position, or has taken it since.',
  },
  ROUTE_NOT_FOUND: {
    status: 404,
    title: 'There is nothing at this address',
    meaning: 'The path is none of those that /docs lists.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This address does not take this method',
    meaning: 'The header Allow lists the methods that it takes.',
  },
  TRANSITION_NOT_ALLOWED: {
    status: 422,
    title: 'The journey cannot go there from here',
    meaning: 'The definition has no such transition from the present state; allowedTargets lists those it has.',
  },
  GUARD_FAILED: {
    status: 422,
    title: 'The transition’s guard does not hold',
    meaning: 'The definition has the transition, and its guard is false for this journey now; guard shows its inputs.',
  },
  CONTEXT_INVALID: {
    status: 422,
    title: 'The context breaks the definition’s schema',
    meaning: 'The context as it would be after the command is refused by the context schema; the detail says where.',
  },
  OUT_OF_ORDER: {
    status: 409,
    title: 'This happened before the journey’s last event',
    meaning: 'Of imports: nothing is put between recorded events. Import what follows, or allow disorder.',
  },
  JOURNEY_ENDED: {
    status: 409,
    title: 'The journey has ended',
    meaning: 'The journey is in a final state; no command moves it.',
  },
  JOURNEY_EXPIRED: {
    status: 409,
    title: 'The journey timed out first',
    meaning:
      'The deadline of its state had passed, so the journey was timed out instead; journey shows where it is now.',
  },
  REVISION_CONFLICT: {
    status: 409,
    title: 'The journey has moved on',
    meaning:
      'The expected revision or state is stale; read the journey again and decide anew. 412 where If-Match gave it.',
  },
  STATE_NOT_FOUND: {
    status: 404,
    title: 'There is no such state',
    meaning: 'No journey of the definition waits in this state; GET /v1/definitions/{id}/timeouts lists those.',
  },
  TIMEOUT_INVALID: {
    status: 422,
    title: 'The state cannot have this timeout',
    meaning: 'The duration cannot be used, or nobody waits in the state; the detail says which.',
  },
  OVERRIDE_NOT_FOUND: {
    status: 404,
    title: 'There is no such override',
    meaning: 'None of the state’s timeout is in force, or not the one named; it was taken back already.',
  },
  TIMEOUTS_PAUSED: {
    status: 409,
    title: 'The timeouts are paused already',
    meaning: 'Deadlines stand still; GET /v1/timeouts says since when. Resume them before they are paused again.',
  },
  TIMEOUTS_NOT_PAUSED: {
    status: 409,
    title: 'The timeouts are not paused',
    meaning: 'Deadlines elapse, so that there is nothing to resume.',
  },
  OPERATION_NOT_FOUND: {
    status: 404,
    title: 'There is no such batch operation',
    meaning: 'No operation of this id was ever put on record; GET /v1/operations lists those that were.',
  },
  OPERATION_ENDED: {
    status: 409,
    title: 'The batch operation has ended',
    meaning: 'It is completed or cancelled, so it cannot be paused, resumed or cancelled any more.',
  },
  ESCALATION_NOT_FOUND: {
    status: 404,
    title: 'There is no such escalation',
    meaning: 'No journey has asked for an escalation of this id; GET /v1/escalations lists them.',
  },
  ESCALATION_CLAIMED: {
    status: 409,
    title: 'Somebody has claimed the escalation',
    meaning: 'Its claim has not run out yet; claim shows whose it is and until when. Take another escalation.',
  },
  ESCALATION_CLAIM_LOST: {
    status: 409,
    title: 'The claimant does not hold the escalation',
    meaning: 'It was never claimed in this name, the claim ran out, or somebody else has it now; claim it first.',
  },
  ESCALATION_NOT_CLAIMABLE: {
    status: 409,
    title: 'The escalation is not in the pull queue',
    meaning: 'A webhook delivers it, so that nobody has to claim it.',
  },
  ESCALATION_ENDED: {
    status: 409,
    title: 'The escalation is completed',
    meaning: 'It was looked after; no command changes it any more.',
  },
  ESCALATION_NOT_DEAD_LETTERED: {
    status: 409,
    title: 'The escalation is no dead letter',
    meaning: 'Only what was given up is delivered anew; escalationStatus says where it stands.',
  },
  DEFINITION_VERSION_TAKEN: {
    status: 409,
    title: 'The version is published already, with another content',
    meaning: 'Published versions are immutable: publish the change under the next version.',
  },
  DEFINITION_VERSION_STALE: {
    status: 409,
    title: 'A newer version is published already',
    meaning: 'Versions only rise: publish the document under a version above the newest.',
  },
  DEFINITION_INVALID: {
    status: 422,
    title: 'The definition cannot be published',
    meaning: 'The static check found errors; errors lists each with its place.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    meaning: 'The body, or one line of POST /v1/commands, is over its limit; the detail gives the limit.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body is of a type that this call does not take',
    meaning: 'The header Content-Type is missing or wrong; the detail lists what the call takes.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: 'Too many requests',
    meaning: 'The caller is over its limit; the header Retry-After says when to try again.',
  },
  INTERNAL_ERROR: {
    status: 500,
    title: 'The ledger failed',
    meaning: 'A fault of the ledger itself; the log has the details under the request id of the reply.',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'The ledger cannot answer now',
    meaning: 'The same request may succeed later: send it again after Retry-After seconds, with the same command id.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(PROBLEMS, text);
}

/** Value of a problem's `type`: an address of this server that explains it. */
export function problemType(code: ProblemCode): string {
  return `/problems/${code.toLowerCase().replaceAll('_', '-')}`;
}
