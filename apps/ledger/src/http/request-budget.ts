import { DeadlineSpentError, within } from '@ledger/runtime';
import { Problem, unavailable } from './problem';
import { problemFrom } from './problem-from-error';

/** Waits at most `budgetMs`, then throws `UNAVAILABLE`. The work continues: the same command id tells its result. */
export function withinBudget<T>(work: Promise<T>, budgetMs: number): Promise<T> {
  return within(budgetMs, work).catch((error: unknown) => {
    if (!(error instanceof DeadlineSpentError)) throw error;
    throw unavailable(`The ledger did not answer within ${budgetMs.toLocaleString('en')} ms. Retry.`);
  });
}

/** What a caller needs to send a command again so that it is done once. */
export interface RepeatIds {
  readonly commandId: string;
  readonly sessionId?: string;
}

/** A command whose `UNAVAILABLE` names its ids: it may have been applied, and its caller may have given none. */
export async function repeatable<T>(command: Promise<T>, ids: RepeatIds): Promise<T> {
  try {
    return await command;
  } catch (error) {
    const problem = problemFrom(error);
    if (problem.code !== 'UNAVAILABLE') throw error;
    const { message, headers, cause } = problem;
    const told = message.replace(/ Retry\.$/, '');
    const named = Object.entries(ids).map(([name, id]) => `${name} ${JSON.stringify(id)}`);
    const detail = `${told} The command may have been applied: send it again, with this id (${named.join(', ')}).`;
    throw new Problem('UNAVAILABLE', detail, { headers, cause, members: ids });
  }
}
