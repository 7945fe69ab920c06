import type { Connection, DamagedValue, SqlValue, Statement } from '../database/driver';
import { PAGE_SIZE } from './paging';

const IN_TABLE = 'SELECT id, CAST(name AS BLOB) FROM streams NOT INDEXED WHERE id > ? ORDER BY id LIMIT ?';
const IN_INDEX = 'SELECT CAST(id AS INTEGER), CAST(name AS BLOB) FROM streams WHERE name > ? ORDER BY name LIMIT ?';

/** Numbers in a row that cannot be read before the search for a later one that can is given up. */
const MOST_UNREADABLE = 10_000;

/**
 * Names of all streams as the table has them, and those that the index has otherwise: in a damaged file they differ, and
 * pages that cannot be read are passed over.
 */
export function* streamNames(connection: Connection): Generator<string, void, undefined> {
  const table = connection.prepare(IN_TABLE);
  const index = connection.prepare(IN_INDEX);
  for (let after = 0, unreadable = 0; unreadable < MOST_UNREADABLE;) {
    const rows = rowsOf(table, [after, PAGE_SIZE]) ?? rowsOf(table, [after, 1]);
    if (rows?.length === 0) break;
    for (const [, name] of rows ?? []) yield String(name);
    unreadable = rows === undefined ? unreadable + 1 : 0;
    after = Math.max(after + 1, Number(rows?.at(-1)?.[0] ?? 0));
  }
  for (let after = ''; ;) {
    const rows = rowsOf(index, [after, PAGE_SIZE]);
    for (const [id, name] of rows ?? []) {
      const [own] = rowsOf(table, [Number(id) - 1, 1]) ?? [];
      if (own?.[0] !== id || String(own?.[1]) !== String(name)) yield String(name);
    }
    const end = String(rows?.at(-1)?.[1] ?? '');
    // Names that are out of order must not lead round in a circle.
    if (end <= after) return;
    after = end;
  }
}

/** Undefined where the file cannot be read. */
function rowsOf(statement: Statement, parameters: readonly SqlValue[]): DamagedValue[][] | undefined {
  try {
    return statement.all(parameters);
  } catch {
    return undefined;
  }
}
