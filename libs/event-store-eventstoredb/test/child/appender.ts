import { randomUUID } from 'node:crypto';
import {
  type EventDraft,
  GENESIS_HASH,
  type NewEvent,
  RevisionConflictError,
  sealEvents,
  streamName,
} from '@ledger/event-store';
import type { RaceOutcome } from '@ledger/event-store/testing';
import { EventStoreDbEventStore } from '../../src';
import type { ChildMessage, ChildTask } from './messages';

function say(message: ChildMessage): void {
  process.send?.(message);
}

async function race({ url, stream, expected, attempts }: Extract<ChildTask, { kind: 'race' }>): Promise<void> {
  const attempt = async (): Promise<RaceOutcome> => {
    const store = new EventStoreDbEventStore({ url });
    const event: NewEvent = { id: randomUUID(), type: 'Noted', data: '{}', metadata: '{}' };
    try {
      await store.append(streamName(stream), [event], { expectedRevision: BigInt(expected) });
      return { kind: 'appended' };
    } catch (error) {
      if (error instanceof RevisionConflictError) return { kind: 'conflict', actual: String(error.actual) };
      throw error;
    } finally {
      await store.close();
    }
  };
  say({ kind: 'outcomes', outcomes: await Promise.all(Array.from({ length: attempts }, attempt)) });
}

function draft(note: number): EventDraft {
  return {
    id: randomUUID(),
    type: 'Noted',
    data: { note },
    metadata: {
      tenant: 'default',
      actor: { subject: 'child', kind: 'caller' },
      schemaVersion: 1,
      occurredAt: '2026-01-31T12:00:00.000Z',
    },
  };
}

async function fill(store: EventStoreDbEventStore, name: string): Promise<void> {
  const stream = streamName(name);
  let previousHash = GENESIS_HASH;
  for (let revision = 0n; ;) {
    const drafts = Array.from({ length: 1 + Number(revision % 3n) }, (_, index) => draft(index));
    const { events, lastHash } = sealEvents(stream, drafts, { revision, previousHash });
    const expectedRevision = revision === 0n ? 'NO_STREAM' : revision - 1n;
    await store.append(stream, events, { expectedRevision });
    for (const { id } of events) say({ kind: 'acknowledged', stream, revision: String(revision++), id });
    previousHash = lastHash;
  }
}

async function run(task: ChildTask): Promise<void> {
  if (task.kind === 'race') return race(task);
  const store = new EventStoreDbEventStore({ url: task.url });
  await Promise.all(task.streams.map((stream) => fill(store, stream)));
}

// The channel to the parent would keep a child alive that has nothing left to do.
void run(JSON.parse(process.argv[2] ?? '{}') as ChildTask).then(() => process.disconnect());
