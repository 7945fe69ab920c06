import type { Position } from '@ledger/event-store';
import { durationText } from '@ledger/plain-data';
import { wayOf } from '../output/position-bar';

/** How long the rest takes at the pace so far, as positions of the source tell it. */
export class TimeLeft {
  #first: { readonly at: number; readonly way: number } | undefined;

  /** @param now milliseconds. */
  constructor(private readonly now: () => number) {}

  /** Empty where nothing is left, or the pace is not known yet. */
  text(position: Position, end: Position): string {
    const [at, way] = [this.now(), wayOf(position)];
    this.#first ??= { at, way };
    const [elapsed, done, left] = [at - this.#first.at, way - this.#first.way, wayOf(end) - way];
    if (elapsed <= 0 || done <= 0 || left <= 0) return '';
    return `, about ${durationText((elapsed * left) / done)} left`;
  }
}
