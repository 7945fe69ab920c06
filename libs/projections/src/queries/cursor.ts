import { createHash } from 'node:crypto';
import { InvalidCursorError } from '../database/errors';

const CHECK_LENGTH = 16;

/**
 * Where a page ended, as text for the caller: the key of its last row, and a check that it was given for this search.
 * The check only tells searches apart: a forged key shows nothing that a filter would not.
 */
export function encodeCursor(search: string, key: readonly string[]): string {
  const text = JSON.stringify(key);
  return Buffer.from(checkOf(search, text) + text).toString('base64url');
}

/**
 * The key of a cursor. Throws `InvalidCursorError` for a text that `encodeCursor` did not give for this search.
 * @param search its name, its filters and its order.
 */
export function decodeCursor(search: string, cursor: string): readonly string[] {
  const decoded = Buffer.from(cursor, 'base64url').toString();
  const text = decoded.slice(CHECK_LENGTH);
  if (decoded.slice(0, CHECK_LENGTH) !== checkOf(search, text)) throw new InvalidCursorError();
  return JSON.parse(text) as readonly string[];
}

function checkOf(search: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([search, key]))
    .digest('hex')
    .slice(0, CHECK_LENGTH);
}
