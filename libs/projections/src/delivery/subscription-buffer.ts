import { setImmediate } from 'node:timers/promises';
import { isEvent, type Position, type RecordedEvent, type SubscriptionMessage } from '@ledger/event-store';

/** What a subscription has ready, taken at once. */
export interface ReadyEvents {
  readonly events: readonly RecordedEvent[];
  /** Everything up to here is in this batch or one before it. */
  readonly position: Position | undefined;
  readonly isCaughtUp: boolean;
}

/** Characters of the events read ahead: a batch of the largest events there may be must not fill the memory. */
const MAX_CHARACTERS = 8_000_000;

/** Batches what is ready, large while catching up and small when live; reads at most `capacity` messages ahead. */
export class SubscriptionBuffer {
  #messages: SubscriptionMessage[] = [];
  #characters = 0;
  #ended: { readonly error?: unknown } | undefined;
  #wakeConsumer: () => void = () => undefined;
  #wakeProducer: () => void = () => undefined;

  constructor(
    subscription: AsyncIterable<SubscriptionMessage>,
    private readonly capacity: number,
  ) {
    void this.#fill(subscription);
  }

  /** Waits for at least one message. Undefined when the subscription has ended; throws what it failed with. */
  async take(): Promise<ReadyEvents | undefined> {
    if (this.#messages.length === 0 && this.#ended === undefined) {
      await new Promise<void>((resolve) => (this.#wakeConsumer = resolve));
    }
    await this.#gather();
    const messages = this.#messages;
    this.#messages = [];
    this.#characters = 0;
    this.#wakeProducer();
    if (messages.length > 0) return summary(messages);
    if (this.#ended?.error !== undefined) throw this.#ended.error;
    return undefined;
  }

  /** A store that reads in pages uses a turn for each, which may come after ours: hence two without growth. */
  async #gather(): Promise<void> {
    let turnsWithoutGrowth = 0;
    while (turnsWithoutGrowth < 2 && !this.#isFull) {
      const before = this.#messages.length;
      await setImmediate();
      turnsWithoutGrowth = this.#messages.length > before ? 0 : turnsWithoutGrowth + 1;
    }
  }

  get #isFull(): boolean {
    return this.#messages.length >= this.capacity || this.#characters >= MAX_CHARACTERS;
  }

  async #fill(subscription: AsyncIterable<SubscriptionMessage>): Promise<void> {
    try {
      for await (const message of subscription) {
        this.#messages.push(message);
        if (isEvent(message)) this.#characters += message.data.length + message.metadata.length;
        this.#wakeConsumer();
        if (this.#isFull) {
          await new Promise<void>((resolve) => (this.#wakeProducer = resolve));
        }
      }
      this.#ended = {};
    } catch (error) {
      this.#ended = { error };
    }
    this.#wakeConsumer();
  }
}

function summary(messages: readonly SubscriptionMessage[]): ReadyEvents {
  const events: RecordedEvent[] = [];
  let position: Position | undefined;
  let isCaughtUp = false;
  for (const message of messages) {
    position = message.position ?? position;
    if (isEvent(message)) events.push(message);
    else if (message.kind === 'caught-up') isCaughtUp = true;
  }
  return { events, position, isCaughtUp };
}
