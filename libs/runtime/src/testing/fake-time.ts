import type { Clock } from '../clock';
import type { Scheduler } from '../scheduler';

interface Timer {
  readonly at: number;
  readonly task: () => void | Promise<void>;
}

/** A clock that only moves when it is told to, and the timers that run on it. */
export class FakeTime implements Clock, Scheduler {
  #now: number;
  #timers: Timer[] = [];

  /** @param start RFC 3339. */
  constructor(start = '2026-01-31T12:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  after(ms: number, task: () => void | Promise<void>): () => void {
    const timer = { at: this.#now + Math.max(0, ms), task };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  /** Instants at which timers are due, earliest first: RFC 3339. */
  get waiting(): readonly string[] {
    return this.#timers.map(({ at }) => new Date(at).toISOString()).sort();
  }

  /** Moves the clock and runs, in order and one after the other, the timers that are due on the way. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let timer = this.#earliest(end); timer !== undefined; timer = this.#earliest(end)) {
      this.#timers = this.#timers.filter((other) => other !== timer);
      this.#now = timer.at;
      await timer.task();
    }
    this.#now = end;
  }

  /** Moves the clock alone; timers that are due wait for the next `advance`. */
  set(time: string): void {
    this.#now = Date.parse(time);
  }

  #earliest(end: number): Timer | undefined {
    return this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
