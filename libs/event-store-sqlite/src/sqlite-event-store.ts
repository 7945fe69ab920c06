import {
  type AppendResult,
  assertAppendable,
  DamagedStreams,
  DEFAULT_MAX_EVENT_BYTES,
  type EventStore,
  type EventStoreHealth,
  LedgerDamagedError,
  type ExpectedRevision,
  type NewEvents,
  position,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  StoreClosedError,
  StoreReadOnlyError,
  StoreUnreadableError,
  StreamNotFoundError,
  type StreamName,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { errorMessage, type SystemLog } from '@ledger/runtime';
import type { LedgerReader } from './reader/ledger-reader';
import { IN_MEMORY, type OpenLedger, openFile, openInMemory, openReadOnly } from './open-ledger';
import { BEGINNING_SIZE, nextTurn, PAGE_SIZE, toLimit, toNumber } from './reader/paging';
import { StreamBeginnings } from './reader/stream-beginnings';
import { subscription } from './feed/subscription';
import { noAppends, translate } from './database/translate';

export interface SqliteEventStoreOptions {
  /** The ledger's file, in a folder that exists; or `:memory:`, which is gone when the store is closed. */
  readonly path: string;
  /** Opens a ledger that exists beside its writer, in this or another process, and sees its commits. Default false. */
  readonly readOnly?: boolean;
  /** Bytes of type, data and metadata of one event. Default 1,000,000. */
  readonly maxEventBytes?: number;
  /** How often a read-only store looks for commits of another process, in milliseconds. Default 250. */
  readonly pollIntervalMs?: number;
  /** Upper bound of the file, in pages of 4 KiB: a full disk, on purpose. Default none. */
  readonly maxPages?: number;
  /** Milliseconds since 1970 for `recordedAt`. Default `Date.now`. */
  readonly now?: () => number;
  /** Told if the thread that appends ends while the store is open, and when a new one has come. Default: nothing. */
  readonly log?: SystemLog;
  /** Told once, in a sentence, if no new thread could be started for half a minute: nothing is appended any more. */
  readonly onGivenUp?: (reason: string) => void;
}

const UNREAD = 'could not be read';
const SILENT: SystemLog = { warn: () => undefined, error: () => undefined };

/**
 * One SQLite file, appended to by one process: by a thread that commits whatever has arrived in one transaction.
 * Reads run on the calling thread, in short pages, and are never held up by a commit.
 */
export class SqliteEventStore implements EventStore {
  /** True for the one store that appends: no other can move a stream. */
  readonly exclusive: boolean;
  readonly damaged = new DamagedStreams();
  readonly #beginnings = new StreamBeginnings((streams) =>
    this.#readOf(streams[0], (reader) => reader.beginnings(streams, BEGINNING_SIZE)),
  );
  #closing: Promise<void> | undefined;

  private constructor(
    private readonly ledger: OpenLedger,
    private readonly maxEventBytes: number,
  ) {
    this.exclusive = ledger.appends !== undefined;
  }

  /**
   * Creates a missing ledger. Throws `StoreLockedError`, `StoreUnreadableError` (damaged, no ledger, of a newer
   * version) and `StoreUnavailableError`.
   */
  static async open(options: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    const { path, readOnly = false, maxEventBytes = DEFAULT_MAX_EVENT_BYTES } = options;
    const how = {
      path,
      maxPages: options.maxPages,
      pollIntervalMs: options.pollIntervalMs ?? 250,
      now: options.now ?? Date.now,
      log: options.log ?? SILENT,
      onGivenUp: options.onGivenUp ?? ((): void => undefined),
    };
    if (path === IN_MEMORY) return new SqliteEventStore(openInMemory(how), maxEventBytes);
    return new SqliteEventStore(readOnly ? openReadOnly(how) : await openFile(how), maxEventBytes);
  }

  append(
    stream: StreamName,
    events: NewEvents,
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<AppendResult> {
    try {
      if (this.#closing !== undefined) throw new StoreClosedError();
      if (this.ledger.appends === undefined) throw new StoreReadOnlyError();
      assertAppendable(stream, events, this.maxEventBytes);
      return this.ledger.appends.append(stream, events, options.expectedRevision);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async *readStream(
    stream: StreamName,
    options: ReadStreamOptions = {},
  ): AsyncGenerator<RecordedEvent, void, undefined> {
    const { direction = 'forwards' } = options;
    const step = direction === 'forwards' ? 1 : -1;
    let remaining = toLimit(options.limit);
    let from = startOf(options.from, direction);
    const isWhole = from === 0 && direction === 'forwards' && options.limit === undefined;
    for (let isFirst = true; ; isFirst = false) {
      const isBeginning = isFirst && isWhole;
      const size = isBeginning ? BEGINNING_SIZE : Math.min(PAGE_SIZE, remaining);
      const page = isBeginning
        ? await this.#beginnings.of(stream)
        : this.#readOf(stream, (reader) => reader.stream(stream, from, size, direction));
      if (isFirst && page.length === 0 && options.ifMissing !== 'empty') this.#assertStream(stream);
      yield* page;
      remaining -= page.length;
      const last = page.at(-1);
      if (last === undefined || page.length < size || remaining === 0) return;
      from = Number(last.revision) + step;
      await nextTurn();
    }
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<RecordedEvent, void, undefined> {
    let remaining = toLimit(options.limit);
    let after = toNumber(options.after);
    for (;;) {
      const size = Math.min(PAGE_SIZE, remaining);
      const page = this.#read((reader) => reader.all(after, size, options.categories));
      yield* page;
      remaining -= page.length;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_SIZE || remaining === 0) return;
      after = Number(last.position);
      await nextTurn();
    }
  }

  async removeContents(stream: StreamName, type: string): Promise<void> {
    if (this.#closing !== undefined) throw new StoreClosedError();
    if (this.ledger.appends === undefined) throw new StoreReadOnlyError();
    await this.ledger.appends.removeContents(stream, type);
  }

  subscribe(options: SubscribeOptions): AsyncGenerator<SubscriptionMessage, void, undefined> {
    return subscription(
      {
        all: (after, limit, categories) => this.#read((reader) => reader.all(after, limit, categories)),
        lastPosition: () => this.#read((reader) => reader.lastPosition()),
      },
      this.ledger.feed,
      options,
    );
  }

  lastPosition(): Promise<Position | undefined> {
    return Promise.resolve().then(() => {
      const last = this.#read((reader) => reader.lastPosition());
      return last === 0 ? undefined : position(String(last));
    });
  }

  endPosition(): Promise<Position | undefined> {
    return this.lastPosition();
  }

  async health(): Promise<EventStoreHealth> {
    const { path: node, appends, files } = this.ledger;
    const [failure, freeBytes] = await Promise.all([appends?.failure(), files?.freeBytes()]);
    const unwritten = failure && noAppends(node, failure);
    const reason = this.lost() ?? unwritten ?? (await this.#readFailure());
    const isWritable = appends && failure === undefined;
    return defined({ reachable: reason === undefined, node, reason, isWritable, freeBytes });
  }

  /** It has no writer, one of its files has another name now, or none, or it cannot be read. */
  lost(): string | undefined {
    if (this.#closing !== undefined) return undefined;
    const { path, appends, files, reader } = this.ledger;
    if (appends?.lost !== undefined) return noAppends(path, appends.lost);
    try {
      const missing = files?.missing();
      if (missing !== undefined) return removed(missing);
    } catch (error) {
      return translate(error, path, 'cannot be found').message;
    }
    const unread = reader.failure();
    return unread === undefined ? undefined : translate(unread, path, UNREAD).message;
  }

  /** Takes as long as reading the whole file, on the calling thread: for the command line. */
  checkFiles(): Promise<readonly string[]> {
    return Promise.resolve().then(() => this.#read((reader) => reader.fileFindings()));
  }

  async *streamNames(): AsyncGenerator<StreamName, void, undefined> {
    // All at once: a read that fails in between may replace the connection.
    const names = this.#read((reader) => [...reader.streamNames()]);
    for (const name of names) yield await Promise.resolve(name as StreamName);
  }

  async #readFailure(): Promise<string | undefined> {
    try {
      await this.lastPosition();
      return undefined;
    } catch (error) {
      return errorMessage(error);
    }
  }

  /** Copies one moment into a new file while appends continue; `StoreUnavailableError` if it cannot be written. */
  async backup(targetPath: string): Promise<void> {
    if (this.#closing !== undefined) throw new StoreClosedError();
    try {
      await this.ledger.backup(targetPath);
    } catch (error) {
      throw translate(error, this.ledger.path, `could not be copied to ${targetPath}`);
    }
  }

  /** Answers every append taken, ends every subscription with `StoreClosedError`, then lets go of the file. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.ledger.feed.close();
    await this.ledger.appends?.drain();
    await this.ledger.close();
  }

  #assertStream(stream: StreamName): void {
    if (!this.#read((reader) => reader.hasStream(stream))) throw new StreamNotFoundError(stream);
  }

  /** Pages of the file that SQLite cannot read are the stream's damage: others lie on other pages. */
  #readOf<T>(stream: StreamName | undefined, read: (reader: LedgerReader) => T): T {
    try {
      return this.#read(read);
    } catch (error) {
      if (stream === undefined || !(error instanceof StoreUnreadableError)) throw error;
      throw new LedgerDamagedError(stream, error.message, { cause: error });
    }
  }

  #read<T>(read: (reader: LedgerReader) => T): T {
    if (this.#closing !== undefined) throw new StoreClosedError();
    try {
      return this.ledger.reader.read(read);
    } catch (error) {
      throw translate(error, this.ledger.path, UNREAD);
    }
  }
}

function removed(path: string): string {
  return (
    `The file ${path} was removed or replaced while the ledger is open: what is appended now is lost when the process ` +
    'ends. Send it no more commands, stop it, and restore a backup.'
  );
}

function startOf(from: bigint | undefined, direction: 'forwards' | 'backwards'): number {
  if (from === undefined) return direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER;
  return from > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : Math.max(Number(from), -1);
}
