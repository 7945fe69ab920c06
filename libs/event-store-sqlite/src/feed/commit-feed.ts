import { BroadcastChannel } from 'node:worker_threads';
import { announcementChannelName, type CommitAnnouncement } from './commit-announcement';

/** Events of other categories that may pass before a subscription looks again, to say how far it has read. */
export const READ_THROUGH_STEP = 1_000;

/** One subscription's ear: it remembers what was announced while its owner was busy. */
export interface CommitListener {
  /** Resolves on a commit for the listener after `position`, when a poll is due, on abort and on close. */
  next(position: number, signal: AbortSignal): Promise<void>;
  stop(): void;
}

interface Listener {
  readonly categories: ReadonlySet<string> | undefined;
  /** Last position announced that may concern the listener. */
  relevant: number;
  announced: number;
  wake: (() => void) | undefined;
}

/** Tells subscriptions about the writer's commits, over a broadcast channel; a store in another process polls. */
export class CommitFeed {
  readonly #channelName: string | undefined;
  readonly #listeners = new Set<Listener>();
  #channel: BroadcastChannel | undefined;
  #closed = false;

  /** Without a path it hears only what `announce` says; without an interval it never polls. */
  constructor(
    path: string | undefined,
    private readonly pollIntervalMs: number | undefined,
  ) {
    this.#channelName = path === undefined ? undefined : announcementChannelName(path);
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  listen(categories: readonly string[] | undefined): CommitListener {
    const listener: Listener = {
      categories: categories && new Set(categories),
      relevant: 0,
      announced: 0,
      wake: undefined,
    };
    this.#listeners.add(listener);
    this.#openChannel();
    return {
      next: (position, signal) => this.#next(listener, position, signal),
      stop: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size === 0) this.#closeChannel();
      },
    };
  }

  announce(announcement: CommitAnnouncement): void {
    const { position, categories } = announcement;
    for (const listener of this.#listeners) {
      listener.announced = position;
      if (concerns(listener, categories)) listener.relevant = position;
      listener.wake?.();
    }
  }

  /** Wakes every listener for good. */
  close(): void {
    this.#closed = true;
    this.#closeChannel();
    for (const listener of this.#listeners) listener.wake?.();
  }

  async #next(listener: Listener, position: number, signal: AbortSignal): Promise<void> {
    const isDue = (): boolean =>
      listener.relevant > position ||
      listener.announced >= position + READ_THROUGH_STEP ||
      signal.aborted ||
      this.#closed;
    if (!isDue()) await this.#wait(listener, isDue, signal);
    // Told once: a reader that cannot see what was announced waits for the next word instead of asking without end.
    listener.relevant = 0;
    listener.announced = 0;
  }

  #wait(listener: Listener, isDue: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        listener.wake = undefined;
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = this.pollIntervalMs === undefined ? undefined : setTimeout(finish, this.pollIntervalMs);
      listener.wake = () => {
        if (isDue()) finish();
      };
      signal.addEventListener('abort', finish);
    });
  }

  #openChannel(): void {
    if (this.#channelName === undefined || this.#channel !== undefined || this.#closed) return;
    this.#channel = new BroadcastChannel(this.#channelName);
    this.#channel.onmessage = (message: unknown): void => {
      this.announce((message as { readonly data: CommitAnnouncement }).data);
    };
  }

  #closeChannel(): void {
    this.#channel?.close();
    this.#channel = undefined;
  }
}

function concerns(listener: Listener, categories: readonly string[]): boolean {
  const wanted = listener.categories;
  return wanted === undefined || categories.some((category) => wanted.has(category));
}
