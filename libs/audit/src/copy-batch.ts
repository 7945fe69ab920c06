import type { ExpectedRevision, NewEvent, Position, RecordedEvent } from '@ledger/event-store';

/** Enough to make the round trip of an append cheap, and little enough for every store's limit on one append. */
const MAX_EVENTS = 200;
const MAX_BYTES = 512 * 1024;

type Events = [NewEvent, ...NewEvent[]];

/** Adjacent events of one stream, which one append carries over without touching the order of the ledger. */
export class CopyBatch {
  readonly #events: Events;
  #bytes: number;
  #last: RecordedEvent;

  constructor(private readonly first: RecordedEvent) {
    this.#events = [unplaced(first)];
    this.#bytes = bytesOf(first);
    this.#last = first;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Of its last event, in the source. */
  get lastPosition(): Position {
    return this.#last.position;
  }

  get stream(): RecordedEvent['stream'] {
    return this.first.stream;
  }

  get events(): Readonly<Events> {
    return this.#events;
  }

  /** The revision just before the first event: exact also for events that were once appended with `ANY`. */
  get expectedRevision(): ExpectedRevision {
    return this.first.revision === 0n ? 'NO_STREAM' : this.first.revision - 1n;
  }

  get lastRevision(): bigint {
    return this.first.revision + BigInt(this.#events.length - 1);
  }

  /** Takes the event that follows in the ledger's order, if it belongs to the same append; says whether it did. */
  add(event: RecordedEvent): boolean {
    const bytes = bytesOf(event);
    const fits = this.#events.length < MAX_EVENTS && this.#bytes + bytes <= MAX_BYTES;
    if (!fits || event.stream !== this.stream || event.revision !== this.lastRevision + 1n) return false;
    this.#events.push(unplaced(event));
    this.#last = event;
    this.#bytes += bytes;
    return true;
  }
}

function unplaced({ id, type, data, metadata }: RecordedEvent): NewEvent {
  return { id, type, data, metadata };
}

function bytesOf({ type, data, metadata }: NewEvent): number {
  return type.length * 2 + Buffer.byteLength(data) + Buffer.byteLength(metadata);
}
