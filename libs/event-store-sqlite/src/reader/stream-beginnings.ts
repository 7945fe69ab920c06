import type { RecordedEvent, StreamName } from '@ledger/event-store';

/** Streams of one statement. With their first events, some thousand rows: a few milliseconds of this thread. */
const MOST_AT_ONCE = 64;

/** A stream's first events; empty where it does not exist. */
type Beginning = readonly RecordedEvent[];

interface Question {
  readonly stream: StreamName;
  readonly answer: (events: Beginning) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Reads where streams begin, for all who ask in the same turn of the event loop together. Whoever works on many
 * journeys at once asks so: what a commit has acknowledged goes on in one turn. A statement for each of them would take
 * twice as long, as most of its cost is that of calling the database at all.
 */
export class StreamBeginnings {
  #asked: Question[] = [];
  readonly #read: (streams: readonly StreamName[]) => readonly Beginning[];

  /** @param read gives the first events of each stream, in the order of the streams. */
  constructor(read: (streams: readonly StreamName[]) => readonly Beginning[]) {
    this.#read = read;
  }

  /** Read after the question was asked. */
  of(stream: StreamName): Promise<Beginning> {
    return new Promise((answer, fail) => {
      // A tick comes when all that has been promised so far has gone on, so that everybody of this turn has asked.
      if (this.#asked.length === 0) process.nextTick(() => this.#answerAll());
      this.#asked.push({ stream, answer, fail });
    });
  }

  #answerAll(): void {
    const asked = this.#asked;
    this.#asked = [];
    for (let from = 0; from < asked.length; from += MOST_AT_ONCE) this.#answer(asked.slice(from, from + MOST_AT_ONCE));
  }

  #answer(asked: readonly Question[]): void {
    try {
      const beginnings = this.#read(asked.map(({ stream }) => stream));
      for (const [number, { answer }] of asked.entries()) answer(beginnings[number] ?? []);
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  }
}
