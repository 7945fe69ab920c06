import { randomUUID } from 'node:crypto';
import type { EventDraft } from '../../envelope.types';
import type { EventStore, ExpectedRevision, NewEvent, RecordedEvent } from '../../event-store';
import { streamName, type StreamName } from '../../stream-name';

export type Events = [NewEvent, ...NewEvent[]];

/** A category that no other test uses, so that suites can share one ledger. */
export function freshCategory(): string {
  return `contract.${randomUUID().replaceAll('-', '')}`;
}

export function freshStream(category = freshCategory()): StreamName {
  return streamName(`${category}-${randomUUID()}`);
}

export function newEvent(changes: Partial<NewEvent> = {}): NewEvent {
  return { id: randomUUID(), type: 'Noted', data: '{"note":"kept"}', metadata: '{"tenant":"contract"}', ...changes };
}

export function newEvents(count: number): Events {
  return [newEvent(), ...Array.from({ length: count - 1 }, () => newEvent())];
}

export function newDraft(changes: Partial<EventDraft> = {}): EventDraft {
  return {
    id: randomUUID(),
    type: 'Noted',
    data: { note: 'kept' },
    metadata: {
      commandId: randomUUID(),
      tenant: 'contract',
      actor: { subject: 'tester', kind: 'caller' },
      schemaVersion: 1,
      occurredAt: '2026-01-31T12:00:00.000Z',
    },
    ...changes,
  };
}

/** A stream that holds `count` events already. */
export async function streamOf(store: EventStore, count: number, category?: string): Promise<[StreamName, Events]> {
  const stream = freshStream(category);
  const events = newEvents(count);
  await store.append(stream, events, { expectedRevision: 'NO_STREAM' });
  return [stream, events];
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export async function idsOf(events: AsyncIterable<RecordedEvent>): Promise<string[]> {
  return (await collect(events)).map(({ id }) => id);
}

/** The error of a call that has to fail; an assertion on it then sees all its fields. */
export async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  const outcome = await attempt.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) return outcome.error;
  throw new Error(`The call should have failed, and gave ${String(outcome.value)}.`);
}

/** The conflict that an append has to end in, as plain fields. */
export function conflict(stream: StreamName, expected: ExpectedRevision, actual: bigint | 'NO_STREAM'): object {
  return {
    name: 'RevisionConflictError',
    code: 'REVISION_CONFLICT',
    retryable: false,
    stream,
    expected,
    actual,
    message: `Stream ${stream} is at ${actual}; ${expected} was expected. Read it again and retry.`,
  };
}

/** The fields of an error that its type promises. */
export function fieldsOf(error: unknown): object {
  if (!(error instanceof Error)) return { thrown: error };
  return { ...error, name: error.name, message: error.message };
}
