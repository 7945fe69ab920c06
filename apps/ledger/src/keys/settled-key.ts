import type { KeyOutcome } from '@ledger/access';
import { Problem } from '../http/problem';

/** Throws the problem that a refused change is. */
export function settled(outcome: KeyOutcome): Exclude<KeyOutcome, { readonly kind: 'refused' }> {
  if (outcome.kind === 'refused') throw new Problem(outcome.code, outcome.reason);
  return outcome;
}
