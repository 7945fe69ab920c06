import { randomUUID } from 'node:crypto';
import { isEvent, type NewEvent, type RecordedEvent, type SubscriptionMessage, streamName } from '@ledger/event-store';
import { CommitFeed, READ_THROUGH_STEP } from '../src/feed/commit-feed';
import { SqliteEventStore } from '../src/sqlite-event-store';
import { subscription } from '../src/feed/subscription';

function newEvents(count: number): [NewEvent, ...NewEvent[]] {
  const event = (): NewEvent => ({ id: randomUUID(), type: 'Noted', data: '{}', metadata: '{}' });
  return [event(), ...Array.from({ length: count - 1 }, event)];
}

describe('A subscription on SQLite', () => {
  let store: SqliteEventStore;
  let control: AbortController;

  beforeEach(async () => {
    store = await SqliteEventStore.open({ path: ':memory:' });
    control = new AbortController();
  });

  afterEach(() => store.close());

  async function append(stream: string, count: number): Promise<void> {
    await store.append(streamName(stream), newEvents(count), { expectedRevision: 'ANY' });
  }

  function subscribe(...categories: string[]): () => Promise<SubscriptionMessage | undefined> {
    const messages = store.subscribe({ categories, signal: control.signal });
    return async () => (await messages.next()).value ?? undefined;
  }

  it('says that it has caught up whenever it has delivered all there is, with the head of the ledger', async () => {
    await append('a-1', 1);
    await append('b-1', 1);
    const next = subscribe('a');
    expect(await next()).toMatchObject({ stream: 'a-1', position: '1' });
    expect(await next()).toEqual({ kind: 'caught-up', position: '2' });
    const live = next();
    await append('a-1', 2);
    expect(await live).toMatchObject({ position: '3' });
    expect(await next()).toMatchObject({ position: '4' });
    expect(await next()).toEqual({ kind: 'caught-up', position: '4' });
  });

  it('says how far it has read when a long stretch held nothing of its categories', async () => {
    const next = subscribe('a');
    expect(await next()).toEqual({ kind: 'caught-up', position: undefined });
    const following = next();
    await append('b-1', READ_THROUGH_STEP - 1);
    await append('b-1', 1);
    expect(await following).toEqual({ kind: 'read-through', position: String(READ_THROUGH_STEP) });
    const live = next();
    await append('a-1', 1);
    expect(await live).toMatchObject({ position: String(READ_THROUGH_STEP + 1) });
  });

  it('reads a history longer than a page with one report at its end', async () => {
    await append('a-1', 600);
    const next = subscribe('a');
    const messages: (SubscriptionMessage | undefined)[] = [];
    for (let count = 0; count < 601; count++) messages.push(await next());
    expect(messages.findIndex((message) => message !== undefined && !isEvent(message))).toBe(600);
  });

  it('ends without an error on abort, and with one on closing', async () => {
    const next = subscribe('a');
    await next();
    const aborted = next();
    control.abort();
    expect(await aborted).toBeUndefined();

    control = new AbortController();
    const other = subscribe('a');
    await other();
    const closed = other();
    await store.close();
    await expect(closed).rejects.toMatchObject({ code: 'STORE_CLOSED' });
  });

  it('repeats nothing that was committed between its look at the head and its read', async () => {
    await append('a-1', 3);
    const events: RecordedEvent[] = [];
    for await (const event of store.readAll()) events.push(event);
    const feed = new CommitFeed(undefined, undefined);
    const reader = {
      // The head as it was before the last two events came.
      lastPosition: () => 1,
      all: (after: number) => events.filter((event) => Number(event.position) > after),
    };
    const messages = subscription(reader, feed, { signal: control.signal });
    const next = async (): Promise<SubscriptionMessage | undefined> => (await messages.next()).value ?? undefined;
    expect([await next(), await next(), await next()]).toEqual(events);
    expect(await next()).toEqual({ kind: 'caught-up', position: '3' });
    const following = next();
    feed.announce({ position: 4, categories: ['a'] });
    await new Promise((resolve) => setImmediate(resolve));
    control.abort();
    expect(await following).toBeUndefined();
  });
});
