import { randomUUID } from 'node:crypto';
import {
  type EventDraft,
  GENESIS_HASH,
  type NewEvent,
  RevisionConflictError,
  sealEvents,
  StoreLockedError,
  type StreamName,
  streamName,
} from '@ledger/event-store';
import type { RaceOutcome } from '@ledger/event-store/testing';
import { SqliteEventStore } from '../../src';
import type { ChildMessage, ChildTask } from './messages';

function draft(note: number): EventDraft {
  return {
    id: randomUUID(),
    type: 'Noted',
    data: { note, filler: 'x'.repeat(note % 500) },
    metadata: {
      tenant: 'default',
      actor: { subject: 'child', kind: 'caller' },
      schemaVersion: 1,
      occurredAt: '2026-01-31T12:00:00.000Z',
    },
  };
}

function say(message: ChildMessage): void {
  process.send?.(message);
}

/** The ledger has one writer at a time, so contenders queue for the file. */
async function openWhenFree(path: string): Promise<SqliteEventStore> {
  for (;;) {
    try {
      return await SqliteEventStore.open({ path });
    } catch (error) {
      if (!(error instanceof StoreLockedError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

async function race(task: Extract<ChildTask, { kind: 'race' }>): Promise<void> {
  const store = await openWhenFree(task.path);
  const attempt = async (note: number): Promise<RaceOutcome> => {
    try {
      const stream = streamName(task.stream);
      const event: NewEvent = { id: randomUUID(), type: 'Noted', data: `{"note":${note}}`, metadata: '{}' };
      await store.append(stream, [event], { expectedRevision: BigInt(task.expected) });
      return { kind: 'appended' };
    } catch (error) {
      if (error instanceof RevisionConflictError) return { kind: 'conflict', actual: String(error.actual) };
      throw error;
    }
  };
  const outcomes = await Promise.all(Array.from({ length: task.attempts }, (_, index) => attempt(index)));
  await store.close();
  say({ kind: 'outcomes', outcomes });
}

async function flood(task: Extract<ChildTask, { kind: 'flood' }>): Promise<void> {
  const store = await SqliteEventStore.open({ path: task.path });
  await Promise.all(task.streams.map((name) => fill(store, streamName(name))));
}

async function fill(store: SqliteEventStore, stream: StreamName): Promise<void> {
  let previousHash = GENESIS_HASH;
  for (let revision = 0n; ;) {
    const drafts = Array.from({ length: 1 + Number(revision % 3n) }, (_, index) => draft(Number(revision) + index));
    const { events, lastHash } = sealEvents(stream, drafts, { revision, previousHash });
    const expectedRevision = revision === 0n ? 'NO_STREAM' : revision - 1n;
    await store.append(stream, events, { expectedRevision });
    for (const { id } of events) say({ kind: 'acknowledged', stream, revision: String(revision++), id });
    previousHash = lastHash;
  }
}

async function remove({ path, streams, type }: Extract<ChildTask, { kind: 'remove' }>): Promise<void> {
  const store = await SqliteEventStore.open({ path });
  for (const stream of streams) {
    await store.removeContents(streamName(stream), type);
    say({ kind: 'removed', stream });
  }
  process.channel?.ref();
}

async function hold(task: Extract<ChildTask, { kind: 'hold' }>): Promise<void> {
  await SqliteEventStore.open({ path: task.path });
  // An open ledger keeps no process alive, and the channel to the parent does only where it is told to.
  process.channel?.ref();
  say({ kind: 'open' });
}

function run(task: ChildTask): Promise<void> {
  switch (task.kind) {
    case 'race':
      return race(task);
    case 'flood':
      return flood(task);
    case 'remove':
      return remove(task);
    case 'hold':
      return hold(task);
  }
}

void run(JSON.parse(process.argv[2] ?? '{}') as ChildTask).then(() => {
  // The channel to the parent could keep a child alive that has nothing left to do; one that holds a ledger is killed.
  if (process.argv[2]?.includes('"race"')) process.disconnect();
});
