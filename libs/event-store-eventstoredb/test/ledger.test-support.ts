import {
  type EventStore,
  isEvent,
  type NewEvent,
  type RecordedEvent,
  streamName,
  type StreamName,
} from '@ledger/event-store';
import { randomUUID } from 'node:crypto';
import { EventStoreDbEventStore, type EventStoreDbOptions } from '../src';
import { EventStoreDbDouble, type EventStoreDbDoubleOptions } from '../src/testing';

/** A double and a store on it, closed together. */
export interface Rig {
  readonly double: EventStoreDbDouble;
  readonly store: EventStoreDbEventStore;
  close(): Promise<void>;
}

/** Short pauses between attempts, so that tests of broken connections do not wait for them. */
const IMPATIENT = { firstPauseMs: 2, longestPauseMs: 20 };

export async function startRig(
  doubleOptions: EventStoreDbDoubleOptions = {},
  storeOptions: Partial<EventStoreDbOptions> = {},
): Promise<Rig> {
  const double = await EventStoreDbDouble.start(doubleOptions);
  const store = new EventStoreDbEventStore({ url: double.url, backoff: IMPATIENT, ...storeOptions });
  return {
    double,
    store,
    async close() {
      await store.close();
      await double.close();
    },
  };
}

export function newEvent(data: object = {}, id: string = randomUUID()): NewEvent {
  return { id, type: 'Happened', data: JSON.stringify(data), metadata: '{"tenant":"default"}' };
}

export function newStream(category = 'journey.default'): StreamName {
  return streamName(`${category}-${randomUUID()}`);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** Live events of a subscription, collected as they come. */
export function follow(
  store: EventStore,
  options: Omit<Parameters<EventStore['subscribe']>[0], 'signal'> = {},
): { readonly events: RecordedEvent[]; until(count: number): Promise<void>; stop(): Promise<void> } {
  const events: RecordedEvent[] = [];
  const stopping = new AbortController();
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const running = (async () => {
    for await (const message of store.subscribe({ ...options, signal: stopping.signal })) {
      if (isEvent(message)) events.push(message);
      for (const { count, resolve } of waiting) if (events.length >= count) resolve();
    }
  })();
  return {
    events,
    until: (count) =>
      Promise.race([
        events.length >= count
          ? Promise.resolve()
          : new Promise<void>((resolve) => {
              waiting.push({ count, resolve });
            }),
        running.then(() => Promise.reject(new Error('The subscription has ended.'))),
      ]),
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
