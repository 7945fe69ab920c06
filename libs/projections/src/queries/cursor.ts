import { createHash } from 'node:crypto';
import { InvalidCursorError } from '../database/errors';
import type { Page } from './read-model-queries';

const CHECK_LENGTH = 16;

/** What one page reads at most, bytes, and a chunk more: rows can be as large as a context. */
export const PAGE_BYTES = 4 * 1024 * 1024;
export const CHUNK = 100;

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

/** The place to continue from, of so many parts; undefined without a cursor. */
export function placeOf(search: string, cursor: string | undefined, parts: number): readonly string[] | undefined {
  const place = cursor === undefined ? undefined : decodeCursor(search, cursor);
  if (place !== undefined && place.length !== parts) throw new InvalidCursorError();
  return place;
}

/** A page of `limit` of the rows found, which are one more if it is not the last. */
export function pageOf<Found, Row>(
  found: readonly Found[],
  { limit, search, place }: { limit: number; search: string; place: (last: Found) => readonly string[] },
  shown: (row: Found) => Row,
): Page<Row> {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const isLast = found.length <= limit || last === undefined;
  return { rows: rows.map(shown), ...(!isLast && { nextCursor: encodeCursor(search, place(last)) }) };
}

function checkOf(search: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([search, key]))
    .digest('hex')
    .slice(0, CHECK_LENGTH);
}
