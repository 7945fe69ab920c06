import { EventStoreError } from '@ledger/event-store';
import { Backoff, type BackoffPolicy } from '@ledger/runtime';
import { unproven } from '../database/failure';
import type { LedgerReader } from './ledger-reader';

const REOPENINGS: BackoffPolicy = { firstPauseMs: 50, longestPauseMs: 1_000 };

/**
 * The reader, on a new connection after one that failed: an error of the disk may stay with a connection for ever. What
 * two connections find damaged is damaged; what one does may be read later.
 */
export class LastingReader {
  readonly #pauses = new Backoff(REOPENINGS);
  #hasFailed = false;
  /** Whether the connection found the same damage as the one before it. */
  #isProof = false;
  #reopenAt = -Infinity;

  /** @param reopen may throw; undefined where a new connection would not see the same ledger. */
  constructor(
    private reader: LedgerReader,
    private readonly reopen: (() => LedgerReader) | undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  read<T>(read: (reader: LedgerReader) => T): T {
    try {
      const result = read(this.reader);
      if (this.#hasFailed) this.#recover();
      return result;
    } catch (error) {
      if (error instanceof EventStoreError) throw error;
      if (!this.#reopenedAfterFailure()) throw this.#isProof || this.reopen === undefined ? error : unproven(error);
      const result = this.#readAgain(read);
      this.#recover();
      return result;
    }
  }

  #readAgain<T>(read: (reader: LedgerReader) => T): T {
    try {
      return read(this.reader);
    } catch (error) {
      this.#isProof = true;
      throw error;
    }
  }

  /** What a read meets now, if the last one failed; undefined if it succeeds. */
  failure(): unknown {
    if (!this.#hasFailed) return undefined;
    try {
      this.read((reader) => reader.lastPosition());
      return undefined;
    } catch (error) {
      return error;
    }
  }

  close(): void {
    this.reader.close();
  }

  /** Whether there is a new connection to try. A ledger that stays unreadable is not opened for each of its readers. */
  #reopenedAfterFailure(): boolean {
    this.#hasFailed = true;
    const now = this.now();
    if (this.reopen === undefined || now < this.#reopenAt) return false;
    this.#reopenAt = now + this.#pauses.next();
    this.#isProof = false;
    try {
      const next = this.reopen();
      this.reader.close();
      this.reader = next;
      return true;
    } catch {
      // The caller is told what its read met.
      return false;
    }
  }

  #recover(): void {
    this.#hasFailed = false;
    this.#isProof = false;
    this.#reopenAt = -Infinity;
    this.#pauses.reset();
  }
}
