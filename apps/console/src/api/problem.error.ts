import type { Problem } from './types';

/** A refusal of the ledger, with what its problem document says. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    private readonly headers: Headers,
  ) {
    super(problem.detail);
  }

  get requestId(): string | undefined {
    return this.headers.get('x-request-id') ?? undefined;
  }

  /** How long to wait before the same call, if the ledger said so; milliseconds. */
  get retryAfterMs(): number | undefined {
    return Number(this.headers.get('retry-after')) * 1_000 || undefined;
  }

  get code(): Problem['code'] {
    return this.problem.code;
  }
}

/** The ledger did not answer: it is stopped, the network is away, or something before it answered instead. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';

  constructor(cause: unknown, instead = '') {
    super(`The ledger does not answer${instead}.`, { cause });
  }
}

/** Whether the ledger would refuse the same call again; what it is too busy for, it may answer later. */
export function staysRefused(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status < 500 && error.code !== 'TOO_MANY_REQUESTS';
}
