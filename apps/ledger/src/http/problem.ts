import { NamedError } from '@ledger/plain-data';
import { PROBLEM_TYPE } from './media-types';
import { PROBLEMS, problemType, type ProblemCode } from './problem-codes';

export const PROBLEM_CONTENT_TYPE = `${PROBLEM_TYPE}; charset=utf-8`;

/** Members of a problem document beside the standard ones, and headers that go with it. */
export interface ProblemExtras {
  readonly members?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only for codes with two statuses: 412 for a conflict from `If-Match`. */
  readonly status?: number;
  readonly cause?: unknown;
}

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly [member: string]: unknown;
}

/** Thrown to end a call in a problem document. `message` is its `detail`: one sentence. */
export class Problem extends NamedError {
  readonly status: number;
  readonly members: object;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string = PROBLEM_CONTENT_TYPE;

  constructor(
    readonly code: ProblemCode,
    detail: string,
    extras: ProblemExtras = {},
  ) {
    super(detail, { cause: extras.cause });
    this.status = extras.status ?? PROBLEMS[code].status;
    this.members = extras.members ?? {};
    this.headers = extras.headers ?? {};
  }

  document(): object {
    return {
      type: problemType(this.code),
      title: PROBLEMS[this.code].title,
      status: this.status,
      detail: this.message,
      code: this.code,
      ...this.members,
    };
  }
}

/** A request that is wrong in itself. */
export function validationProblem(detail: string, errors?: readonly string[]): Problem {
  return new Problem('VALIDATION_FAILED', detail, errors ? { members: { errors } } : {});
}

/** The ledger cannot answer; the same request may succeed after a second. */
export function unavailable(detail: string, cause?: unknown): Problem {
  return new Problem('UNAVAILABLE', detail, { headers: { 'retry-after': '1' }, cause });
}

export function journeyNotFound(sessionId: string): Problem {
  return new Problem('JOURNEY_NOT_FOUND', `There is no journey ${sessionId}; start it first.`);
}

/** @param published what was looked for: a definition's id, or its id and a version. */
export function definitionNotFound(published: string): Problem {
  return new Problem('DEFINITION_NOT_FOUND', `There is no published definition ${published}.`);
}

/** `bytes`: undefined if the size is not known. `setting`: the one that gives the limit. */
export function tooLarge(what: 'body' | 'line', bytes: number | undefined, limit: number, setting: string): Problem {
  const most = limit.toLocaleString('en');
  const detail =
    bytes === undefined
      ? `The ${what} is larger than the limit of ${most} bytes (${setting}).`
      : `The ${what} is ${bytes.toLocaleString('en')} bytes; the limit is ${most} (${setting}).`;
  return new Problem('PAYLOAD_TOO_LARGE', detail);
}
