import { once } from 'node:events';
import { join } from 'node:path';
import { startProcess } from '@ledger/runtime';
import { ReadModelsUnavailableError } from '../../database/errors';
import type { SqlAnswer } from './query-read-models';
import { ranTooLong, SqlRefusedError } from './single-select';

export interface QueryOrder {
  readonly path: string;
  /** Default: what lists the tables. */
  readonly text: string | undefined;
  /** Whether personal data is shown. */
  readonly personal: boolean;
  /** Whose rows are shown. Default: `default`. */
  readonly tenant: string | undefined;
}

export type QueryOutcome =
  | { readonly kind: 'answer'; readonly answer: SqlAnswer }
  | { readonly kind: 'refused' | 'unavailable' | 'failed'; readonly message: string };

/** Queries the embedded file in a process of its own: SQLite blocks a thread, and only a process can be ended then. */
export async function querySqlite(order: QueryOrder, timeLimitMs: number): Promise<SqlAnswer> {
  const child = startProcess(join(__dirname, 'sqlite-query.child'));
  let isTooLong = false;
  const limit = setTimeout(() => {
    isTooLong = true;
    child.kill('SIGKILL');
  }, timeLimitMs);
  try {
    const outcome = new Promise<QueryOutcome | undefined>((resolve) => {
      child.once('message', (message) => resolve(message as QueryOutcome));
      child.once('close', () => resolve(undefined));
    });
    child.send(order);
    return answerOf(await outcome, isTooLong ? timeLimitMs : undefined);
  } finally {
    clearTimeout(limit);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

function answerOf(outcome: QueryOutcome | undefined, limitMs: number | undefined): SqlAnswer {
  if (outcome === undefined) {
    throw limitMs === undefined
      ? new SqlRefusedError('The query ended its process; it may need more memory than there is. Ask for less.')
      : ranTooLong(limitMs);
  }
  if (outcome.kind === 'answer') return outcome.answer;
  if (outcome.kind === 'refused') throw new SqlRefusedError(outcome.message);
  if (outcome.kind === 'unavailable') throw new ReadModelsUnavailableError(outcome.message);
  throw new Error(outcome.message);
}
