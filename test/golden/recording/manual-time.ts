const START = Date.parse('2026-11-22T09:00:00.000Z');

/** A clock that moves only when it is told to. */
export class ManualTime {
  #milliseconds = START;

  now(): Date {
    return new Date(this.#milliseconds);
  }

  pass(duration: { readonly minutes?: number; readonly seconds?: number; readonly milliseconds?: number }): void {
    const { minutes = 0, seconds = 0, milliseconds = 0 } = duration;
    this.#milliseconds += (minutes * 60 + seconds) * 1000 + milliseconds;
  }
}
