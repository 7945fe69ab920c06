import type { EventStore, ReadStreamOptions } from './event-store';
import type { JsonObject } from './envelope.types';
import type { Position } from './position';
import type { StreamName } from './stream-name';
import type { ReadEvent, UpcasterRegistry } from './upcasting';

/** Where a stream ends: the revision that its next append expects, and the hash that it continues from. */
export interface StreamHead {
  /** Of the last event. */
  readonly revision: bigint;
  /** Hash of the last event: the next one's `previousHash`. */
  readonly headHash: string;
  readonly position: Position;
}

/** An event as folds take it, whether it was read or has just been appended. */
export interface FoldableEvent {
  readonly type: string;
  readonly data: JsonObject | object;
  readonly revision: bigint;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly commandId: string | undefined;
  /** The caller's own time, if it gave one. */
  readonly givenAt: string | undefined;
}

export interface StreamReaderPorts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly upcasters: UpcasterRegistry;
}

/** Events of a stream, upcast; none where there is no such stream. */
export async function readEvents(
  { store, upcasters }: StreamReaderPorts,
  stream: StreamName,
  options: Omit<ReadStreamOptions, 'ifMissing'> = {},
): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  for await (const recorded of store.readStream(stream, { ...options, ifMissing: 'empty' })) {
    events.push(upcasters.read(recorded));
  }
  return events;
}

/** The head of a stream that ends in this event. */
export function headAt({ event, metadata }: ReadEvent): StreamHead {
  return { revision: event.revision, headHash: metadata.hash, position: event.position };
}

export function foldable({ type, data, event, metadata }: ReadEvent): FoldableEvent {
  const { occurredAt, commandId, givenAt } = metadata;
  return { type, data, revision: event.revision, occurredAt, commandId, givenAt };
}
