import type { CommandGateway } from '../http/command-gateway';
import type { IncomingCall } from '../http/incoming-call';
import { journeyNotFound, Problem } from '../http/problem';

/** Why nothing was found: a revision that a journey does not have is told apart from a journey that is not there. */
export async function noSuchRevision(
  gateway: CommandGateway,
  call: IncomingCall,
  sessionId: string,
  revision: bigint | number | undefined,
): Promise<Problem> {
  const journey = revision === undefined ? undefined : await gateway.journey(call, sessionId);
  if (journey === undefined) return journeyNotFound(sessionId);
  const detail = `${sessionId} has revisions 0 to ${journey.revision}; revision ${revision} does not exist.`;
  return new Problem('JOURNEY_NOT_FOUND', detail);
}
