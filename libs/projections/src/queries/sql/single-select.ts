import { NamedError } from '@ledger/plain-data';

/** A query that is not run: it would write, is more than one, or the database rejects it. */
export class SqlRefusedError extends NamedError {
  readonly code = 'SQL_REFUSED';
}

/** Of a query that was stopped. */
export function ranTooLong(limitMs: number): SqlRefusedError {
  return new SqlRefusedError(
    `The query was stopped after ${limitMs / 1_000} s; ask for less, or raise the limit (--time-limit).`,
  );
}

const QUOTED_OR_COMMENT = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;
const READS = /^(select|with|values|explain)\b/i;

/** Whether a query is only explained, and not run. */
export function isExplained(text: string): boolean {
  return /^explain\b/i.test(withoutQuotes(text));
}

/** The one statement of a text. `SqlRefusedError` unless it starts like a query; its connection cannot write anyway. */
export function singleSelect(text: string): string {
  const statement = withoutQuotes(text).replace(/;\s*$/, '');
  if (statement.includes(';')) throw new SqlRefusedError('Give one statement; this text has several.');
  if (!READS.test(statement)) {
    const word = /^\w+/.exec(statement)?.[0] ?? 'an empty text';
    throw new SqlRefusedError(`Only queries can be run here (SELECT, WITH, VALUES, EXPLAIN), not ${word}.`);
  }
  return text.trim().replace(/;\s*$/, '');
}

/** Also without comments. */
function withoutQuotes(text: string): string {
  return text.replace(QUOTED_OR_COMMENT, (part) => (/^['"]/.test(part) ? "''" : ' ')).trim();
}
