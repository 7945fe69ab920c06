import { NamedError } from '@ledger/plain-data';
import type { LedgerDifference } from './ledger-difference';

/** The target holds something that the source does not; it was left as it is. */
export class TargetDiffersError extends NamedError {
  readonly code = 'TARGET_DIFFERS';
  constructor(
    message: string,
    /** Undefined where an append of the copy itself met the foreign event. */
    readonly difference: LedgerDifference | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An append of the copy found that the target is not what the copy had left. */
export function foreignEvents(what: string, cause?: Error): TargetDiffersError {
  const message = `${what}: another process has written to the target; a copy needs it for itself.`;
  return new TargetDiffersError(message, undefined, { cause });
}
