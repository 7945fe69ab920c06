import type { CommandReply } from '@ledger/command-handling';
import { refusalCode } from '../http/command-outcome';
import { problemFrom } from '../http/problem-from-error';

/** The answer to one line of a bulk post. */
export interface LineOutcome {
  readonly line: number;
  readonly outcome: CommandReply['outcome'] | 'UNAVAILABLE';
  readonly sessionId?: string;
  readonly revision?: number;
  readonly stateId?: string;
  readonly position?: string;
  readonly replayed?: boolean;
  readonly code?: string;
  readonly reason?: string;
}

/** The answer to a line whose command was run. */
export function outcomeOf(line: number, sessionId: string, reply: CommandReply): LineOutcome {
  const { outcome, journey, replayed, reason } = reply;
  return {
    line,
    outcome,
    sessionId,
    ...(journey && { revision: journey.revision, stateId: journey.stateId, position: journey.position }),
    replayed,
    ...(reason === undefined ? {} : { code: refusalCode(reply), reason }),
  };
}

/** The answer to a line that could not be run: it is wrong in itself, or the ledger cannot take it now. */
export function failureOf(line: number, sessionId: string | undefined, error: unknown): LineOutcome {
  const problem = problemFrom(error);
  return {
    line,
    outcome: problem.status >= 500 ? 'UNAVAILABLE' : 'REJECTED',
    ...(sessionId === undefined ? {} : { sessionId }),
    code: problem.code,
    reason: problem.message,
  };
}
