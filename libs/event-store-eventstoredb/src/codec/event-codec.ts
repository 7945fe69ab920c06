import type { EventData, JSONType, ResolvedEvent, AllStreamResolvedEvent } from '@eventstore/db-client';
import {
  InvalidEventError,
  type NewEvent,
  type RecordedEvent,
  StoreUnavailableError,
  streamName,
} from '@ledger/event-store';
import { formatPosition, type LogPosition } from './position-codec';

/*
 * How `data` and `metadata` stay the same text although the client parses them: this file prints `JSON.parse(text)` when
 * it reads. That gives the same text exactly where `JSON.stringify(JSON.parse(text)) === text`: `assertCanonical` refuses
 * any other. Binary events would keep the data but not the metadata, and a server's projections and its console could not
 * read them.
 */

/** Throws `InvalidEventError` for a text that would not come back as it went. */
export function assertCanonical({ id, data, metadata }: NewEvent): void {
  assertRoundTrip(id, 'data', data);
  assertRoundTrip(id, 'metadata', metadata);
}

/** Events as the client takes them for a plain append: it prints the data as they came. */
export function toEventData(events: readonly NewEvent[]): EventData[] {
  return events.map(({ id, type, data, metadata }) => ({
    id,
    contentType: 'application/json',
    type,
    // The client's type leaves out numbers, booleans and null, which it prints as well.
    data: JSON.parse(data) as JSONType,
    // Its own kind of array, not a Buffer: the client looks at the constructor.
    metadata: Uint8Array.from(Buffer.from(metadata, 'utf8')),
  }));
}

function assertRoundTrip(id: string, part: 'data' | 'metadata', text: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new InvalidEventError(`The ${part} of event ${id} should be JSON text.`, { cause: error });
  }
  if (JSON.stringify(parsed) !== text) {
    throw new InvalidEventError(
      `The ${part} of event ${id} should be text as JSON.stringify prints it: this store parses and prints it again.`,
    );
  }
}

/** Bytes by which the server counts an event against its append limit: type names are UTF-16 there. */
export function sizeOnDisk({ type, data, metadata }: NewEvent): number {
  return type.length * 2 + Buffer.byteLength(data) + Buffer.byteLength(metadata);
}

/** Undefined for what is not the ledger's: system streams (`$…`), streams without a category, dead links. */
export function toRecordedEvent(resolved: ResolvedEvent | AllStreamResolvedEvent): RecordedEvent | undefined {
  const { event } = resolved;
  if (event === undefined || !isLedgerStream(event.streamId)) return undefined;
  return {
    id: event.id,
    type: event.type,
    data: toText(event.data),
    metadata: event.metadata === undefined ? '' : toText(event.metadata),
    stream: streamName(event.streamId),
    revision: event.revision,
    position: formatPosition(positionOf(event)),
    recordedAt: event.created.toISOString(),
  };
}

function isLedgerStream(name: string): boolean {
  const dash = name.indexOf('-');
  return dash > 0 && dash < name.length - 1 && !name.startsWith('$');
}

/** The client hands out bytes where another application's event is not JSON. */
function toText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : JSON.stringify(value);
}

/** Servers before 22.6 leave the position out of reads of one stream, and fill in the largest number instead. */
const NO_POSITION = 0xffff_ffff_ffff_ffffn;

export function positionOf(event: { readonly position?: LogPosition | undefined }): LogPosition {
  const { position } = event;
  if (position === undefined || position.commit === NO_POSITION) {
    throw new StoreUnavailableError(
      'The server gives no positions for events of a stream: version 22.6 or later is needed.',
    );
  }
  return position;
}
