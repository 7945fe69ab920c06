import { createHash } from 'node:crypto';
import { InvalidCursorError } from '../database/errors';

const CHECK_LENGTH = 16;

/** A page's last key, and a check that tells searches apart: a forged one shows no more than a filter would. */
export function encodeCursor(search: string, key: readonly string[]): string {
  const text = JSON.stringify(key);
  return Buffer.from(checkOf(search, text) + text).toString('base64url');
}

/** Throws `InvalidCursorError` for a cursor of another search: another name, filter or order. */
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
