/**
 * One command at a time for each journey, in order of arrival. Commands on one journey would conflict with each other
 * at the store anyway; taking turns they each decide on the head that the one before left, so that in a process that
 * owns its store a refusal is never decided while an append of that journey is in flight.
 */
export class KeyedQueue {
  /** Journeys whose turn is taken, with those who wait for theirs; null while nobody does, which is the usual case. */
  readonly #taken = new Map<string, (() => void)[] | null>();

  /** Whether a command of this journey is being executed. */
  isBusy(journey: string): boolean {
    return this.#taken.has(journey);
  }

  async take<Result>(journey: string, task: () => Promise<Result>): Promise<Result> {
    const queue = this.#taken.get(journey);
    if (queue === undefined) this.#taken.set(journey, null);
    else await this.#wait(journey, queue);
    try {
      return await task();
    } finally {
      this.#pass(journey);
    }
  }

  #wait(journey: string, queue: (() => void)[] | null): Promise<void> {
    return new Promise((resolve) => {
      if (queue === null) this.#taken.set(journey, [resolve]);
      else queue.push(resolve);
    });
  }

  #pass(journey: string): void {
    const next = this.#taken.get(journey)?.shift();
    if (next === undefined) this.#taken.delete(journey);
    else next();
  }
}
