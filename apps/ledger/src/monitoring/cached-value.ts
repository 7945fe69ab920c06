import type { Clock } from '@ledger/runtime';

/** A value that is expensive: computed once for all callers while it is fresh. */
export class CachedValue<Figure> {
  #figure: Promise<Figure> | undefined;
  #since = 0;

  /** @param keptMs milliseconds for which it is fresh. */
  constructor(
    private readonly clock: Clock,
    private readonly keptMs: number,
    private readonly work: () => Promise<Figure>,
  ) {}

  get(): Promise<Figure> {
    const age = this.clock.now().getTime() - this.#since;
    // Negative if the clock was set back.
    if (this.#figure !== undefined && age >= 0 && age < this.keptMs) return this.#figure;
    const figure = this.work();
    // Callers that wait for it get the failure; the next caller tries again.
    figure.catch(() => (this.#figure = undefined));
    this.#since = this.clock.now().getTime();
    return (this.#figure = figure);
  }
}
