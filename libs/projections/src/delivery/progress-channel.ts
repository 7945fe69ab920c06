import { BroadcastChannel } from 'node:worker_threads';

/**
 * Tells other threads of this process that a checkpoint has moved, so that who waits for a position looks at once.
 * Other processes do not hear it; they look now and then.
 */
export class ProgressChannel {
  readonly #channel: BroadcastChannel;

  /** @param database name of the database whose progress is meant. */
  constructor(database: string) {
    this.#channel = new BroadcastChannel(`read-models:${database}`);
    this.#channel.unref();
  }

  announce(): void {
    this.#channel.postMessage(null);
  }

  onProgress(listener: () => void): void {
    this.#channel.onmessage = listener;
  }

  close(): void {
    this.#channel.close();
  }
}
