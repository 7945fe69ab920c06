import { setMaxListeners } from 'node:events';
import {
  type AppendResult,
  DamagedStreams,
  DEFAULT_MAX_EVENT_BYTES,
  type EventStore,
  type EventStoreHealth,
  type ExpectedRevision,
  type NewEvents,
  type OrderedAppends,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  StoreClosedError,
  type StreamName,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '@ledger/event-store';
import type { BackoffPolicy } from '@ledger/runtime';
import { AllFeed } from './feed/all-feed';
import type { FilterWindow } from './feed/all-filter';
import { Appender } from './writer/appender';
import { parseConnectionString } from './connection/connection-string';
import { EventStoreDbConnection } from './connection/event-store-db-connection';
import type { CallOptions } from './connection/retry';
import { readStream } from './reader/stream-reader';
import { subscribe } from './feed/subscription';

export interface EventStoreDbOptions {
  /** `esdb://…`; see `parseConnectionString`. */
  readonly url: string;
  /** Time a call may take, its retries included, in milliseconds. Default: `defaultDeadline` of the URL, or 5,000. */
  readonly deadline?: number;
  /** Time after which `health` calls the store unreachable, in milliseconds. Default: 2,000, or `deadline` if shorter. */
  readonly healthDeadline?: number;
  /** Bytes of type, data and metadata of one event. Default: as every adapter. */
  readonly maxEventBytes?: number;
  /** Bytes of one append. Default: 1 MiB, the server's own `MaxAppendSize`. */
  readonly maxAppendBytes?: number;
  readonly backoff?: Partial<BackoffPolicy>;
  /** How the server filters `$all`. */
  readonly window?: Partial<FilterWindow>;
}

const DEFAULT_DEADLINE = 5_000;
const DEFAULT_HEALTH_DEADLINE = 2_000;
/** `MaxAppendSize` of the server's configuration, unless it was changed. */
const DEFAULT_MAX_APPEND_BYTES = 1024 * 1024;
const DEFAULT_BACKOFF: BackoffPolicy = { firstPauseMs: 50, longestPauseMs: 2_000 };
/** A checkpoint at least every 2,000 events of others, so that little is read again after a restart. */
const DEFAULT_WINDOW: FilterWindow = { searchWindow: 500, checkpointEvery: 4 };

/** The ledger on an EventStoreDB or KurrentDB server or cluster. Connects at the first call. */
export class EventStoreDbEventStore implements EventStore {
  /** Others append to the same server. */
  readonly exclusive = false;
  readonly damaged = new DamagedStreams();
  readonly #closing = new AbortController();
  /** Appends and streams go to the leader whatever the feed prefers; a broken subscription breaks no append. */
  readonly #leader: EventStoreDbConnection;
  readonly #follower: EventStoreDbConnection;
  readonly #call: CallOptions;
  readonly #appender: Appender;
  readonly #feed: AllFeed;
  readonly #healthProbe: AllFeed;
  readonly #hosts: string;
  readonly #appends = new Set<Promise<AppendResult>>();
  #closed: Promise<void> | undefined;

  /** Throws a `TypeError` for a connection string that is not one. */
  constructor(options: EventStoreDbOptions) {
    const settings = parseConnectionString(options.url);
    // Each call under way listens to it, and there may be many.
    setMaxListeners(0, this.#closing.signal);
    const deadline = options.deadline ?? settings.deadline ?? DEFAULT_DEADLINE;
    const window = { ...DEFAULT_WINDOW, ...options.window };
    this.#hosts = settings.hosts.map(({ address, port }) => `${address}:${port}`).join(',');
    this.#leader = new EventStoreDbConnection(settings, 'leader');
    this.#follower = new EventStoreDbConnection(settings, settings.nodePreference);
    this.#call = { deadline, backoff: { ...DEFAULT_BACKOFF, ...options.backoff }, closed: this.#closing.signal };
    this.#appender = new Appender(this.#leader, {
      ...this.#call,
      // An append that was accepted is carried through, also while the store is being closed.
      closed: new AbortController().signal,
      maxEventBytes: options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES,
      maxAppendBytes: options.maxAppendBytes ?? DEFAULT_MAX_APPEND_BYTES,
    });
    this.#feed = new AllFeed(this.#follower, this.#call, window);
    const healthDeadline = options.healthDeadline ?? Math.min(deadline, DEFAULT_HEALTH_DEADLINE);
    this.#healthProbe = new AllFeed(this.#leader, { ...this.#call, deadline: healthDeadline }, window);
  }

  async append(
    stream: StreamName,
    events: NewEvents,
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<AppendResult> {
    this.#assertOpen();
    const append = this.#appender.append(stream, events, options.expectedRevision);
    this.#appends.add(append);
    try {
      return await append;
    } finally {
      this.#appends.delete(append);
    }
  }

  /** For one writer: its appends go out at once, and are stored in its order. */
  async appendInOrder(): Promise<OrderedAppends | undefined> {
    this.#assertOpen();
    const appends = await this.#appender.inOrder();
    if (appends !== undefined) this.#closing.signal.addEventListener('abort', () => appends.close(), { once: true });
    return appends;
  }

  async *readStream(stream: StreamName, options: ReadStreamOptions = {}): AsyncGenerator<RecordedEvent> {
    this.#assertOpen();
    assertLimit(options.limit);
    yield* readStream(this.#leader, stream, options, this.#call);
  }

  async *readAll({ after, categories, limit }: ReadAllOptions = {}): AsyncGenerator<RecordedEvent> {
    this.#assertOpen();
    assertLimit(limit);
    yield* this.#feed.readAll(after, categories, limit);
  }

  async *subscribe(options: SubscribeOptions): AsyncGenerator<SubscriptionMessage> {
    this.#assertOpen();
    yield* subscribe(this.#feed, options, this.#call);
  }

  async lastPosition(): Promise<Position | undefined> {
    this.#assertOpen();
    return this.#feed.lastPosition();
  }

  async endPosition(): Promise<Position | undefined> {
    this.#assertOpen();
    return this.#feed.endPosition();
  }

  /** Asks the node that takes appends for the end of its log. */
  async health(): Promise<EventStoreHealth> {
    const name = (): string => `EventStoreDB ${this.#leader.node ?? this.#hosts}`;
    try {
      this.#assertOpen();
      await this.#healthProbe.end();
      return { reachable: true, node: name() };
    } catch (error) {
      return { reachable: false, node: name(), reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Ends reads and subscriptions with `StoreClosedError`, waits for appends under way, then ends the connections. */
  close(): Promise<void> {
    this.#closing.abort();
    this.#closed ??= this.#disconnect();
    return this.#closed;
  }

  async #disconnect(): Promise<void> {
    await Promise.allSettled(this.#appends);
    this.#appender.close();
    await Promise.all([this.#leader.close(), this.#follower.close()]);
  }

  #assertOpen(): void {
    if (this.#closing.signal.aborted) throw new StoreClosedError();
  }
}

function assertLimit(limit: number | undefined): void {
  if (limit !== undefined && (!Number.isSafeInteger(limit) || limit < 0)) {
    throw new RangeError(`A limit should be a whole number of 0 or more, not ${limit}.`);
  }
}
