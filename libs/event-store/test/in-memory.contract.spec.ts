import { DEFAULT_MAX_EVENT_BYTES } from '@ledger/event-store';
import { type Harness, InMemoryEventStore, eventStoreContract } from '@ledger/event-store/testing';

function openHarness(): Promise<Harness> {
  let store = new InMemoryEventStore();
  return Promise.resolve({
    get store() {
      return store;
    },
    maxEventBytes: DEFAULT_MAX_EVENT_BYTES,
    removesContents: true,
    reopen: async () => {
      await store.close();
      store = new InMemoryEventStore({ ledger: store.ledger });
      return store;
    },
    dispose: () => store.close(),
  });
}

eventStoreContract('in memory, for tests', openHarness, {
  race: 'it lives in one process',
  dropConnections: 'it has no connection',
  openNearlyFull: 'it has no disk',
  killDuringAppends: 'it ends with its process',
});
