import { isAccepted, type LineOutcome } from '@ledger/client';
import { comparePositions, position, type Position } from '@ledger/event-store';

export interface ImportSummary {
  /** Command lines that were answered. */
  readonly lines: number;
  readonly accepted: number;
  readonly refused: number;
  /** Accepted lines whose command had been applied before: nothing was appended for them. */
  readonly repeated: number;
  /** Events or lines of a log that gave no command: they were not sent. Counted in `lines` and `refused` too. */
  readonly unreadable: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, number>>;
  /** The furthest position of any answer, for `atLeast`: appends run side by side, so it need not be the last. */
  readonly position: string | null;
  /** What a person should know of the file, though it could be read. */
  readonly warnings: readonly string[];
  readonly seconds: number;
}

export class ImportTally {
  #lines = 0;
  #accepted = 0;
  #repeated = 0;
  #unreadable = 0;
  #position: Position | null = null;
  readonly #outcomes = new Map<string, number>();
  readonly #codes = new Map<string, number>();

  get lines(): number {
    return this.#lines;
  }

  get refused(): number {
    return this.#lines - this.#accepted;
  }

  /** @param accepted whether the line counts as taken. Default: by its outcome. */
  add(outcome: LineOutcome, accepted = isAccepted(outcome)): void {
    this.#lines++;
    count(this.#outcomes, outcome.outcome);
    if (outcome.position !== undefined) this.#reach(position(outcome.position));
    if (accepted) {
      this.#accepted++;
      if (outcome.replayed === true) this.#repeated++;
    } else {
      count(this.#codes, outcome.code ?? outcome.outcome);
    }
  }

  /** A part of a log that cannot be taken. */
  addUnreadable(code: string): void {
    this.#lines++;
    this.#unreadable++;
    count(this.#outcomes, 'UNREADABLE');
    count(this.#codes, code);
  }

  summary(seconds: number, warnings: readonly string[] = []): ImportSummary {
    return {
      lines: this.#lines,
      accepted: this.#accepted,
      refused: this.refused,
      repeated: this.#repeated,
      unreadable: this.#unreadable,
      outcomes: Object.fromEntries(this.#outcomes),
      codes: Object.fromEntries(this.#codes),
      position: this.#position,
      warnings,
      seconds,
    };
  }

  #reach(place: Position): void {
    if (this.#position === null || comparePositions(place, this.#position) > 0) this.#position = place;
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
