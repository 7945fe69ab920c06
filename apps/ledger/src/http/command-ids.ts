import { createHash } from 'node:crypto';
import { validationProblem } from './problem';

/** The command id that a call gives: in its body, in `Idempotency-Key`, or in both alike. */
export function givenCommandId(inBody: string | null | undefined, inHeader: string | undefined): string | undefined {
  if (inBody != null && inHeader !== undefined && inBody !== inHeader) {
    throw validationProblem('commandId and the header Idempotency-Key differ; send one of them.');
  }
  return inBody ?? inHeader;
}

/**
 * A session id for a start without one: the same for the same command id, and aliases if it has any, so that a repeat
 * finds its journey.
 */
export function sessionIdFor(tenant: string, commandId: string, aliases: readonly string[] = []): string {
  const parts = [tenant, commandId, ...[...aliases].sort()];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
