import { assertAppendable, DEFAULT_MAX_EVENT_BYTES } from '../append-check';
import {
  InvalidEventError,
  InvalidPositionError,
  RevisionConflictError,
  StoreClosedError,
  StreamNotFoundError,
} from '../errors';
import type {
  AppendResult,
  EventStore,
  EventStoreHealth,
  ExpectedRevision,
  NewEvent,
  NewEvents,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  SubscribeOptions,
  SubscriptionMessage,
} from '../event-store';
import { position, type Position } from '../position';
import { REMOVED_DATA } from '../removed-content';
import { categoryOf, type StreamName } from '../stream-name';

/** What an in-memory ledger holds: given to another store, it is "opened again". */
export interface InMemoryLedger {
  readonly events: RecordedEvent[];
  readonly streams: Map<StreamName, RecordedEvent[]>;
}

export interface InMemoryEventStoreOptions {
  readonly ledger?: InMemoryLedger;
  readonly maxEventBytes?: number;
  /** For `recordedAt`. Default: the system's clock. */
  readonly now?: () => Date;
}

/** An event store for tests: it passes the same contract as the real ones, and keeps everything in arrays. */
export class InMemoryEventStore implements EventStore {
  readonly exclusive = true;
  readonly ledger: InMemoryLedger;
  readonly #maxEventBytes: number;
  readonly #now: () => Date;
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(options: InMemoryEventStoreOptions = {}) {
    this.ledger = options.ledger ?? { events: [], streams: new Map() };
    this.#maxEventBytes = options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES;
    this.#now = options.now ?? ((): Date => new Date());
  }

  append(
    stream: StreamName,
    events: NewEvents,
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<AppendResult> {
    return settled(() => {
      this.#assertOpen();
      assertAppendable(stream, events, this.#maxEventBytes);
      const held = this.ledger.streams.get(stream) ?? [];
      return this.#append(stream, held, events, options.expectedRevision);
    });
  }

  async *readStream(
    stream: StreamName,
    options: ReadStreamOptions = {},
  ): AsyncGenerator<RecordedEvent, void, undefined> {
    const limit = checkedLimit(options.limit);
    this.#assertOpen();
    const held = this.ledger.streams.get(stream) ?? [];
    if (held.length === 0 && options.ifMissing !== 'empty') throw new StreamNotFoundError(stream);
    const { from } = options;
    const found =
      options.direction === 'backwards'
        ? held.filter((event) => from === undefined || event.revision <= from).reverse()
        : held.filter((event) => from === undefined || event.revision >= from);
    for (const event of found.slice(0, limit)) {
      yield await Promise.resolve(event);
      this.#assertOpen();
    }
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<RecordedEvent, void, undefined> {
    const limit = checkedLimit(options.limit);
    let found = 0;
    for (let index = indexAfter(options.after); found < limit; index++) {
      this.#assertOpen();
      const event = this.ledger.events[index];
      if (event === undefined) return;
      if (!isWanted(event, options.categories)) continue;
      found++;
      yield await Promise.resolve(event);
    }
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<SubscriptionMessage, void, undefined> {
    const { categories, signal } = options;
    let index = indexAfter(options.after);
    let owesCaughtUp = true;
    while (!signal.aborted) {
      this.#assertOpen();
      const event = this.ledger.events[index];
      if (event !== undefined) {
        index++;
        if (!isWanted(event, categories)) continue;
        owesCaughtUp = true;
        yield event;
      } else if (owesCaughtUp) {
        owesCaughtUp = false;
        yield { kind: 'caught-up', position: index === 0 ? undefined : position(String(index)) };
      } else {
        await this.#change(signal);
      }
    }
  }

  removeContents(stream: StreamName, type: string): Promise<void> {
    return settled(() => {
      this.#assertOpen();
      const held = this.ledger.streams.get(stream) ?? [];
      for (const [index, event] of held.entries()) {
        if (event.type !== type) continue;
        const removed = { ...event, data: REMOVED_DATA };
        held[index] = removed;
        this.ledger.events[Number(event.position) - 1] = removed;
      }
    });
  }

  lastPosition(): Promise<Position | undefined> {
    return settled(() => {
      this.#assertOpen();
      return this.ledger.events.at(-1)?.position;
    });
  }

  endPosition(): Promise<Position | undefined> {
    return this.lastPosition();
  }

  health(): Promise<EventStoreHealth> {
    const node = 'memory';
    return Promise.resolve(
      this.#closed ? { reachable: false, node, reason: 'it is closed' } : { reachable: true, node },
    );
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#wakeAll();
    return Promise.resolve();
  }

  #append(
    stream: StreamName,
    held: RecordedEvent[],
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): AppendResult {
    const actual = held.at(-1)?.revision ?? 'NO_STREAM';
    const isAnyRevision = expected === 'ANY' || (expected === 'STREAM_EXISTS' && actual !== 'NO_STREAM');
    if (isAnyRevision || expected !== actual) {
      const repeated = isAnyRevision ? repeatedById(held, events) : repeatedAt(held, events, expected);
      if (repeated !== undefined) return repeated;
    }
    if (!isAnyRevision && expected !== actual) throw new RevisionConflictError(stream, expected, actual);
    for (const { id, type, data, metadata } of events) {
      const event: RecordedEvent = {
        stream,
        revision: BigInt(held.length),
        position: position(String(this.ledger.events.length + 1)),
        id,
        type,
        data,
        metadata,
        recordedAt: this.#now().toISOString(),
      };
      held.push(event);
      this.ledger.events.push(event);
    }
    this.ledger.streams.set(stream, held);
    this.#wakeAll();
    return resultOf(held, held.length - events.length, events.length);
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreClosedError();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        this.#waiting.delete(finish);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      this.#waiting.add(finish);
      signal.addEventListener('abort', finish);
    });
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

/** Runs at once; what it throws becomes a rejection. */
function settled<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => resolve(run()));
}

function resultOf(held: readonly RecordedEvent[], first: number, count: number): AppendResult {
  const last = held[first + count - 1];
  if (last === undefined) throw new RangeError(`There is no event ${first + count - 1}.`);
  return { revision: last.revision, position: last.position, created: first === 0 };
}

/** The first reply again where exactly these events stand after the expected revision. */
function repeatedAt(
  held: readonly RecordedEvent[],
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): AppendResult | undefined {
  if (typeof expected !== 'bigint' && expected !== 'NO_STREAM') return undefined;
  const first = expected === 'NO_STREAM' ? 0 : Number(expected) + 1;
  const isSame = events.every((event, index) => held[first + index]?.id === event.id);
  return isSame ? resultOf(held, first, events.length) : undefined;
}

function repeatedById(held: readonly RecordedEvent[], events: readonly NewEvent[]): AppendResult | undefined {
  const known = events.map(({ id }) => held.findIndex((event) => event.id === id));
  if (known.every((index) => index === -1)) return undefined;
  const first = known[0] ?? -1;
  if (first !== -1 && known.every((index, offset) => index === first + offset)) {
    return resultOf(held, first, events.length);
  }
  throw new InvalidEventError('The stream already holds an event of an id given; each event needs its own.');
}

function checkedLimit(limit: number | undefined): number {
  if (limit === undefined) return Number.MAX_SAFE_INTEGER;
  if (Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw new RangeError(`A limit of ${limit} events was asked for; it should be a whole number, 0 or more.`);
}

/** Positions count from 1, so the event after a position has it as its index. */
function indexAfter(after: Position | undefined): number {
  if (after === undefined) return 0;
  if (after.includes('/')) throw new InvalidPositionError(after);
  return Number(after);
}

function isWanted(event: RecordedEvent, categories: readonly string[] | undefined): boolean {
  return categories === undefined || categories.includes(categoryOf(event.stream));
}
