import { defined } from '@ledger/plain-data';
import type { RecordedRead } from '@ledger/journey';

/** A read as the server that answers it tells of it. */
export type Read = Omit<RecordedRead, 'at' | 'until' | 'times'>;

/** Told once it is known whether the read is recorded: with an error where it is not. */
type Waiter = (failure: Error | undefined) => void;

interface Line {
  readonly read: Read;
  readonly at: string;
  readonly bytes: number;
  until: string;
  times: number;
  readonly waiters: Waiter[];
}

/** Reads that are recorded together. */
export interface ReadBatch {
  readonly reads: readonly RecordedRead[];
  readonly bytes: number;
  /** Reads, those that share a line counted each. */
  readonly count: number;
  settle(failure?: Error): void;
}

/** Bytes of a line beside its text: its times, and what holds it in memory. */
const LINE_BYTES = 160;

/** Reads that are not recorded yet. The same read again adds to the line of the first. */
export class PendingReads {
  readonly #lines = new Map<string, Line>();

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  /**
   * Adds a read, unless it takes more bytes than there are.
   * @returns the bytes that it takes; undefined if it was not added.
   */
  add(read: Read, at: string, mostBytes: number, waiter?: Waiter): number | undefined {
    const key = JSON.stringify(read);
    const known = this.#lines.get(key);
    const bytes = known === undefined ? Buffer.byteLength(key) + LINE_BYTES : 0;
    if (bytes > mostBytes) return undefined;
    const line = known ?? { read, at, bytes, until: at, times: 0, waiters: [] };
    line.until = at;
    line.times += 1;
    if (waiter !== undefined) line.waiters.push(waiter);
    if (known === undefined) this.#lines.set(key, line);
    return bytes;
  }

  /** The oldest lines, up to so many bytes, and one at least. */
  take(mostBytes: number): ReadBatch {
    const lines: Line[] = [];
    let bytes = 0;
    for (const [key, line] of this.#lines) {
      if (lines.length > 0 && bytes + line.bytes > mostBytes) break;
      lines.push(line);
      bytes += line.bytes;
      this.#lines.delete(key);
    }
    return {
      reads: lines.map(recordedRead),
      bytes,
      count: lines.reduce((sum, { times }) => sum + times, 0),
      settle: (failure) => {
        for (const { waiters } of lines) for (const waiter of waiters) waiter(failure);
      },
    };
  }
}

function recordedRead({ read, at, until, times }: Line): RecordedRead {
  const { subject, clientId, route, sessionIds, query, purpose } = read;
  const several = times === 1 ? {} : { until, times };
  return defined({ at, ...several, subject, clientId, route, sessionIds, query, purpose });
}
