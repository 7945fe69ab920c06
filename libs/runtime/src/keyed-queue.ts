/**
 * One task at a time for each key. Commands on one journey would conflict at the store; in turn each decides on the
 * head that the one before left, so that no refusal is decided while an append is in flight.
 */
export class KeyedQueue {
  /** Keys with a task under way, and what waits behind it; null while nothing does, which is the usual case. */
  readonly #taken = new Map<string, (() => void)[] | null>();

  /** Whether a task of this key is under way. */
  isBusy(key: string): boolean {
    return this.#taken.has(key);
  }

  async take<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const queue = this.#taken.get(key);
    if (queue === undefined) this.#taken.set(key, null);
    else await this.#wait(key, queue);
    try {
      return await task();
    } finally {
      this.#pass(key);
    }
  }

  #wait(key: string, queue: (() => void)[] | null): Promise<void> {
    return new Promise((resolve) => {
      if (queue === null) this.#taken.set(key, [resolve]);
      else queue.push(resolve);
    });
  }

  #pass(key: string): void {
    const next = this.#taken.get(key)?.shift();
    if (next === undefined) this.#taken.delete(key);
    else next();
  }
}
