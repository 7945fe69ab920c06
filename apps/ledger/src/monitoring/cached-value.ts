import type { Clock } from '@ledger/runtime';

/** A figure that costs something: worked out at most once in a while, and once for all who ask meanwhile. */
export class CachedValue<Figure> {
  #figure: Promise<Figure> | undefined;
  #since = 0;

  /** @param keptMs how old it may be, in milliseconds. */
  constructor(
    private readonly clock: Clock,
    private readonly keptMs: number,
    private readonly work: () => Promise<Figure>,
  ) {}

  get(): Promise<Figure> {
    const age = this.clock.now().getTime() - this.#since;
    // Below 0 where the clock was moved back.
    if (this.#figure !== undefined && age >= 0 && age < this.keptMs) return this.#figure;
    const figure = this.work();
    // A failure is told to those who asked for it, and nothing is kept.
    figure.catch(() => (this.#figure = undefined));
    this.#since = this.clock.now().getTime();
    return (this.#figure = figure);
  }
}
