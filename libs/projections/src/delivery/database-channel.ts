import { BroadcastChannel } from 'node:worker_threads';

/** What happens to a database of read models: a checkpoint has moved; a rebuild or a retry was requested. */
export type DatabaseTopic = 'progress' | 'request';

/** Wakes the other threads of this process. Other processes do not hear it; they poll. */
export class DatabaseChannel {
  readonly #channel: BroadcastChannel;

  /** @param database its name. */
  constructor(topic: DatabaseTopic, database: string) {
    this.#channel = new BroadcastChannel(`read-model-${topic}:${database}`);
    this.#channel.unref();
  }

  announce(): void {
    this.#channel.postMessage(null);
  }

  listen(listener: () => void): void {
    this.#channel.onmessage = listener;
  }

  close(): void {
    this.#channel.close();
  }
}

/** Announces once, for a caller that keeps no channel. */
export function announce(topic: DatabaseTopic, database: string): void {
  const channel = new DatabaseChannel(topic, database);
  channel.announce();
  channel.close();
}
