import type { Position } from '@ledger/event-store';
import type { ConsumerCheckpoint } from '@ledger/projections';

interface Entry {
  readonly checkpoint: ConsumerCheckpoint;
  isDone: boolean;
}

/**
 * The progress of a consumer that handles several events at once: up to the first one that is not done yet.
 */
export class LowWatermark {
  #entries: Entry[] = [];
  #reached: ConsumerCheckpoint | undefined;
  #last: Position | undefined;

  constructor(reached: ConsumerCheckpoint | undefined) {
    this.#reached = reached;
    this.#last = reached?.position;
  }

  /** Everything up to here is done. */
  get reached(): ConsumerCheckpoint | undefined {
    return this.#reached;
  }

  /** An event with nothing to do. */
  pass(event: { readonly id: string; readonly position: Position }): void {
    const checkpoint = this.#next(event);
    const tail = this.#entries.at(-1);
    if (tail === undefined) this.#reached = checkpoint;
    else if (tail.isDone) this.#entries[this.#entries.length - 1] = { checkpoint, isDone: true };
    else this.#entries.push({ checkpoint, isDone: true });
  }

  /** An event with work to do; call the function it returns when the work is done. */
  begin(event: { readonly id: string; readonly position: Position }): () => void {
    const entry: Entry = { checkpoint: this.#next(event), isDone: false };
    this.#entries.push(entry);
    return () => {
      entry.isDone = true;
      const open = this.#entries.findIndex(({ isDone }) => !isDone);
      const done = this.#entries.splice(0, open < 0 ? this.#entries.length : open);
      this.#reached = done.at(-1)?.checkpoint ?? this.#reached;
    };
  }

  #next({ id, position }: { readonly id: string; readonly position: Position }): ConsumerCheckpoint {
    const anchor = { eventId: id, after: this.#last };
    this.#last = position;
    return { position, anchor };
  }
}
