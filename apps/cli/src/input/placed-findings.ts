import { LedgerProblem } from '@ledger/client';
import type { DefinitionSource } from './definition-file';

/** A refusal with the line and column of each finding in the file that was sent, which the ledger did not see. */
export function placedInFile(error: unknown, placeOf: DefinitionSource['placeOf']): unknown {
  if (!(error instanceof LedgerProblem) || placeOf === undefined) return error;
  const { status, problem, requestId, retryAfterMs } = error;
  const errors = problem.errors?.flatMap((found) =>
    typeof found === 'string' ? [] : [{ ...found, ...placeOf(found.path) }],
  );
  // Only findings of the check have places.
  if (errors === undefined || errors.length < (problem.errors?.length ?? 0)) return error;
  return new LedgerProblem(
    status,
    { ...problem, errors },
    { ...(requestId !== undefined && { requestId }), retryAfterMs },
  );
}
