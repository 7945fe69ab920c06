// Node.js 20 has String.prototype.isWellFormed; the ES2023 library that the build names does not declare it yet.
/// <reference lib="es2024.string" />
import { EventTooLargeError, InvalidEventError } from './errors';
import type { NewEvent } from './event-store';
import type { StreamName } from './stream-name';

/** Bytes of type, data and metadata together that one event may have, unless an adapter is told otherwise. */
export const DEFAULT_MAX_EVENT_BYTES = 1_000_000;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Letters and digits of stream names are up to the caller; what no store or log line could show is not. */
const CONTROL = /\p{Cc}/u;
const MAX_STREAM_NAME_LENGTH = 512;

/** What every store refuses before it writes, alike: `InvalidEventError` or `EventTooLargeError`, nothing written. */
export function assertAppendable(
  stream: StreamName,
  events: readonly NewEvent[],
  maxEventBytes = DEFAULT_MAX_EVENT_BYTES,
): void {
  assertStreamName(stream);
  if (events.length === 0) throw new InvalidEventError(`An append to ${stream} needs at least one event.`);
  for (const event of events) assertEvent(stream, event, maxEventBytes);
  if (events.length > 1 && new Set(events.map(({ id }) => id)).size !== events.length) {
    throw new InvalidEventError(`An append to ${stream} has two events of one id; each event needs its own.`);
  }
}

function assertStreamName(stream: StreamName): void {
  const dash = stream.indexOf('-');
  if (dash < 1 || dash === stream.length - 1 || stream.length > MAX_STREAM_NAME_LENGTH || !isPlainText(stream)) {
    throw new InvalidEventError(
      `Stream name ${JSON.stringify(stream.slice(0, 80))} should read <category>-<id>, without control characters, ` +
        `in at most ${MAX_STREAM_NAME_LENGTH} characters.`,
    );
  }
}

function assertEvent(stream: StreamName, event: NewEvent, maxEventBytes: number): void {
  const { id, type, data, metadata } = event;
  if (!UUID.test(id)) throw new InvalidEventError(`Event id ${JSON.stringify(id)} should be a lower-case UUID.`);
  if (type === '' || !isPlainText(type)) {
    throw new InvalidEventError(`Event type ${JSON.stringify(type)} should be a name without control characters.`);
  }
  // Outside of strings JSON is ASCII, and inside JSON.stringify escapes lone surrogates: raw ones were never JSON.
  if (!data.isWellFormed() || !metadata.isWellFormed()) {
    throw new InvalidEventError(`Event ${id} holds lone surrogates that UTF-8 cannot carry; write them as \\udXXX.`);
  }
  // A UTF-16 code unit has three bytes at most in UTF-8, so small events need no counting.
  if ((type.length + data.length + metadata.length) * 3 > maxEventBytes) {
    const bytes = Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(metadata);
    if (bytes > maxEventBytes) throw new EventTooLargeError(stream, bytes, maxEventBytes);
  }
}

function isPlainText(text: string): boolean {
  return !CONTROL.test(text) && text.isWellFormed();
}
