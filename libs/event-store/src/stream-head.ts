import type { JsonObject } from './envelope.types';
import type { Position } from './position';
import { noted, StreamCheck, type SoundReadOptions, type StreamSource } from './sound-events';
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
  readonly store: StreamSource;
  readonly upcasters: UpcasterRegistry;
}

/** Events of a stream, checked and upcast; none where there is no such stream. Throws `LedgerDamagedError`. */
export async function readEvents(
  { store, upcasters }: StreamReaderPorts,
  stream: StreamName,
  options: Omit<SoundReadOptions, 'ifMissing'> = {},
): Promise<ReadEvent[]> {
  const check = new StreamCheck(options);
  const events: ReadEvent[] = [];
  try {
    for await (const recorded of store.readStream(stream, { ...options, ifMissing: 'empty' })) {
      events.push(upcasters.read(check.sound(recorded)));
    }
    return events;
  } catch (error) {
    throw noted(store, error);
  }
}

/** The head of a stream that ends in this event. */
export function headAt({ event, metadata }: ReadEvent): StreamHead {
  return { revision: event.revision, headHash: metadata.hash, position: event.position };
}

export function foldable({ type, data, event, metadata }: ReadEvent): FoldableEvent {
  const { occurredAt, commandId, givenAt } = metadata;
  return { type, data, revision: event.revision, occurredAt, commandId, givenAt };
}
