import { type AppendRequest, decodeBatch } from './append-request';
import { connect, type Connection, type Statement } from '../../database/driver';
import { failureOf, type SqliteFailure } from '../../database/failure';
import type { CommitAnnouncement } from '../../feed/commit-announcement';
import { removeContents } from './content-removal';
import { StreamHeadCache, type StreamHead } from './stream-head-cache';
import { RepeatedAppends } from './repeated-appends';
import { rowChecksum } from '../../database/row-checksum';
import { migrate } from '../../database/schema';
import { probeWriting } from './write-probe';
import {
  APPENDED,
  type AppendBatch,
  type AppendReply,
  CONFLICT,
  EVENT_WIDTH,
  EXPECT_ANY,
  EXPECT_NO_STREAM,
  EXPECT_STREAM_EXISTS,
  FAILED,
  REFUSED,
  type RemoveReply,
  type RemoveRequest,
  type WriterFailure,
} from './writer-protocol';

/** What a group of appends brought into the ledger. */
export interface Commit {
  readonly reply: AppendReply;
  /** Position of the last event in the ledger. */
  readonly lastPosition: number;
  /** Categories of the events committed; empty where nothing was. */
  readonly categories: readonly string[];
}

type EventTexts = [id: string, type: string, data: string, metadata: string];

export interface LedgerWriterOptions {
  readonly path: string;
  /** Upper bound of the file, in pages of 4 KiB. */
  readonly maxPages?: number | undefined;
}

/**
 * `commit` makes whatever has arrived durable in one transaction, with one fsync. Every append is decided before
 * anything is inserted, so a conflict leaves nothing to undo and does not touch its neighbours.
 */
export class LedgerWriter {
  readonly #connection: Connection;
  readonly #insertEvent: Statement;
  readonly #insertStream: Statement;
  readonly #insertCategory: Statement;
  readonly #repeated: RepeatedAppends;
  readonly #heads: StreamHeadCache;
  readonly #categories = new Map<string, number>();
  readonly #categoryNames = new Map<number, string>();
  #touched = new Set<number>();
  #lastPosition = 0;
  #lastRecordedAt = 0;
  #lastStream = 0;

  constructor(options: LedgerWriterOptions) {
    this.#connection = connect(options.path);
    // WAL lets readers read while this connection commits. FULL: a commit is on disk when it returns. The driver turns
    // foreign keys on; every id that is inserted here comes from the table it refers to, so looking it up again is waste.
    this.#connection.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32768; ' +
        'PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864',
    );
    migrate(this.#connection);
    if (options.maxPages !== undefined) this.#connection.exec(`PRAGMA max_page_count = ${options.maxPages}`);
    this.#insertEvent = this.#connection.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#insertStream = this.#connection.prepare('INSERT INTO streams VALUES (?, ?, ?)');
    this.#insertCategory = this.#connection.prepare('INSERT INTO categories VALUES (?, ?)');
    this.#repeated = new RepeatedAppends(this.#connection);
    this.#heads = new StreamHeadCache(this.#connection);
    this.#loadCounters();
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** How far the ledger has come, in all its categories. */
  get standing(): CommitAnnouncement {
    return { position: this.#lastPosition, categories: [...this.#categories.keys()] };
  }

  /** Outcomes stand in the order of the appends. */
  commit(batches: readonly AppendBatch[]): Commit {
    const requests = batches.flatMap(decodeBatch);
    this.#touched = new Set();
    const outcomes: number[] = [];
    const failures: WriterFailure[] = [];
    try {
      this.#transaction(requests, outcomes, failures);
    } catch (error) {
      this.#recover();
      outcomes.length = 0;
      failures.length = 0;
      this.#commitOneByOne(requests, error, outcomes, failures);
    }
    return {
      reply: { kind: 'appended', outcomes, failures },
      lastPosition: this.#lastPosition,
      categories: [...this.#touched].map((id) => this.#categoryNames.get(id) ?? ''),
    };
  }

  /** Commits nothing of these batches. */
  refuse(batches: readonly AppendBatch[], reason: string): Commit {
    const failure: WriterFailure = { kind: 'unavailable', message: reason };
    const outcomes = batches.flatMap(decodeBatch).flatMap(() => [FAILED, 0, 0]);
    return {
      reply: { kind: 'appended', outcomes, failures: [failure] },
      lastPosition: this.#lastPosition,
      categories: [],
    };
  }

  /** Why nothing can be written now; undefined if it can. */
  probe(): SqliteFailure | undefined {
    return probeWriting(this.#connection);
  }

  /** Replaces the data of some events, all of them or none. */
  remove(request: RemoveRequest): RemoveReply {
    try {
      return { kind: 'removed', next: removeContents(this.#connection, request), failure: undefined };
    } catch (error) {
      this.#recover();
      return { kind: 'removed', next: undefined, failure: failureOf(error) };
    }
  }

  /** Takes the write-ahead log back: a copied file is complete, though the driver keeps connections open. */
  close(): void {
    this.#connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get([]);
    this.#connection.close();
  }

  /** One append too large for the disk, say, must not take down the others that happened to be in its group. */
  #commitOneByOne(
    requests: readonly AppendRequest[],
    groupError: unknown,
    outcomes: number[],
    failures: WriterFailure[],
  ): void {
    for (const request of requests) {
      const length = outcomes.length;
      try {
        if (requests.length === 1) throw groupError;
        this.#transaction([request], outcomes, failures);
      } catch (error) {
        this.#recover();
        outcomes.length = length;
        outcomes.push(FAILED, failures.push(failureOf(error)) - 1, 0);
      }
    }
  }

  #transaction(requests: readonly AppendRequest[], outcomes: number[], failures: WriterFailure[]): void {
    this.#connection.exec('BEGIN IMMEDIATE');
    for (const request of requests) this.#append(request, outcomes, failures);
    this.#connection.exec('COMMIT');
  }

  #append(request: AppendRequest, outcomes: number[], failures: WriterFailure[]): void {
    const { expected, stream } = request;
    const head = this.#heads.get(stream);
    const actual = head === undefined ? EXPECT_NO_STREAM : head.revision;
    const takesAny = expected === EXPECT_ANY || (expected === EXPECT_STREAM_EXISTS && head !== undefined);
    if (head !== undefined && (takesAny || expected !== actual)) {
      const stored = takesAny ? this.#repeated.anywhere(request, head) : this.#repeated.at(request, head, expected + 1);
      if (stored === 'mixed') {
        const message = `Stream ${stream} already holds an event of an id given; each event needs its own.`;
        outcomes.push(REFUSED, failures.push({ kind: 'invalid', message }) - 1, 0);
        return;
      }
      if (stored !== undefined) {
        outcomes.push(APPENDED, stored.revision, stored.position);
        return;
      }
    }
    if (!takesAny && expected !== actual) {
      outcomes.push(CONFLICT, actual, 0);
      return;
    }
    const revision = this.#insert(request, head ?? this.#createStream(stream));
    outcomes.push(APPENDED, revision, this.#lastPosition);
  }

  #insert(request: AppendRequest, head: StreamHead): number {
    const { batch, start, count, expected, stream } = request;
    const { category } = head;
    const unordered = expected === EXPECT_ANY || expected === EXPECT_STREAM_EXISTS ? 1 : 0;
    // Positions and times agree in their order, even where the clock is set back.
    this.#lastRecordedAt = Math.max(this.#lastRecordedAt, request.recordedAt);
    for (let index = 0, at = start; index < count; index++, at += EVENT_WIDTH) {
      head.revision++;
      this.#lastPosition++;
      const [position, revision, recordedAt] = [this.#lastPosition, head.revision, this.#lastRecordedAt];
      const [id, type, data, metadata] = [batch[at], batch[at + 1], batch[at + 2], batch[at + 3]] as EventTexts;
      const numbers = [position, revision, category, unordered, recordedAt];
      this.#insertEvent.run([
        position,
        head.id,
        revision,
        category,
        unordered,
        id,
        type,
        data,
        metadata,
        recordedAt,
        rowChecksum(numbers, [stream, id, type, data, metadata]),
      ]);
    }
    this.#touched.add(head.category);
    return head.revision;
  }

  #createStream(name: string): StreamHead {
    const categoryName = name.slice(0, name.indexOf('-'));
    let category = this.#categories.get(categoryName);
    if (category === undefined) {
      category = this.#categories.size + 1;
      this.#insertCategory.run([category, categoryName]);
      this.#learnCategory(category, categoryName);
    }
    this.#lastStream++;
    this.#insertStream.run([this.#lastStream, name, category]);
    return this.#heads.set(name, { id: this.#lastStream, category, revision: EXPECT_NO_STREAM });
  }

  #learnCategory(id: number, name: string): void {
    this.#categories.set(name, id);
    this.#categoryNames.set(id, name);
  }

  /** After a failed transaction nothing that was remembered from within it holds. */
  #recover(): void {
    // A full disk makes SQLite roll back by itself.
    if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
    this.#loadCounters();
  }

  #loadCounters(): void {
    const last = this.#connection
      .prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1')
      .get([]);
    this.#lastPosition = Number(last?.[0] ?? 0);
    this.#lastRecordedAt = Number(last?.[1] ?? 0);
    this.#lastStream = Number(this.#connection.prepare('SELECT max(id) FROM streams').get([])?.[0] ?? 0);
    this.#heads.clear();
    this.#categories.clear();
    this.#categoryNames.clear();
    for (const [id, name] of this.#connection.prepare('SELECT id, CAST(name AS BLOB) FROM categories').all([])) {
      this.#learnCategory(id as number, String(name));
    }
  }
}
