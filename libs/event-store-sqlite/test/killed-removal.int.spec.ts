import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GENESIS_HASH,
  isRemoved,
  sealEvents,
  streamName,
  verifyStream,
  type RecordedEvent,
  type StreamName,
} from '@ledger/event-store';
import { countedIds } from '@ledger/runtime/testing';
import { SqliteEventStore } from '../src';
import { removeAndKill } from './child-process';

const EVENTS = 1_203;
const streams = Array.from({ length: 10 }, (_, number) => streamName(`access.default-reads.${number}`));
const ids = countedIds();

const metadata = {
  tenant: 'default',
  actor: { subject: 'read-recorder', kind: 'saga' as const },
  schemaVersion: 1,
  occurredAt: '2026-11-02T09:30:00.000Z',
};

async function eventsOf(store: SqliteEventStore, stream: StreamName): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of store.readStream(stream)) events.push(event);
  return events;
}

/** Writes a ledger of these streams, and gives what is in them. */
async function written(path: string): Promise<ReadonlyMap<StreamName, readonly RecordedEvent[]>> {
  const store = await SqliteEventStore.open({ path });
  const contents = new Map<StreamName, readonly RecordedEvent[]>();
  for (const stream of streams) {
    const drafts = Array.from({ length: EVENTS }, (_, number) => ({
      ...{ id: ids.next(), type: 'JourneysRead', data: { note: `read ${number}` } },
      metadata,
    }));
    const { events } = sealEvents(stream, drafts, { revision: 0n, previousHash: GENESIS_HASH });
    await store.append(stream, events, { expectedRevision: 'NO_STREAM' });
    contents.set(stream, await eventsOf(store, stream));
  }
  await store.close();
  return contents;
}

describe('a process that is killed while it removes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-removal-'));
  const whole = join(folder, 'whole');
  let before: ReadonlyMap<StreamName, readonly RecordedEvent[]>;
  beforeAll(async () => {
    mkdirSync(whole);
    before = await written(join(whole, 'ledger.db'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([1, 2, 4, 7])('has removed whole streams after %i answers, and the rest is completed', async (answers) => {
    const copy = join(folder, `copy-${answers}`);
    cpSync(whole, copy, { recursive: true });
    const path = join(copy, 'ledger.db');
    const removed = await removeAndKill({ path, streams, type: 'JourneysRead' }, answers);
    expect(removed.length).toBeGreaterThanOrEqual(answers);

    const again = await SqliteEventStore.open({ path });
    for (const stream of streams) {
      const found = await eventsOf(again, stream);
      if (removed.includes(stream)) expect(found.every(isRemoved)).toBe(true);
      // Each event is the one that was written, or that one without its data.
      expect(
        found.map((event, at) => (isRemoved(event) ? { ...event, data: before.get(stream)?.[at]?.data } : event)),
      ).toEqual(before.get(stream));
      await again.removeContents(stream, 'JourneysRead');
      const completed = await eventsOf(again, stream);
      expect(completed.every(isRemoved)).toBe(true);
      const { breaks } = await verifyStream(completed);
      expect(new Set(breaks.map(({ kind }) => kind))).toEqual(new Set(['CONTENT_REMOVED']));
    }
    expect(await again.checkFiles()).toEqual([]);
    await again.close();
  });
});
