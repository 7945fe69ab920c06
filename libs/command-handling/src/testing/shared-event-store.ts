import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  AppendResult,
  EventStore,
  EventStoreHealth,
  ExpectedRevision,
  NewEvents,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  StreamName,
  SubscribeOptions,
  SubscriptionMessage,
} from '@ledger/event-store';

/**
 * One process's way to a store that others append to as well: nothing it knows is certain to be the head, and every
 * append takes a turn of the event loop, so that others get in between.
 */
export class SharedEventStore implements EventStore {
  readonly exclusive = false;
  /** Streams read since the start, each time it was. */
  readonly reads: { readonly stream: StreamName; readonly from: bigint }[] = [];
  /** Appends since the start, those in vain as well. */
  readonly appends: { readonly stream: StreamName; readonly expectedRevision: ExpectedRevision }[] = [];

  /** @param inner the store that all share. */
  constructor(private readonly inner: EventStore) {}

  async append(
    stream: StreamName,
    events: NewEvents,
    options: { readonly expectedRevision: ExpectedRevision },
  ): Promise<AppendResult> {
    this.appends.push({ stream, ...options });
    await nextTurn();
    return this.inner.append(stream, events, options);
  }

  readStream(stream: StreamName, options: ReadStreamOptions = {}): AsyncIterable<RecordedEvent> {
    this.reads.push({ stream, from: options.from ?? 0n });
    return this.inner.readStream(stream, options);
  }

  readAll(options?: ReadAllOptions): AsyncIterable<RecordedEvent> {
    return this.inner.readAll(options);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    return this.inner.subscribe(options);
  }

  lastPosition(): Promise<Position | undefined> {
    return this.inner.lastPosition();
  }

  endPosition(): Promise<Position | undefined> {
    return this.inner.endPosition();
  }

  health(): Promise<EventStoreHealth> {
    return this.inner.health();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
