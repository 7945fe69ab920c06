import { DeadlineSpentError, within } from '@ledger/runtime';
import type { IncomingCall } from './incoming-call';
import { Problem, unavailable } from './problem';
import { problemFrom } from './problem-from-error';

/** Milliseconds that are left for a call: what its caller waits, but at most so many, counted from its arrival. */
export function budgetOf({ deadlineMs, arrivedAt }: CallTime, mostMs: number): number {
  return Math.ceil(Math.min(deadlineMs ?? mostMs, mostMs) - (performance.now() - arrivedAt));
}

/** Waits at most `budgetMs`, then throws `UNAVAILABLE`. The work continues: the same command id tells its result. */
export function withinBudget<T>(work: Promise<T>, budgetMs: number): Promise<T> {
  return within(budgetMs, work).catch((error: unknown) => {
    throw answeredTooLate(error, budgetMs);
  });
}

/** `UNAVAILABLE` if the error is that the budget was spent; any other error as it is. */
function answeredTooLate(error: unknown, budgetMs: number): unknown {
  if (!(error instanceof DeadlineSpentError)) return error;
  return unavailable(`The ledger did not answer within ${budgetMs.toLocaleString('en')} ms. Retry.`);
}

export type CallTime = Pick<IncomingCall, 'deadlineMs' | 'arrivedAt'>;

/** Of a call whose time was over before its work began. */
export function tooLate(): Problem {
  return unavailable('The time for this call was over before the ledger could begin; nothing was done. Retry.');
}

/** What a caller needs to send a command again so that it is done once. */
export interface RepeatIds {
  readonly commandId: string;
  readonly sessionId?: string;
}

/** The error of a command; an `UNAVAILABLE` names its ids: it may have been applied, and its caller may have given none. */
function repeatable(error: unknown, ids: RepeatIds): unknown {
  const problem = problemFrom(error);
  if (problem.code !== 'UNAVAILABLE') return error;
  const { message, headers, cause } = problem;
  const told = message.replace(/ Retry\.$/, '');
  const named = Object.entries(ids).map(([name, id]) => `${name} ${JSON.stringify(id)}`);
  const detail = `${told} The command may have been applied: send it again, with this id (${named.join(', ')}).`;
  return new Problem('UNAVAILABLE', detail, { headers, cause, members: ids });
}

/** As `withinBudget`, for a command with these ids. */
export async function commandWithin<T>(command: Promise<T>, budgetMs: number, ids: RepeatIds): Promise<T> {
  try {
    return await within(budgetMs, command);
  } catch (error) {
    throw repeatable(answeredTooLate(error, budgetMs), ids);
  }
}
