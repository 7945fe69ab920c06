import type { CommandReply } from '@ledger/command-handling';
import { defined } from '@ledger/plain-data';
import { callerOutcome, refusalCode, resumedBy } from '../http/command-outcome';
import { problemFrom } from '../http/problem-from-error';
import type { RepeatIds } from '../http/request-budget';
import type { LineOutcome } from './command.schemas';

export function outcomeOf(line: number, sessionId: string, reply: CommandReply): LineOutcome {
  const { journey, replayed, reason } = reply;
  const { revision, stateId, position } = journey ?? {};
  const shown = {
    sessionId: journey?.sessionId ?? sessionId,
    resumedBy: resumedBy(reply),
    aliasesNotAdded: reply.aliasesNotAdded,
  };
  const code = reason === undefined ? undefined : refusalCode(reply);
  const outcome = callerOutcome(reply);
  return defined({ line, outcome, ...shown, revision, stateId, position, replayed, code, reason });
}

/** The answer to a line that could not be run: it is malformed, or the ledger is unavailable. */
export function failureOf(line: number, sessionId: string | undefined, error: unknown): LineOutcome {
  const { status, code, message: reason, members } = problemFrom(error);
  const { commandId } = members as Partial<RepeatIds>;
  return defined({ line, outcome: status >= 500 ? 'UNAVAILABLE' : 'REJECTED', sessionId, commandId, code, reason });
}
