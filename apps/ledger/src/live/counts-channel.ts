import { randomUUID } from 'node:crypto';
import { changedCounts, type CountsSnapshot } from './counts-change';
import type { LiveCountsMessage } from './live-counts.schemas';

/** After so long, figures that have not changed are sent again: their age shows that they are still read. */
const LONGEST_SILENCE_MS = 5_000;

/** One connection that is sent the figures. */
export interface CountsFollower {
  /** Sends a message. False: the connection takes no more for now, and asks for a snapshot once it does. */
  send(message: Buffer): boolean;
}

/** The figures of those who may read the same definitions. Each text is made once, however many take it. */
export class CountsChannel {
  readonly #followers = new Set<CountsFollower>();
  /** Of this channel: an id of another process, or of other definitions, says nothing here. */
  readonly #epoch = randomUUID().slice(0, 8);
  #sequence = 0;
  #sentAt = 0;
  #present: CountsSnapshot | undefined;

  /** @param definitions the only ones of which it tells; undefined: all. */
  constructor(readonly definitions: ReadonlySet<string> | undefined) {}

  get isEmpty(): boolean {
    return this.#followers.size === 0;
  }

  /** Sends a snapshot, unless the follower has the present figures. */
  add(follower: CountsFollower, lastEventId: string | undefined): void {
    this.#followers.add(follower);
    if (lastEventId !== this.#id) this.resend(follower);
  }

  delete(follower: CountsFollower): void {
    this.#followers.delete(follower);
  }

  /** The present figures, for one who has missed updates. */
  resend(follower: CountsFollower): void {
    if (this.#present !== undefined) follower.send(this.#message({ ...this.#present, kind: 'snapshot' }));
  }

  take(after: CountsSnapshot): void {
    const before = this.#present;
    this.#present = after;
    const changed = before === undefined ? ({ ...after, kind: 'snapshot' } as const) : changedCounts(before, after);
    if (changed === undefined && performance.now() - this.#sentAt < LONGEST_SILENCE_MS) return;
    this.#sequence += 1;
    this.#sentAt = performance.now();
    const message = this.#message(changed ?? { ...after, kind: 'update', states: [] });
    for (const follower of this.#followers) follower.send(message);
  }

  get #id(): string {
    return `${this.#epoch}-${this.#sequence}`;
  }

  #message(data: LiveCountsMessage): Buffer {
    return Buffer.from(`id: ${this.#id}\nevent: ${data.kind}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
