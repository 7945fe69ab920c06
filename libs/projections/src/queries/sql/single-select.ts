/** A query that is not run, as a sentence: it would write, is several, or the database does not understand it. */
export class SqlRefusedError extends Error {
  readonly code = 'SQL_REFUSED';
  override readonly name = 'SqlRefusedError';
}

const QUOTED_OR_COMMENT = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;
const READS = /^(select|with|values|explain)\b/i;

/**
 * The one statement of a text, without its semicolon. Throws `SqlRefusedError` for several, and for one that does not begin
 * as a query: whatever else a statement tries, the connection that it is given cannot write.
 */
export function singleSelect(text: string): string {
  const bare = text.replace(QUOTED_OR_COMMENT, (part) => (/^['"]/.test(part) ? "''" : ' ')).trim();
  const statement = bare.replace(/;\s*$/, '');
  if (statement.includes(';')) throw new SqlRefusedError('Give one statement; this text holds several.');
  if (!READS.test(statement)) {
    const word = /^\w+/.exec(statement)?.[0] ?? 'an empty text';
    throw new SqlRefusedError(`Only queries are run here (SELECT, WITH, VALUES, EXPLAIN), not ${word}.`);
  }
  return text.trim().replace(/;\s*$/, '');
}
