import type { EventStore, RecordedEvent, SubscribeOptions, SubscriptionMessage } from '../../event-store';
import { isEvent } from '../../event-store';
import type { Position } from '../../position';
import { collect, freshCategory, freshStream, newEvents, streamOf } from './contract-events';
import type { ContractContext } from './harness';

/** Row 15: history, then live events. */
export function subscriptionContract({ store, harness, itWith }: ContractContext): void {
  describe('15: a subscription', () => {
    it('delivers history, says that it has caught up, then delivers live events', async () => {
      const category = freshCategory();
      await streamOf(store(), 3, category);
      const history = await collect(store().readAll({ categories: [category] }));
      const listener = new Listener(store(), { categories: [category] });
      await listener.until((messages) => messages.some(isCaughtUp));
      expect(listener.events()).toEqual(history);
      // On a long log it may say before how far it has read through events of others.
      expect(listener.messages.slice(0, listener.messages.findIndex(isCaughtUp)).filter(isEvent)).toEqual(history);
      await streamOf(store(), 2, category);
      await listener.until(() => listener.events().length === 5);
      await listener.stop();
      expect(listener.events()).toEqual(await collect(store().readAll({ categories: [category] })));
    });

    it('delivers a history longer than any page, each event once', async () => {
      const category = freshCategory();
      const events = newEvents(1_100);
      await store().append(freshStream(category), events, { expectedRevision: 'NO_STREAM' });
      const listener = new Listener(store(), { categories: [category] });
      await listener.until((messages) => messages.some(isCaughtUp));
      await listener.stop();
      expect(listener.events().map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    });

    it('says that it has caught up where there is nothing of its categories', async () => {
      const listener = new Listener(store(), { categories: [freshCategory()] });
      await listener.until((messages) => messages.some(isCaughtUp));
      await listener.stop();
      expect(listener.events()).toEqual([]);
    });

    it('has no gap and no repetition at the seam', async () => {
      const category = freshCategory();
      const writers = Array.from({ length: 4 }, async () => {
        const stream = freshStream(category);
        for (let round = 0; round < 40; round++) {
          await store().append(stream, newEvents(1 + (round % 2)), { expectedRevision: 'ANY' });
        }
      });
      const listeners: Listener[] = [];
      for (let index = 0; index < 6; index++) {
        listeners.push(new Listener(store(), { categories: [category] }));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(writers);
      const all = await collect(store().readAll({ categories: [category] }));
      expect(all).toHaveLength(240);
      for (const listener of listeners) {
        await listener.until(() => listener.events().length >= 240);
        await listener.stop();
        expect(listener.events()).toEqual(all);
      }
    });

    it('resumes after a position, exclusively', async () => {
      const category = freshCategory();
      await streamOf(store(), 5, category);
      const all = await collect(store().readAll({ categories: [category] }));
      for (const index of [0, 2, 4]) {
        const after = all[index]?.position as Position;
        const listener = new Listener(store(), { after, categories: [category] });
        await listener.until((messages) => messages.some(isCaughtUp));
        await listener.stop();
        expect(listener.events()).toEqual(all.slice(index + 1));
      }
    });

    it('resumes after the position that it said it had caught up to', async () => {
      const category = freshCategory();
      await streamOf(store(), 2, category);
      const first = new Listener(store(), { categories: [category] });
      await first.until((messages) => messages.some(isCaughtUp));
      await first.stop();
      const after = first.messages.find(isCaughtUp)?.position;
      expect(after).toBeDefined();
      await streamOf(store(), 1, category);
      const second = new Listener(store(), { after: after, categories: [category] });
      await second.until(() => second.events().length === 1);
      await second.stop();
      expect(second.events()).toEqual((await collect(store().readAll({ categories: [category] }))).slice(2));
    });

    it('delivers everything where no categories are named', async () => {
      const after = await store().lastPosition();
      const [one] = await streamOf(store(), 1);
      const [two] = await streamOf(store(), 1);
      const listener = new Listener(store(), after === undefined ? {} : { after });
      const ofBoth = (): string[] => listener.events().map(({ stream }) => stream);
      await listener.until(() => ofBoth().includes(one) && ofBoth().includes(two));
      await listener.stop();
      expect(ofBoth().filter((stream) => stream === one || stream === two)).toEqual([one, two]);
    });

    it('does not overlap a slow handler', async () => {
      const category = freshCategory();
      await streamOf(store(), 3, category);
      let running = 0;
      let most = 0;
      const listener = new Listener(store(), { categories: [category] }, async () => {
        running++;
        most = Math.max(most, running);
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
        running--;
      });
      await streamOf(store(), 3, category);
      await listener.until(() => listener.events().length === 6);
      await listener.stop();
      expect(most).toBe(1);
    });

    it('ends on abort while it waits, while it is read, and before it began', async () => {
      const category = freshCategory();
      await streamOf(store(), 3, category);
      const waiting = new Listener(store(), { categories: [category] });
      await waiting.until((messages) => messages.some(isCaughtUp));
      await waiting.stop();

      const control = new AbortController();
      const seen: SubscriptionMessage[] = [];
      for await (const message of store().subscribe({ categories: [category], signal: control.signal })) {
        seen.push(message);
        control.abort();
      }
      expect(seen).toHaveLength(1);
      expect(await collect(store().subscribe({ signal: AbortSignal.abort() }))).toEqual([]);
    });

    it('ends when its reader stops', async () => {
      const category = freshCategory();
      await streamOf(store(), 3, category);
      const { signal } = new AbortController();
      let first: RecordedEvent | undefined;
      for await (const message of store().subscribe({ categories: [category], signal })) {
        // A store may say first how far it has read through events of others.
        if (!isEvent(message)) continue;
        first = message;
        break;
      }
      expect(first?.revision).toBe(0n);
      await streamOf(store(), 1, category);
    });

    itWith('dropConnections', 'survives a dropped connection', async () => {
      const category = freshCategory();
      await streamOf(store(), 2, category);
      const listener = new Listener(store(), { categories: [category] });
      await listener.until(() => listener.events().length === 2);
      await harness().dropConnections?.();
      await streamOf(store(), 2, category);
      await listener.until(() => listener.events().length === 4);
      await listener.stop();
      expect(listener.events()).toEqual(await collect(store().readAll({ categories: [category] })));
    });
  });
}

function isCaughtUp(message: SubscriptionMessage): message is Extract<SubscriptionMessage, { kind: 'caught-up' }> {
  return !isEvent(message) && message.kind === 'caught-up';
}

/** Runs a subscription in the background and keeps what it said. */
class Listener {
  readonly messages: SubscriptionMessage[] = [];
  readonly #control = new AbortController();
  readonly #ended: Promise<void>;
  #failure: Error | undefined;
  #onMessage: (() => void) | undefined;

  constructor(store: EventStore, options: Omit<SubscribeOptions, 'signal'>, handle?: () => Promise<void>) {
    this.#ended = this.#run(store.subscribe({ ...options, signal: this.#control.signal }), handle).catch(
      (error: unknown) => {
        this.#failure = error instanceof Error ? error : new Error(String(error));
        this.#onMessage?.();
      },
    );
  }

  events(): Extract<SubscriptionMessage, { id: string }>[] {
    return this.messages.filter(isEvent);
  }

  /** Resolves as soon as the messages so far are what was waited for. */
  async until(isReached: (messages: readonly SubscriptionMessage[]) => boolean): Promise<void> {
    while (!isReached(this.messages)) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#onMessage = resolve;
      });
    }
  }

  /** Aborts; resolves once the iteration has ended, and throws what it may have thrown. */
  async stop(): Promise<void> {
    this.#control.abort();
    await this.#ended;
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #run(messages: AsyncIterable<SubscriptionMessage>, handle: (() => Promise<void>) | undefined): Promise<void> {
    for await (const message of messages) {
      this.messages.push(message);
      if (isEvent(message)) await handle?.();
      this.#onMessage?.();
    }
  }
}
