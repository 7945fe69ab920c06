import { PROBLEMS, problemType, type ProblemCode } from './problem-codes';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** Members of a problem document beside the standard ones, and headers that go with it. */
export interface ProblemExtras {
  readonly members?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only where the same code has two statuses: 412 for a conflict that `If-Match` brought. */
  readonly status?: number;
  readonly cause?: unknown;
}

/** A problem document (RFC 9457) as it is sent. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly [member: string]: unknown;
}

/** Thrown wherever a call ends in a problem document. `message` is its `detail`: one sentence. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly members: object;
  readonly headers: Readonly<Record<string, string>>;

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

  document(): ProblemDocument {
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

/** The ledger cannot answer now; the same request may succeed after a second. */
export function unavailable(detail: string, cause?: unknown): Problem {
  return new Problem('UNAVAILABLE', detail, { headers: { 'retry-after': '1' }, cause });
}
