import { comparePositions, type Position } from '@ledger/event-store';
import type { OpenDeadline } from '@ledger/projections';

/** What was fired of one page: it is shown as open until the read model has come to `position`. */
interface Round {
  readonly deadlines: readonly string[];
  readonly position: Position;
}

interface Pause {
  readonly since: number;
  readonly until: number;
}

/** Deadlines set aside at most. Beyond, the one that waits for longest is tried again before its time. */
const MOST_SET_ASIDE = 10_000;

/**
 * Deadlines that were dealt with and that the read model, which lags behind the ledger, still shows as open: without
 * this memory each look would fire them again. Kept by rounds, so that forgetting compares one position for each round
 * and not for each deadline.
 */
export class UnprojectedTimeouts {
  /** All of them; the rounds say which go when. */
  readonly #unprojected = new Set<string>();
  readonly #rounds: Round[] = [];
  #current: string[] = [];
  #position: Position | undefined;
  /** Deadlines that came to nothing; instants are epoch milliseconds. */
  readonly #setAside = new Map<string, Pause>();

  /** Deadlines remembered because the read model has not caught up with them. */
  get size(): number {
    return this.#unprojected.size;
  }

  has(deadline: OpenDeadline): boolean {
    const key = keyOf(deadline);
    return this.#unprojected.has(key) || this.#setAside.has(key);
  }

  /** Remembers a deadline until the read model has applied `position`, at which the journey's stream answers for it. */
  note(deadline: OpenDeadline, position: Position): void {
    const key = keyOf(deadline);
    this.#unprojected.add(key);
    this.#current.push(key);
    if (this.#position === undefined || comparePositions(position, this.#position) > 0) this.#position = position;
  }

  /** Leaves a deadline alone for `ms` milliseconds. */
  setAside(deadline: OpenDeadline, now: number, ms: number): void {
    const key = keyOf(deadline);
    this.#setAside.delete(key);
    const [oldest] = this.#setAside.keys();
    if (this.#setAside.size >= MOST_SET_ASIDE && oldest !== undefined) this.#setAside.delete(oldest);
    this.#setAside.set(key, { since: now, until: now + ms });
  }

  /**
   * Begins a new round: forgets what the read model, which is at `applied`, has caught up with, and what was set aside
   * for long enough. Where the clock stands before the setting aside it was moved back, and nothing can be told from it.
   */
  forget(applied: Position | undefined, now: number): void {
    if (this.#position !== undefined) this.#rounds.push({ deadlines: this.#current, position: this.#position });
    this.#current = [];
    this.#position = undefined;
    for (const [key, { since, until }] of this.#setAside) if (now < since || now >= until) this.#setAside.delete(key);
    if (applied === undefined) return;
    const behind = this.#rounds.findIndex(({ position }) => comparePositions(position, applied) > 0);
    const caughtUp = this.#rounds.splice(0, behind < 0 ? this.#rounds.length : behind);
    for (const { deadlines } of caughtUp) for (const key of deadlines) this.#unprojected.delete(key);
  }
}

/** One entry into a state of one journey. Neither tenants nor session ids hold a slash or an at sign. */
function keyOf({ tenant, sessionId, enteredRevision }: OpenDeadline): string {
  return `${tenant}/${sessionId}@${enteredRevision}`;
}
