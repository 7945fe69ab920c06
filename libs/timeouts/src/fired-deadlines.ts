import { comparePositions, type Position } from '@ledger/event-store';
import type { OpenDeadline } from '@ledger/projections';

/** What was fired in one round: it is shown as open until the read model has come to `position`. */
interface Round {
  readonly deadlines: ReadonlySet<string>;
  readonly position: Position;
}

/**
 * Deadlines that were dealt with and that the read model, which lags behind the ledger, still shows as open: without
 * this memory each look would fire them again. Kept by rounds, so that forgetting asks the read model once for each
 * round and not for each deadline.
 */
export class FiredDeadlines {
  #rounds: Round[] = [];
  #current = new Set<string>();
  #position: Position | undefined;
  /** Deadlines that came to nothing, with the instant (epoch milliseconds) from which on they may be tried again. */
  readonly #setAside = new Map<string, number>();

  /** Deadlines remembered because the read model has not caught up with them. */
  get size(): number {
    return this.#rounds.reduce((sum, { deadlines }) => sum + deadlines.size, this.#current.size);
  }

  has(deadline: OpenDeadline): boolean {
    const key = keyOf(deadline);
    if (this.#current.has(key) || this.#setAside.has(key)) return true;
    return this.#rounds.some(({ deadlines }) => deadlines.has(key));
  }

  /** Remembers a deadline until the read model has applied `position`, at which the journey's stream answers for it. */
  note(deadline: OpenDeadline, position: Position): void {
    this.#current.add(keyOf(deadline));
    if (this.#position === undefined || comparePositions(position, this.#position) > 0) this.#position = position;
  }

  /** Leaves a deadline alone until an instant (epoch milliseconds). */
  setAside(deadline: OpenDeadline, until: number): void {
    this.#setAside.set(keyOf(deadline), until);
  }

  /** Begins a new round: forgets what the read model has caught up with by now, and what was set aside for long enough. */
  async forget(isApplied: (position: Position) => Promise<boolean>, now: number): Promise<void> {
    if (this.#position !== undefined) this.#rounds.push({ deadlines: this.#current, position: this.#position });
    this.#current = new Set();
    this.#position = undefined;
    for (const [key, until] of this.#setAside) if (until <= now) this.#setAside.delete(key);
    let applied = 0;
    for (const { position } of this.#rounds) {
      if (!(await isApplied(position))) break;
      applied += 1;
    }
    this.#rounds = this.#rounds.slice(applied);
  }
}

/** One entry into a state of one journey. Neither tenants nor session ids hold a slash or an at sign. */
function keyOf({ tenant, sessionId, enteredRevision }: OpenDeadline): string {
  return `${tenant}/${sessionId}@${enteredRevision}`;
}
