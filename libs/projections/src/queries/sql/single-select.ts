import { NamedError } from '@ledger/plain-data';

/** A query that is not run: it would write, is more than one, or the database rejects it. */
export class SqlRefusedError extends NamedError {
  readonly code = 'SQL_REFUSED';
}

const QUOTED_OR_COMMENT = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;
const READS = /^(select|with|values|explain)\b/i;

/** The one statement of a text. `SqlRefusedError` unless it starts like a query; its connection cannot write anyway. */
export function singleSelect(text: string): string {
  const bare = text.replace(QUOTED_OR_COMMENT, (part) => (/^['"]/.test(part) ? "''" : ' ')).trim();
  const statement = bare.replace(/;\s*$/, '');
  if (statement.includes(';')) throw new SqlRefusedError('Give one statement; this text has several.');
  if (!READS.test(statement)) {
    const word = /^\w+/.exec(statement)?.[0] ?? 'an empty text';
    throw new SqlRefusedError(`Only queries can be run here (SELECT, WITH, VALUES, EXPLAIN), not ${word}.`);
  }
  return text.trim().replace(/;\s*$/, '');
}
