import { boundedCache } from '@ledger/runtime';
import type { Connection, Statement } from '../../database/driver';

/** Where a stream is at. `revision` moves as the writer appends. */
export interface StreamHead {
  readonly id: number;
  readonly category: number;
  revision: number;
}

const CAPACITY = 100_000;

/** Heads of the streams written last. Right as long as its owner is the only writer, which the data lock ensures. */
export class StreamHeadCache {
  readonly #heads = boundedCache<string, StreamHead>(CAPACITY);
  readonly #find: Statement;

  constructor(connection: Connection) {
    this.#find = connection.prepare(
      'SELECT id, CAST(category AS INTEGER), (SELECT CAST(max(revision) AS INTEGER) FROM events ' +
        'WHERE stream = streams.id) FROM streams WHERE name = ?',
    );
  }

  /** The head of a stream, from the ledger where it is not cached; undefined where there is no such stream. */
  get(name: string): StreamHead | undefined {
    const cached = this.#heads.get(name);
    if (cached !== undefined) return cached;
    const row = this.#find.get([name]);
    if (row === undefined) return undefined;
    return this.set(name, { id: row[0] as number, category: row[1] as number, revision: row[2] as number });
  }

  set(name: string, head: StreamHead): StreamHead {
    this.#heads.set(name, head);
    return head;
  }

  clear(): void {
    this.#heads.clear();
  }
}
