import { join } from 'node:path';
import type { RecordedEvent, SealedMetadata } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { parseStream } from '@ledger/journey';

export interface StoredEvent extends Omit<RecordedEvent, 'metadata'> {
  readonly tenant: string | undefined;
  readonly metadata: SealedMetadata;
}

/** All events of the embedded ledger in a folder, also while a server runs on it. */
export async function storedEvents(dataDir: string): Promise<readonly StoredEvent[]> {
  const store = await SqliteEventStore.open({ path: join(dataDir, 'ledger.db'), readOnly: true });
  const events: StoredEvent[] = [];
  try {
    for await (const event of store.readAll()) {
      const metadata = JSON.parse(event.metadata) as SealedMetadata;
      events.push({ ...event, metadata, tenant: parseStream(event.stream)?.tenant });
    }
  } finally {
    await store.close();
  }
  return events;
}
