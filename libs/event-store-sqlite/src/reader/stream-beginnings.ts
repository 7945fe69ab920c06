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
 * One statement for all reads of one turn of the event loop: all that one commit acknowledged resumes in one turn,
 * and most of the cost of a statement is that of calling the database at all.
 */
export class StreamBeginnings {
  #asked: Question[] = [];

  /** @param read gives the first events of each stream, in the order of the streams. */
  constructor(private readonly read: (streams: readonly StreamName[]) => readonly Beginning[]) {}

  /** Read after the question was asked. */
  of(stream: StreamName): Promise<Beginning> {
    return new Promise((answer, fail) => {
      // The tick comes after every promise resolved in this turn, so that it finds all reads of the turn.
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
      const beginnings = this.read(asked.map(({ stream }) => stream));
      for (const [number, { answer }] of asked.entries()) answer(beginnings[number] ?? []);
    } catch (error) {
      // One damaged stream must not take those with it that were asked for in the same turn.
      if (asked.length > 1) for (const one of asked) this.#answer([one]);
      else for (const { fail } of asked) fail(error);
    }
  }
}
