import { readEvents, type StreamHead, type StreamReaderPorts } from './stream-head';
import type { StreamName } from './stream-name';
import type { ReadEvent } from './upcasting';

/** Streams as they were read last, for such as are asked for often and seldom change. */
export class KnownStreams<Head extends StreamHead> {
  readonly #known = new Map<StreamName, Head | undefined>();

  /** @param evolve gives the stream after one more event, and changes nothing in place. */
  constructor(
    private readonly ports: StreamReaderPorts,
    private readonly evolve: (head: Head | undefined, event: ReadEvent) => Head,
  ) {}

  /** As it was read last, without asking the store: the same object as long as the stream has not grown. */
  known(stream: StreamName): Head | undefined {
    return this.#known.get(stream);
  }

  /** Whether it was ever read, be it that it did not exist then. */
  isKnown(stream: StreamName): boolean {
    return this.#known.has(stream);
  }

  /** After an append whose outcome is unknown: what was read before may be behind, and is read again when asked for. */
  forget(stream: StreamName): void {
    this.#known.delete(stream);
  }

  /** Reads on from what is known; undefined where the stream does not exist. */
  async read(stream: StreamName): Promise<Head | undefined> {
    const known = this.#known.get(stream);
    const after = known && { from: known.revision + 1n, lastHash: known.headHash };
    const later = await readEvents(this.ports, stream, after);
    const read = later.reduce<Head | undefined>(this.evolve, known);
    // A read that began earlier may end later: what is known must never go back. Nor is it replaced by its equal, as
    // each of those who ask at once would be left with an object of its own.
    const current = this.#known.get(stream);
    if (current !== undefined && (read === undefined || current.revision >= read.revision)) return current;
    this.#known.set(stream, read);
    return read;
  }
}
