/*
 * The log and its append rules, as the server's documentation and source have them. Sources, in the repository
 * kurrent-io/KurrentDB: src/EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs (`CheckCommit`); in words,
 * docs.kurrent.io, "Appending events", sections "Handling concurrency" and "Idempotent appends".
 */

export type Expected = bigint | 'any' | 'no_stream' | 'stream_exists';

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface LoggedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** Commit and prepare position at once, as for every event that was not written in an explicit transaction. */
  readonly position: bigint;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export type AppendVerdict =
  | { readonly result: 'success'; readonly revision: bigint; readonly position: bigint | undefined }
  | { readonly result: 'wrong-expected-version'; readonly current: bigint | undefined }
  | { readonly result: 'stream-deleted' };

interface StreamState {
  readonly events: LoggedEvent[];
  /** Events before it are gone: `$tb` of the stream's metadata. */
  truncateBefore: number;
  isTombstoned: boolean;
}

export interface TransactionLogOptions {
  /** The server's own events (`$…` streams) lie between the others: one after so many. 0: only those of the start. */
  readonly systemEventEvery: number;
  readonly now: () => number;
}

/** Bytes of a record beside its event: headers, ids, lengths. Positions are byte offsets, so they have gaps. */
const RECORD_OVERHEAD = 87n;

export class TransactionLog {
  readonly all: LoggedEvent[] = [];
  readonly #streams = new Map<string, StreamState>();
  readonly #listeners = new Set<() => void>();
  /** `_committedEvents`: recent ids, in memory only, bounded; the one thing that makes `Any` idempotent. */
  readonly #committedEvents = new Map<string, LoggedEvent>();
  #nextPosition = 0n;
  #sinceSystemEvent = 0;

  constructor(
    private readonly options: TransactionLogOptions,
    private readonly committedEventsLimit = 50_000,
  ) {
    // A fresh server has written to its own streams before the first client comes.
    for (const stream of ['$settings', '$users', '$user-admin']) this.#writeSystemEvent(stream);
  }

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): AppendVerdict {
    const verdict = this.#check(stream, expected, events);
    if (verdict !== 'write') return verdict;
    const state = this.#stream(stream);
    // Appending to a soft-deleted stream brings it back, from the new events on.
    if (this.isSoftDeleted(stream)) state.truncateBefore = state.events.length;
    for (const event of events) this.#commit(stream, event);
    const last = state.events.at(-1);
    if (this.options.systemEventEvery > 0 && ++this.#sinceSystemEvent >= this.options.systemEventEvery) {
      this.#sinceSystemEvent = 0;
      this.#writeSystemEvent('$stats-127.0.0.1:2113');
    }
    this.#notify();
    return { result: 'success', revision: BigInt(state.events.length - 1), position: last?.position };
  }

  /** `IndexWriter.CheckCommit`, in its order. */
  #check(stream: string, expected: Expected, events: readonly ProposedEvent[]): AppendVerdict | 'write' {
    const state = this.#streams.get(stream);
    if (state?.isTombstoned === true) return { result: 'stream-deleted' };
    const current = state === undefined || state.events.length === 0 ? undefined : BigInt(state.events.length - 1);
    const conflict: AppendVerdict = { result: 'wrong-expected-version', current };
    if (expected === 'stream_exists') {
      if (this.isSoftDeleted(stream)) return { result: 'stream-deleted' };
      if (current === undefined && !this.#streams.has(`$$${stream}`)) return conflict;
    }
    if (expected === 'any' || expected === 'stream_exists')
      return this.#checkByCommittedEvents(stream, events, conflict);
    const expectedVersion = expected === 'no_stream' ? -1n : expected;
    const currentVersion = current ?? -1n;
    if (expectedVersion > currentVersion) return conflict;
    if (expectedVersion === currentVersion) return 'write';
    return this.#checkByLog(stream, expected, expectedVersion, events, conflict);
  }

  /** Idempotency of `Any` and `StreamExists`: only what the cache still knows. Half known is a wrong version. */
  #checkByCommittedEvents(
    stream: string,
    events: readonly ProposedEvent[],
    conflict: AppendVerdict,
  ): AppendVerdict | 'write' {
    let last: LoggedEvent | undefined;
    for (const { id } of events) {
      const committed = this.#committedEvents.get(id);
      if (committed?.stream !== stream) return last === undefined ? 'write' : conflict;
      last = committed;
    }
    return last === undefined ? 'write' : { result: 'success', revision: last.revision, position: last.position };
  }

  /** Idempotency of an exact version: the ids behind it are compared with the log itself, however long ago. */
  #checkByLog(
    stream: string,
    expected: Expected,
    expectedVersion: bigint,
    events: readonly ProposedEvent[],
    conflict: AppendVerdict,
  ): AppendVerdict | 'write' {
    const written = this.#streams.get(stream)?.events ?? [];
    let last: LoggedEvent | undefined;
    for (const [index, { id }] of events.entries()) {
      const there = written[Number(expectedVersion) + 1 + index];
      if (there?.id !== id) {
        return last === undefined && expected === 'no_stream' && this.isSoftDeleted(stream) ? 'write' : conflict;
      }
      last = there;
    }
    return last === undefined ? conflict : { result: 'success', revision: last.revision, position: last.position };
  }

  /** Events of a stream that can be read; undefined where the server answers "not found". */
  readable(stream: string): readonly LoggedEvent[] | 'tombstoned' | undefined {
    const state = this.#streams.get(stream);
    if (state?.isTombstoned === true) return 'tombstoned';
    if (state === undefined || state.events.length === 0 || this.isSoftDeleted(stream)) return undefined;
    return state.truncateBefore === 0 ? state.events : state.events.slice(state.truncateBefore);
  }

  isSoftDeleted(stream: string): boolean {
    return this.#streams.get(stream)?.truncateBefore === Number.POSITIVE_INFINITY;
  }

  /** Soft delete: the events are no longer readable, the revisions continue where they were. docs.kurrent.io, "Deleting streams". */
  delete(stream: string): void {
    this.#writeSystemEvent(`$$${stream}`, '$metadata');
    this.#stream(stream).truncateBefore = Number.POSITIVE_INFINITY;
    this.#notify();
  }

  /** Hard delete: the name can never be used again. */
  tombstone(stream: string): void {
    this.#stream(stream).isTombstoned = true;
  }

  /** What a restart does to the idempotency of `Any`. */
  forgetCommittedEvents(): void {
    this.#committedEvents.clear();
  }

  /** Place in `all` of the first event at or behind a position. */
  indexOf(position: bigint): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.all[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls back after each append, until the returned function is called. */
  onAppended(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #stream(name: string): StreamState {
    let state = this.#streams.get(name);
    if (state === undefined) this.#streams.set(name, (state = { events: [], truncateBefore: 0, isTombstoned: false }));
    return state;
  }

  #commit(stream: string, event: ProposedEvent): void {
    const { events } = this.#stream(stream);
    const position = this.#nextPosition;
    this.#nextPosition += RECORD_OVERHEAD + BigInt(sizeOnDisk(event) + stream.length);
    const logged = { ...event, stream, revision: BigInt(events.length), position, created: this.options.now() };
    events.push(logged);
    this.all.push(logged);
    this.#committedEvents.set(event.id, logged);
    if (this.#committedEvents.size > this.committedEventsLimit) {
      for (const oldest of this.#committedEvents.keys()) {
        this.#committedEvents.delete(oldest);
        break;
      }
    }
  }

  #writeSystemEvent(stream: string, type = '$statsCollected'): void {
    const text = Buffer.from('{}');
    this.#commit(stream, { id: crypto.randomUUID(), type, isJson: true, data: text, metadata: new Uint8Array() });
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** `Event.SizeOnDisk`: what counts against `MaxAppendSize`. */
export function sizeOnDisk({ type, data, metadata }: ProposedEvent): number {
  return data.length + metadata.length + type.length * 2;
}
