import type { PortToken } from '@ledger/plain-data';
import type { DamagedStreams } from './damaged-streams';
import type { Position } from './position';
import type { StreamName } from './stream-name';

/** Revision an appender believes the stream to be at. Required everywhere: there is no unsafe default. */
export type ExpectedRevision = bigint | 'NO_STREAM' | 'STREAM_EXISTS' | 'ANY';

export type ActualRevision = bigint | 'NO_STREAM';

/** An event that is to be appended. `data` and `metadata` are JSON texts and are kept byte for byte. */
export interface NewEvent {
  /** UUID, lower case. */
  readonly id: string;
  /** Persisted type name, a constant. */
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

export interface RecordedEvent extends NewEvent {
  readonly stream: StreamName;
  /** Place in the stream, 0-based. */
  readonly revision: bigint;
  readonly position: Position;
  /** When the store recorded it: RFC 3339, UTC, milliseconds. */
  readonly recordedAt: string;
  /** Set where the store itself can tell that this is not what was written: in a sentence, what it found. */
  readonly damage?: string;
  /** Whether the store has a checksum of its own of all the above, and it fits. */
  readonly isChecked?: boolean;
}

export interface AppendResult {
  /** Revision of the last event appended. */
  readonly revision: bigint;
  /** Position of the last event appended. */
  readonly position: Position;
  /** Whether this append created the stream. */
  readonly created: boolean;
}

/** Said by a subscription, not stored: everything up to `position` has been delivered and the next event will be a live one. */
export interface CaughtUp {
  readonly kind: 'caught-up';
  readonly position: Position | undefined;
}

/** Said by a subscription on a long stretch that held nothing of its categories: resume from here. */
export interface ReadThrough {
  readonly kind: 'read-through';
  readonly position: Position;
}

export type SubscriptionMessage = RecordedEvent | CaughtUp | ReadThrough;

export function isEvent(message: SubscriptionMessage): message is RecordedEvent {
  return !('kind' in message);
}

/** What an append takes: one event or more. */
export type NewEvents = readonly [NewEvent, ...NewEvent[]];

export interface ReadStreamOptions {
  /** First revision to read, inclusive. Default: the first (forwards) or the last (backwards). */
  readonly from?: bigint;
  readonly limit?: number;
  readonly direction?: 'forwards' | 'backwards';
  /** What a stream that does not exist is to the reader: an `error` (the default), or as good as an `empty` one. */
  readonly ifMissing?: 'error' | 'empty';
}

export interface ReadAllOptions {
  /** Exclusive. */
  readonly after?: Position;
  /** Only streams of these categories (the part of the stream's name before the first `-`). */
  readonly categories?: readonly string[];
  readonly limit?: number;
}

export interface SubscribeOptions {
  /** Exclusive: the first event delivered is the one after it. */
  readonly after?: Position;
  readonly categories?: readonly string[];
  /** Ends the iteration, without an error. */
  readonly signal: AbortSignal;
}

export interface EventStoreHealth {
  readonly reachable: boolean;
  /** Which node or file answers, for people. */
  readonly node: string;
  /** Why it is not reachable. */
  readonly reason?: string;
  /** Whether appends are stored now. Embedded stores of processes that append have it. */
  readonly isWritable?: boolean;
  /** Bytes free on the disk of a store that is embedded and has one. */
  readonly freeBytes?: number;
}

/**
 * Appends of one writer, under way at once and stored in the order in which they are asked for, whatever their streams.
 * None is tried again. Once one has failed, those under way fail as well, and may have been stored or not; later ones are
 * refused: what another append would be stored behind is not known any more.
 */
export interface OrderedAppends {
  append(
    stream: StreamName,
    events: NewEvents,
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<AppendResult>;
  /** Ends it; what is under way fails. */
  close(): void;
}

/** The ledger. An adapter translates its driver's errors into `EventStoreError`s once, at its edge. */
export interface EventStore {
  /** True where no other process can append: what this process appended or read last is the head. */
  readonly exclusive: boolean;
  /** Where readers of its streams note what they found damaged. */
  readonly damaged?: DamagedStreams;
  /** All events or none, at consecutive revisions. Durable when it resolves. */
  append(
    stream: StreamName,
    events: NewEvents,
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<AppendResult>;
  /** For a writer that has many appends ready; absent, or undefined, where the store has no such way. */
  appendInOrder?(): Promise<OrderedAppends | undefined>;
  /** Ends at once past the end. Throws `StreamNotFoundError` without a stream, unless `ifMissing: 'empty'`. */
  readStream(stream: StreamName, options?: ReadStreamOptions): AsyncIterable<RecordedEvent>;
  /** In position order, up to what was committed when it got there. */
  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent>;
  /** History, then live events, with no gap at the seam; never overlaps its consumer. */
  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage>;
  /** Position of the last event in the ledger; undefined while it is empty. */
  lastPosition(): Promise<Position | undefined>;
  /**
   * How far the store is written. No position that a reply or a subscription gave lies beyond it; the last event of the
   * ledger may lie before it, where the store also holds what is not the ledger's.
   */
  endPosition(): Promise<Position | undefined>;
  health(): Promise<EventStoreHealth>;
  /**
   * Why only a restart of the process can help, in a sentence; undefined while none is needed. Embedded stores have it:
   * a server that is away comes back by itself.
   */
  lost?(): string | undefined;
  /** What the store's own check of its files finds, in sentences; none if they are sound. Embedded stores have it. */
  checkFiles?(): Promise<readonly string[]>;
  /**
   * Replaces the data of all events of a type in a stream by `REMOVED_DATA`, for good; everything else of them stays.
   * Interrupted, it is continued by the same call. Embedded stores of processes that append have it.
   */
  removeContents?(stream: StreamName, type: string): Promise<void>;
  /** All streams by name, also those whose events cannot be read. Embedded stores have it. */
  streamNames?(): AsyncIterable<StreamName>;
  close(): Promise<void>;
}

export const EVENT_STORE: PortToken<EventStore> = Symbol('EVENT_STORE');
