import type { Position, RecordedEvent, StreamName } from '@ledger/event-store';
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
 * The event of a row, with what the checksum finds. Rows of the first schema have none.
 * @param asked the stream that was asked for, unless the query gives its name.
 */
export function recordedEvent(row: EventRow, asked?: StreamName): RecordedEvent {
  const [position, revision, recordedAt, category, unordered, checksum, number] = row as (number | null)[];
  const parts = (row[7]?.toString() ?? '').split('\0');
  const [name = '', id = '', type = '', data = '', metadata = ''] = parts;
  const stream = asked ?? (name === '' ? (`unknown-${number}` as StreamName) : (name as StreamName));
  const numbers = [position, revision, category, unordered, recordedAt];
  const isWhole = parts.length === 5 && areGiven(numbers) && (asked !== undefined || name !== '');
  const event = {
    stream,
    revision: BigInt(revision ?? -1),
    position: String(position) as Position,
    id,
    type,
    data,
    metadata,
    recordedAt: timeText(recordedAt ?? Number.NaN),
    isChecked: isWhole && checksum === rowChecksum(numbers, [stream, id, type, data, metadata]),
  };
  if (event.isChecked || (isWhole && checksum == null)) return event;
  return { ...event, damage: 'The row is not the one that was written: its checksum does not fit.' };
}

function areGiven(numbers: readonly (number | null | undefined)[]): numbers is readonly number[] {
  return !numbers.some((value) => value == null);
}

let lastTime: { readonly milliseconds: number; readonly text: string } | undefined;

/** A damaged time may be none. Rows that lie together were mostly recorded together, and share the text. */
export function timeText(milliseconds: number): string {
  if (lastTime?.milliseconds === milliseconds) return lastTime.text;
  const time = new Date(milliseconds);
  const text = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  lastTime = { milliseconds, text };
  return text;
}
