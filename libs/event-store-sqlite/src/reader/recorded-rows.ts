import type { Position, RecordedEvent, StreamName } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import type { DamagedValue } from '../database/driver';
import { rowChecksum } from '../database/row-checksum';

/**
 * What `recordedEvent` reads, in this order; a query may add columns behind. The driver ends the process at a text that
 * is not UTF-8, and in a damaged row anything may be one: so numbers are cast, and all texts come as the bytes of one.
 * @param name what stands for the stream's name.
 */
export function columns(name: string): string {
  const numbers = ['revision', 'recorded_at', 'events.category', 'unordered', 'checksum', 'events.stream'];
  const texts = [name, 'events.id', 'type', 'data', 'metadata'].join(' || char(0) || ');
  return `position, ${numbers.map((column) => `CAST(${column} AS INTEGER)`).join(', ')}, CAST(${texts} AS BLOB)`;
}

export const POSITION = 0;
export const REVISION = 1;
/** The stream's number. */
export const STREAM = 6;
/** The first column that a query adds. */
export const FIRST_ADDED = 8;

/** A row as the driver gives it. */
export type EventRow = readonly DamagedValue[];

/**
 * The event of a row, with what the checksum finds wrong. Rows of the first schema have none.
 * @param asked the stream that was asked for, unless the query gives its name.
 */
export function recordedEvent(row: EventRow, asked?: StreamName): RecordedEvent {
  const [position, revision, recordedAt, category, unordered, checksum, number] = row as (number | null)[];
  const parts = (row[7]?.toString() ?? '').split('\0');
  const [name = '', id = '', type = '', data = '', metadata = ''] = parts;
  const stream = asked ?? (name === '' ? (`unknown-${number}` as StreamName) : (name as StreamName));
  const numbers = [position, revision, category, unordered, recordedAt].map((value) => value ?? -1);
  const isWhole = parts.length === 5 && !row.slice(0, 5).includes(null) && (asked !== undefined || name !== '');
  const isSound =
    isWhole && (checksum == null || checksum === rowChecksum(numbers, [stream, id, type, data, metadata]));
  return defined({
    stream,
    revision: BigInt(revision ?? -1),
    position: String(position) as Position,
    id,
    type,
    data,
    metadata,
    recordedAt: timeText(recordedAt ?? Number.NaN),
    damage: isSound ? undefined : 'The row is not the one that was written: its checksum does not fit.',
  });
}

/** A damaged time may be none. */
function timeText(milliseconds: number): string {
  const time = new Date(milliseconds);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
