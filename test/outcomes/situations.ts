import type { Reply } from '../support/running-ledger';

/** What a command may meet, in the order of the page. */
export const SITUATIONS = {
  new: 'new',
  repeated: 'repeated',
  reused: 'used id with another body',
  there: 'already there',
  moved: 'moved on',
  stale: 'stale lock',
  tag: 'stale `If-Match`',
  ended: 'ended',
  swept: 'timed out by the saga',
  late: 'timed out by this call',
  paused: 'paused',
  elsewhere: 'other definition',
  unknown: 'unknown',
  away: 'store away',
} as const;

export type Meeting = keyof typeof SITUATIONS;
export const SITUATION_NAMES = Object.keys(SITUATIONS) as readonly Meeting[];

/** An answer as it came: of HTTP, or of the command line. */
export type Said = Pick<Reply, 'status' | 'headers' | 'text'>;

/** What a caller branches on. */
export interface Answer {
  /** Of HTTP, or the exit code of the command line. */
  readonly status: number;
  readonly outcome: string;
  readonly code: string;
  readonly replayed: boolean;
}

/** Answers of one command by situation; a situation that it cannot meet is absent. */
export type Answers = Partial<Record<Meeting, Answer>>;

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly answers: Answers;
}

export function answerOf({ status, headers, text }: Said): Answer {
  const facts = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
  return {
    status,
    outcome: textOf(facts['outcome']),
    code: textOf(facts['code'] ?? facts['reasonCode']),
    replayed: facts['replayed'] === true || headers['idempotency-replayed'] === 'true',
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
