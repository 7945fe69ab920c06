import { StoreUnavailableError } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';

const METHODS = ['append', 'readStream', 'readAll', 'lastPosition', 'endPosition'] as const;

/** Runs work while no event store of this process answers. */
export async function whileStoreIsAway<T>(work: () => Promise<T>): Promise<T> {
  const { prototype } = SqliteEventStore;
  const kept = METHODS.map((name) => [name, Reflect.get(prototype, name)] as const);
  for (const name of METHODS) Reflect.set(prototype, name, name.startsWith('read') ? failingRead : failingCall);
  try {
    return await work();
  } finally {
    for (const [name, method] of kept) Reflect.set(prototype, name, method);
  }
}

function failingCall(): Promise<never> {
  return Promise.reject(new StoreUnavailableError('The event store is away.'));
}

function failingRead(): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: failingCall }) };
}
