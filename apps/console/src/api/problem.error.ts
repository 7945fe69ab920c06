import type { Problem } from './types';

/** A refusal of the ledger, with what its problem document says. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    readonly requestId: string | undefined,
  ) {
    super(problem.detail);
  }

  get code(): Problem['code'] {
    return this.problem.code;
  }
}

/** The ledger did not answer: it is stopped, or the network is away. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';

  constructor(cause: unknown) {
    super('The ledger does not answer.', { cause });
  }
}
