import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { ROOT } from '../support/ledger-process';

/** The SQL that a page of the documentation shows, block by block. */
export async function sqlBlocks(page: string): Promise<readonly string[]> {
  const text = await readFile(join(ROOT, 'docs', page), 'utf8');
  return [...text.matchAll(/```sql\n(.*?)```/gs)].map(([, block = '']) => block.trim());
}

/** The queries that a page gives to `journey sql`. */
export async function sqlArguments(page: string): Promise<readonly string[]> {
  const text = await readFile(join(ROOT, 'docs', page), 'utf8');
  return [...text.matchAll(/journey sql (?:--csv )?"([^"]+)"/g)].map(([, query = '']) => query.replace('\\n', ' '));
}

/** The one of them that says this; a page that no longer does is a failure. */
export function theOneWith(blocks: readonly string[], words: string): string {
  const found = blocks.filter((block) => block.includes(words));
  const [block] = found;
  if (block === undefined || found.length > 1) throw new Error(`${found.length} blocks of SQL say ${words}.`);
  return block;
}

/** What DuckDB answers to a query on files of a folder, and the types of its columns. */
export async function askDuckDb(
  folder: string,
  query: string,
): Promise<{ readonly types: readonly string[]; readonly rows: readonly Readonly<Record<string, unknown>>[] }> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    await connection.run(`set file_search_path = '${folder.replaceAll("'", "''")}'`);
    const answer = await connection.runAndReadAll(query);
    const reply = { types: answer.columnTypes().map(String), rows: answer.getRowObjectsJson() };
    connection.closeSync();
    return reply;
  } finally {
    instance.closeSync();
  }
}
