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
    title: 'The caller is not authenticated',
    meaning:
      'The request carries no credentials, or credentials that are not accepted; the detail says why: malformed, unknown, ' +
      'expired, replaced, revoked, or used from another network than they are for.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'The caller may not do this',
    meaning:
      'The credentials are accepted and lack the scope that this call needs; scope names it. With AUTH_MODE=none: a web ' +
      'page of another site sent the request, or it asked under a name that is not of this machine.',
  },
  JOURNEY_NOT_FOUND: {
    status: 404,
    title: 'Journey not found',
    meaning: 'No journey was started under this session id, or it has no such revision or was not there at that time.',
  },
  DEFINITION_NOT_FOUND: {
    status: 404,
    title: 'Definition not found',
    meaning: 'Nothing is published under this definition id and version; GET /v1/definitions lists what is.',
  },
  PROJECTION_NOT_FOUND: {
    status: 404,
    title: 'Projection not found',
    meaning: 'There is no projection of this name; GET /v1/projections lists them.',
  },
  REBUILD_NOT_FOUND: {
    status: 404,
    title: 'No rebuild is running',
    meaning: 'No rebuild was requested, or the last one has ended; GET /v1/projections shows how.',
  },
  DEAD_LETTER_NOT_FOUND: {
    status: 404,
    title: 'Dead letter not found',
    meaning: 'This projection has no dead letter at this position; it may have been applied since.',
  },
  POSITION_NOT_FOUND: {
    status: 404,
    title: 'Position not found',
    meaning: 'This ledger has not given such a position: it is of another one, or of this one before a restore.',
  },
  ROUTE_NOT_FOUND: {
    status: 404,
    title: 'No such address',
    meaning: 'No call has this path; /docs lists all calls.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'Method not allowed',
    meaning: 'This address does not support this method; the header Allow lists those that it supports.',
  },
  TRANSITION_NOT_ALLOWED: {
    status: 422,
    title: 'Transition not allowed',
    meaning: 'The definition has no such transition from the journey’s state; allowedTargets lists those it has.',
  },
  GUARD_FAILED: {
    status: 422,
    title: 'The guard is not fulfilled',
    meaning: 'The definition has the transition, and its guard is false for this journey now; guard shows its inputs.',
  },
  CONTEXT_INVALID: {
    status: 422,
    title: 'The context breaks the definition’s schema',
    meaning: 'The context after the command would break the context schema; the detail says where.',
  },
  CONTEXT_TOO_LARGE: {
    status: 422,
    title: 'The context would be too large',
    meaning: 'The context as a whole would exceed CONTEXT_LIMIT_BYTES; remove what the flow needs no more.',
  },
  CARD_DATA_REFUSED: {
    status: 422,
    title: 'Card data is not stored',
    meaning: 'What was sent has the number or a secret of a payment card in it; send the ledger none of these.',
  },
  JOURNEY_IS_LIVE: {
    status: 409,
    title: 'A live caller started this journey',
    meaning: 'Of imports: history is imported into journeys that an import started. Use another session id.',
  },
  OUT_OF_ORDER: {
    status: 409,
    title: 'This happened before the journey’s last event',
    meaning: 'Of imports: nothing is inserted between recorded events. Import what follows, or send disorder=allow.',
  },
  MIGRATION_NEEDS_FORCE: {
    status: 422,
    title: 'The migration is refused without force',
    meaning:
      'The journey would time out at once, or the version takes no journeys of the one that it runs. Send force to migrate it all the same.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'The command id stands for another command',
    meaning: 'This commandId (or Idempotency-Key) came with another content before. Send a new id with a new command.',
  },
  ALIAS_TAKEN: {
    status: 409,
    title: 'Another open journey has the alias',
    meaning:
      'The definition resumes journeys by alias, and another open journey of it has this one; remove it there first.',
  },
  TOO_MANY_ALIASES: {
    status: 422,
    title: 'The journey has as many aliases as it may have',
    meaning: 'A journey has at most 20 aliases at once; remove one first.',
  },
  JOURNEY_ENDED: {
    status: 409,
    title: 'The journey has ended',
    meaning: 'The journey is in a final state; no command moves it.',
  },
  JOURNEY_EXPIRED: {
    status: 409,
    title: 'The journey timed out first',
    meaning: 'The deadline of its state had passed, so the journey timed out instead; journey shows where it is now.',
  },
  REVISION_CONFLICT: {
    status: 409,
    title: 'The revision is stale',
    meaning: 'Another command came first. Reload and retry. 412 if the revision was sent as If-Match.',
  },
  SESSION_OF_ANOTHER_DEFINITION: {
    status: 409,
    title: 'The session belongs to another definition',
    meaning: 'The session runs the definition and version named; use another session id, or correct the definition.',
  },
  STATE_NOT_FOUND: {
    status: 404,
    title: 'State not found',
    meaning: 'Journeys of this definition do not wait in such a state; GET /v1/definitions/{id}/timeouts lists those.',
  },
  TIMEOUT_INVALID: {
    status: 422,
    title: 'The state cannot have this timeout',
    meaning: 'The duration is not usable, or no journey waits in the state; the detail says which.',
  },
  OVERRIDE_NOT_FOUND: {
    status: 404,
    title: 'Override not found',
    meaning: 'The state’s timeout has no override, or not the one named; it may have been removed since.',
  },
  ABORTS_NOT_CONFIRMED: {
    status: 409,
    title: 'Waiting journeys would time out at once',
    meaning: 'The change would time out more waiting journeys than confirmAborting allows; abortingAtOnce counts them.',
  },
  TIMEOUTS_PAUSED: {
    status: 409,
    title: 'Timeouts are already paused',
    meaning: 'GET /v1/timeouts shows since when. Resume them before pausing again.',
  },
  TIMEOUTS_NOT_PAUSED: {
    status: 409,
    title: 'Timeouts are not paused',
    meaning: 'There is nothing to resume.',
  },
  SANDBOX_NOT_FOUND: {
    status: 404,
    title: 'Sandbox not found',
    meaning:
      'No open sandbox of this key has this id; a sandbox ends an hour after its last use, and with the process.',
  },
  SANDBOX_FULL: {
    status: 409,
    title: 'The sandbox is full',
    meaning: 'A sandbox has a limited number of journeys and entries; create another one.',
  },
  OPERATION_NOT_FOUND: {
    status: 404,
    title: 'Batch operation not found',
    meaning: 'No batch operation has this id; GET /v1/operations lists them.',
  },
  OPERATION_ENDED: {
    status: 409,
    title: 'The batch operation has ended',
    meaning: 'It is completed or cancelled and cannot be paused, resumed or cancelled.',
  },
  ESCALATION_NOT_FOUND: {
    status: 404,
    title: 'Escalation not found',
    meaning: 'No escalation has this id; GET /v1/escalations lists them.',
  },
  ESCALATION_CLAIMED: {
    status: 409,
    title: 'Another claimant holds the escalation',
    meaning: 'claim shows who holds it and until when. Claim another escalation.',
  },
  ESCALATION_CLAIM_LOST: {
    status: 409,
    title: 'The claimant does not hold the escalation',
    meaning: 'It was never claimed in this name, the claim ran out, or another claimant has it now; claim it first.',
  },
  ESCALATION_NOT_CLAIMABLE: {
    status: 409,
    title: 'The escalation is not in the pull queue',
    meaning: 'A webhook delivers it; it is not claimed.',
  },
  ESCALATION_ENDED: {
    status: 409,
    title: 'The escalation is completed',
    meaning: 'It accepts no further commands.',
  },
  ESCALATION_NOT_DEAD_LETTERED: {
    status: 409,
    title: 'The escalation is not a dead letter',
    meaning: 'Only dead-lettered escalations can be redelivered; escalationStatus shows its status.',
  },
  KEY_NOT_FOUND: {
    status: 404,
    title: 'Key not found',
    meaning: 'The tenant has no key with this id; GET /v1/keys lists them.',
  },
  KEY_ENDED: {
    status: 409,
    title: 'The key has ended',
    meaning: 'It is revoked, expired or replaced, and cannot be rotated; create another key.',
  },
  LAST_ADMIN_KEY: {
    status: 409,
    title: 'The last administrator’s key',
    meaning:
      'Without this key no caller could manage keys: create another key with the scope admin first, rotate it with an ' +
      'overlap, or send force.',
  },
  KEY_NAME_TAKEN: {
    status: 409,
    title: 'A key has this name',
    meaning: 'A key with this name is accepted; rotate or revoke it, or choose another name.',
  },
  DEFINITION_VERSION_TAKEN: {
    status: 409,
    title: 'The version is published with different content',
    meaning: 'Published versions are immutable: publish the change as the next version.',
  },
  DEFINITION_VERSION_STALE: {
    status: 409,
    title: 'A newer version is published',
    meaning: 'Versions only rise: publish the document as a version above the newest.',
  },
  DEFINITION_VERSION_RETIRED: {
    status: 409,
    title: 'The version is retired',
    meaning: 'No new journey starts with it, so it cannot be current: un-retire it first.',
  },
  DEFINITION_INVALID: {
    status: 422,
    title: 'The definition has errors',
    meaning: 'The static check found errors; errors lists each with its place.',
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    meaning: 'The body, or one line of POST /v1/commands, is above its limit; the detail gives size and limit.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'Unsupported media type',
    meaning: 'The header Content-Type is missing or wrong; the detail lists what the call takes.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: 'Too many requests',
    meaning:
      'As many requests or followers are served as may be, the key asks more often than it may, or too many logins from ' +
      'the address failed; the header Retry-After says when to retry.',
  },
  INTERNAL_ERROR: {
    status: 500,
    title: 'Internal error',
    meaning: 'A fault of the ledger itself; the server’s log has the details under the request id of the reply.',
  },
  LEDGER_DAMAGED: {
    status: 500,
    title: 'What is stored is damaged',
    meaning:
      'What the ledger holds of this journey, definition or operation is not what was written, so it is not served; ' +
      'others are. Retries do not help. Operators: run journey verify, and restore a backup.',
  },
  READ_NOT_RECORDED: {
    status: 503,
    title: 'The read cannot be recorded',
    meaning:
      'With AUDIT_READS=required nothing is given before it is recorded who read it, and the record cannot be written now. ' +
      'Retry after Retry-After seconds.',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'The ledger is unavailable',
    meaning: 'Retry the same request after Retry-After seconds, with the same command id.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as readonly ProblemCode[];

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(PROBLEMS, text);
}

/** Value of a problem's `type`: an address of this server that explains it. */
export function problemType(code: ProblemCode): string {
  return `/problems/${problemName(code)}`;
}

/** The code as a part of an address. */
export function problemName(code: ProblemCode): string {
  return code.toLowerCase().replaceAll('_', '-');
}
