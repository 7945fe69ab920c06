import { isAscii } from 'node:buffer';
import { crc32 } from 'node:zlib';
import type { Position, RecordedEvent, StreamName } from '@ledger/event-store';
import type { DamagedValue, Statement } from '../database/driver';
import { timeText } from './recorded-rows';

/** Bytes of an event that is joined with others: a page of larger ones would be in memory several times. */
const MOST_BYTES = 16_384;
const FIELDS = 11;
/** Of a character that no text of a sound row holds. */
const BETWEEN = '\0';

/**
 * A page as one value: the driver makes a buffer outside of the heap for each value of bytes, and the collector's work on
 * them, with one call for each of the other values, took longer than all else in reading an event.
 * @param from gives positions in order, with the tables that `joinedColumns` names; ends in a `LIMIT`.
 */
export function joinedPage(from: string, name: string): string {
  return (
    "SELECT group_concat(octet_length(joined)), CAST(group_concat(joined, '') AS BLOB) " +
    `FROM (SELECT ${joinedColumns(name)} AS joined ${from})`
  );
}

/** An event that is too large, or has a null where none belongs, comes out with too few fields. */
function joinedColumns(name: string): string {
  const numbers = ['position', 'revision', 'events.category', 'unordered', 'recorded_at', 'checksum'];
  const fields = [
    ...numbers.map((column) => `CAST(${column} AS INTEGER)`),
    name,
    'events.id',
    'type',
    'data',
    'metadata',
  ];
  const isSmall = `octet_length(data) + octet_length(metadata) < ${MOST_BYTES}`;
  return `iif(${isSmall}, concat_ws(char(0), ${fields.join(', ')}), '')`;
}

/**
 * The events of a joined page, whose query takes a position and a limit: each proved by its checksum; undefined where one is not, so that the page has to be read
 * row by row: what a damaged row holds may look like the boundaries of another.
 */
export function joinedEvents(statement: Statement, after: number, limit: number): RecordedEvent[] | undefined {
  const [lengths, joined]: readonly DamagedValue[] = statement.get([after, limit]) ?? [];
  if (lengths === null || lengths === undefined) return [];
  if (!Buffer.isBuffer(joined)) return undefined;
  const events: RecordedEvent[] = [];
  // One byte for each character: the text of a row is then a part of the page's, without being decoded.
  const decode = isAscii(joined) ? 'latin1' : 'utf8';
  let end = 0;
  let last = after;
  for (const length of String(lengths).split(',')) {
    const start = end;
    end += Number(length);
    const event = joinedEvent(joined.toString(decode, start, end));
    const at = Number(event?.position);
    if (event === undefined || at <= last) return undefined;
    last = at;
    events.push(event);
  }
  return end === joined.length ? events : undefined;
}

/** Undefined unless the row is as it was written. */
function joinedEvent(text: string): RecordedEvent | undefined {
  const fields = text.split(BETWEEN);
  if (fields.length !== FIELDS) return undefined;
  const [
    position = '',
    revision = '',
    category,
    unordered,
    recordedAt,
    checksum,
    stream,
    id = '',
    type = '',
    data = '',
    metadata = '',
  ] = fields;
  // What `rowChecksum` is taken of. Canonical numbers have the same text in SQLite as here.
  const checked = `${position} ${revision} ${category} ${unordered} ${recordedAt} ${stream} ${id} ${type} ${data} ${metadata}`;
  if (stream === '' || crc32(checked) !== Number(checksum)) return undefined;
  return {
    stream: stream as StreamName,
    revision: BigInt(revision),
    position: position as Position,
    id,
    type,
    data,
    metadata,
    recordedAt: timeText(Number(recordedAt)),
    isChecked: true,
  };
}
