import { comparePositions, type Position } from '@ledger/event-store';
import type { OpenDeadline } from '@ledger/projections';

/** The timeouts sent for one page: the read model shows them as open until it has reached `position`. */
interface Round {
  readonly deadlines: readonly string[];
  readonly position: Position;
}

interface Pause {
  readonly since: number;
  readonly until: number;
}

/** Deadlines in quarantine at most. Beyond, the oldest is retried early. */
const MOST_QUARANTINED = 10_000;

/** Deadlines handled but open in the lagging read model: each poll would send them again. Forgotten by rounds. */
export class UnprojectedTimeouts {
  /** All of them; the rounds say which go when. */
  readonly #unprojected = new Set<string>();
  readonly #rounds: Round[] = [];
  #current: string[] = [];
  #position: Position | undefined;
  /** Deadlines whose timeout failed; instants are epoch milliseconds. */
  readonly #quarantined = new Map<string, Pause>();

  /** Deadlines remembered because the read model has not caught up with them. */
  get size(): number {
    return this.#unprojected.size;
  }

  has(deadline: OpenDeadline): boolean {
    const key = keyOf(deadline);
    return this.#unprojected.has(key) || this.#quarantined.has(key);
  }

  /** Remembers a deadline until the read model has applied `position`, at which the journey's stream answers for it. */
  note(deadline: OpenDeadline, position: Position): void {
    const key = keyOf(deadline);
    this.#unprojected.add(key);
    this.#current.push(key);
    if (this.#position === undefined || comparePositions(position, this.#position) > 0) this.#position = position;
  }

  /** Leaves a deadline alone for `ms` milliseconds. */
  quarantine(deadline: OpenDeadline, now: number, ms: number): void {
    const key = keyOf(deadline);
    this.#quarantined.delete(key);
    const [oldest] = this.#quarantined.keys();
    if (this.#quarantined.size >= MOST_QUARANTINED && oldest !== undefined) this.#quarantined.delete(oldest);
    this.#quarantined.set(key, { since: now, until: now + ms });
  }

  /** Forgets what the read model applied and quarantines that are over, or whose clock was moved back. */
  forget(applied: Position | undefined, now: number): void {
    if (this.#position !== undefined) this.#rounds.push({ deadlines: this.#current, position: this.#position });
    this.#current = [];
    this.#position = undefined;
    for (const [key, { since, until }] of this.#quarantined)
      if (now < since || now >= until) this.#quarantined.delete(key);
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
