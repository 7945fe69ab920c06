import type { EventStore, SubscribeOptions, SubscriptionMessage } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { openSqliteReadModels, createProcessor } from '@ledger/projections';

/** A process that projects a ledger in small batches and is killed, as `kill -9` does, when it is given that event. */
async function main(ledgerPath: string, readModelsPath: string, killAt: number): Promise<void> {
  const store = await SqliteEventStore.open({ path: ledgerPath, readOnly: true });
  const database = await openSqliteReadModels({ path: readModelsPath });
  const processor = createProcessor({ store: killedAt(killAt, store), database, batchSize: 7, liveSpacingMs: 0 });
  await processor.run();
}

function killedAt(killAt: number, store: EventStore): EventStore {
  async function* subscribe(options: SubscribeOptions): AsyncGenerator<SubscriptionMessage> {
    let count = 0;
    for await (const message of store.subscribe(options)) {
      count += 1;
      if (count === killAt) process.kill(process.pid, 'SIGKILL');
      yield message;
    }
  }
  return {
    exclusive: store.exclusive,
    append: (...parameters) => store.append(...parameters),
    readStream: (...parameters) => store.readStream(...parameters),
    readAll: (...parameters) => store.readAll(...parameters),
    subscribe,
    lastPosition: () => store.lastPosition(),
    endPosition: () => store.endPosition(),
    health: () => store.health(),
    close: () => store.close(),
  };
}

const [ledgerPath = '', readModelsPath = '', killAt = ''] = process.argv.slice(2);
void main(ledgerPath, readModelsPath, Number(killAt));
