import { LedgerProblem } from '@ledger/client';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';

/** What cannot be compared or replayed must not end like a difference: a script would take it for one. */
export function asUsage(error: unknown): never {
  const isUnfit = error instanceof CliFailure && error.exitCode === EXIT.refused;
  const isRefused = error instanceof LedgerProblem && /^DEFINITION_(NOT_FOUND|INVALID)$/.test(error.code);
  throw isUnfit || isRefused ? usageFailure(error.message, error) : error;
}
