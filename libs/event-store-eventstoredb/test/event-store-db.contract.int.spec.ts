import { randomUUID } from 'node:crypto';
import { DEFAULT_MAX_EVENT_BYTES } from '@ledger/event-store';
import { eventStoreContract, type Harness } from '@ledger/event-store/testing';
import { EventStoreDbEventStore } from '../src';
import { EventStoreDbDouble } from '../src/testing';
import { floodAndKill, raceInProcesses } from './child-process';

const MOST_ACKNOWLEDGED = 300;
const NO_DISK = 'the disk is the server’s, which reports a full one by stopping';
const NO_REMOVAL = 'the server changes no event';

/** Stores on one server, the double or a real one. */
function openHarness(url: string, server: { dropConnections?: () => Promise<void>; close(): Promise<void> }): Harness {
  let store = new EventStoreDbEventStore({ url });
  return {
    get store() {
      return store;
    },
    maxEventBytes: DEFAULT_MAX_EVENT_BYTES,
    reopen: async () => {
      await store.close();
      return (store = new EventStoreDbEventStore({ url }));
    },
    race: (stream, contenders, expected) => {
      if (typeof expected !== 'bigint') throw new Error('The race of this harness takes exact revisions.');
      return raceInProcesses(url, stream, contenders, expected);
    },
    killDuringAppends: async () => {
      // Not in a category of the ledger: what reads one would meet events there that are not its own.
      const streams = Array.from({ length: 8 }, () => `contract.killed-${randomUUID()}`);
      const acknowledged = await floodAndKill(url, streams, 1 + Math.floor(Math.random() * MOST_ACKNOWLEDGED));
      return { acknowledged, store: new EventStoreDbEventStore({ url }) };
    },
    ...(server.dropConnections === undefined ? {} : { dropConnections: server.dropConnections }),
    dispose: async () => {
      await store.close();
      await server.close();
    },
  };
}

async function openOnDouble(serverVersion?: string): Promise<Harness> {
  const double = await EventStoreDbDouble.start(serverVersion === undefined ? {} : { serverVersion });
  return openHarness(double.url, {
    dropConnections: () => Promise.resolve(double.drop()),
    close: () => double.close(),
  });
}

eventStoreContract('EventStoreDB, the double through the real client', () => openOnDouble(), {
  openNearlyFull: NO_DISK,
  removesContents: NO_REMOVAL,
});

const realServer = process.env['TEST_EVENT_STORE_URL'];
if (realServer === undefined) {
  describe('Event store contract: EventStoreDB, a real server', () => {
    it.skip('not here: TEST_EVENT_STORE_URL names no server', () => undefined);
  });
} else {
  eventStoreContract(
    'EventStoreDB, a real server',
    () => Promise.resolve(openHarness(realServer, { close: () => Promise.resolve() })),
    {
      openNearlyFull: NO_DISK,
      removesContents: NO_REMOVAL,
      dropConnections: 'a test cannot cut the connections of a server it did not start',
    },
  );
}
