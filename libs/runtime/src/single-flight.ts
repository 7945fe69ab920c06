/** Shares reads: each caller gets one that began after its call, so callers during a read share the next. */
export class SingleFlight {
  readonly #running = new Map<string, Promise<void>>();
  readonly #next = new Map<string, Promise<void>>();

  after(key: string, read: () => Promise<void>): Promise<void> {
    const waiting = this.#next.get(key);
    if (waiting !== undefined) return waiting;
    const running = this.#running.get(key);
    if (running === undefined) return this.#begin(key, read);
    const begin = () => {
      this.#next.delete(key);
      return this.#begin(key, read);
    };
    // Its failure is for its own callers.
    const next = running.then(begin, begin);
    this.#next.set(key, next);
    return next;
  }

  #begin(key: string, read: () => Promise<void>): Promise<void> {
    const running = read().finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }
}
