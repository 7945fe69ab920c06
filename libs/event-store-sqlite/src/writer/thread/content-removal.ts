import { REMOVED_DATA, type StreamName } from '@ledger/event-store';
import type { Connection } from '../../database/driver';
import { rowChecksum } from '../../database/row-checksum';
import { columns, POSITION, recordedEvent, type EventRow } from '../../reader/recorded-rows';
import type { RemoveRequest } from './writer-protocol';

/** Rows of one transaction: appends wait for no more than some milliseconds. */
const ROWS_AT_ONCE = 500;

/**
 * Replaces the data of events, in one transaction; ids, positions, revisions, times and metadata with the hashes stay. A
 * damaged row stays as it is: sealed again, it would look sound.
 * @returns where the next call continues; undefined at the end.
 */
export function removeContents(
  connection: Connection,
  { stream, type, after }: Omit<RemoveRequest, 'kind'>,
): number | undefined {
  const found = connection.prepare(
    `SELECT ${columns("''")} FROM events WHERE stream = (SELECT id FROM streams WHERE name = ?) AND revision > ? ` +
      'ORDER BY revision LIMIT ?',
  );
  const replace = connection.prepare('UPDATE events SET data = ?, checksum = ? WHERE position = ?');
  const rows = found.all([stream, after, ROWS_AT_ONCE]);
  // What was there must not stay in the free parts of pages.
  connection.exec('PRAGMA secure_delete = ON; BEGIN IMMEDIATE');
  for (const row of rows) {
    const event = recordedEvent(row, stream as StreamName);
    if (event.damage !== undefined || event.type !== type || event.data === REMOVED_DATA) continue;
    const checksum = rowChecksum(checkedNumbers(row), [stream, event.id, type, REMOVED_DATA, event.metadata]);
    replace.run([REMOVED_DATA, checksum, row[POSITION] as number]);
  }
  connection.exec('COMMIT; PRAGMA secure_delete = OFF');
  const last = rows.at(-1);
  return last === undefined || rows.length < ROWS_AT_ONCE ? undefined : (last[1] as number);
}

/** Position, revision, category, `unordered`, `recorded_at`, as the checksum takes them. */
function checkedNumbers([position, revision, recordedAt, category, unordered]: EventRow): readonly number[] {
  return [position, revision, category, unordered, recordedAt] as readonly number[];
}
