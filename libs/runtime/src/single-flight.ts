/**
 * Reads of which many ask at once. Whoever asks gets a read that began after the question; those who ask while one is
 * under way share the next one.
 */
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
    // The fault of the one before is told to those who asked for it.
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
